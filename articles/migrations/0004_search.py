import django.db.models.deletion
from django.db import migrations, models

# SQLite: two full-text indexes over the rows of the documents table (external content), kept by triggers.
# The words come folded, so the tokenizer only parts them at spaces: «ascii» takes every other letter as it
# is. detail=none keeps no places: what stands where is read from the few documents that are shown.
FTS = {
    "articles_search_heads": ("marks", "title", "names"),
    "articles_search_texts": ("marks", "title", "names", "lede", "body"),
}
# PostgreSQL: GIN over the same words as they are, without a parser. The cost keeps the planner from reading
# the table instead of the index (taking a document apart is far dearer than it believes), and is low enough
# that a usual search does not look dear enough to be compiled (JIT).
TERMS = """
CREATE FUNCTION articles_search_terms(words text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 500
AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), '')); END $$
"""
GIN = """
CREATE INDEX {name} ON articles_searchdocument
USING gin (articles_search_terms({words})) WITH (gin_pending_list_limit = 1024)
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, columns in FTS.items():
            listed = ", ".join(columns)
            new = ", ".join(f"new.{column}" for column in columns)
            old = ", ".join(f"old.{column}" for column in columns)
            insert = f"INSERT INTO {name} (rowid, {listed}) VALUES (new.article_id, {new});"
            delete = f"INSERT INTO {name} ({name}, rowid, {listed}) VALUES ('delete', old.article_id, {old});"
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='articles_searchdocument', "
                "content_rowid='article_id', detail='none', columnsize=0, tokenize=\"ascii tokenchars '_@'\")"
            )
            for event, does in {"INSERT": insert, "DELETE": delete, "UPDATE": delete + insert}.items():
                schema_editor.execute(
                    f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON articles_searchdocument "
                    f"BEGIN {does} END"
                )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TERMS)
        for name, columns in FTS.items():
            schema_editor.execute(GIN.format(name=name, words=" || ' ' || ".join(columns)))


def drop(apps, schema_editor):
    """The triggers and GIN indexes go with their table."""
    if schema_editor.connection.vendor == "sqlite":
        for name in FTS:
            for event in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER {name}_{event}")
            schema_editor.execute(f"DROP TABLE {name}")
    elif schema_editor.connection.vendor == "postgresql":
        for name in FTS:
            schema_editor.execute(f"DROP INDEX {name}")
        schema_editor.execute("DROP FUNCTION articles_search_terms(text)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_external_id")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("marks", models.TextField()),
                ("title", models.TextField()),
                ("names", models.TextField()),
                ("lede", models.TextField()),
                ("body", models.TextField()),
                ("status", models.CharField(max_length=10)),
                ("published_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("stem", models.CharField(max_length=40)),
                ("documents", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["stem", "-documents"], name="search_word_stem")]},
        ),
        migrations.RunPython(create, drop),
    ]
