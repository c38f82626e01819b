from django.db import migrations, models

from articles.text.figures import has_film, has_gallery

_BATCH = 500


def mark(apps, schema_editor):
    """What the texts show that were stored before it was kept beside them."""
    articles = apps.get_model("articles", "Article").objects
    with_figures = articles.filter(body__contains="<figure data-").order_by("pk").values_list("pk", "body")
    found = {"has_film": [], "has_gallery": []}
    for pk, body in with_figures.iterator(chunk_size=_BATCH):
        for name, has in (("has_film", has_film), ("has_gallery", has_gallery)):
            if has(body):
                found[name].append(pk)
    for name, pks in found.items():
        for start in range(0, len(pks), _BATCH):
            articles.filter(pk__in=pks[start : start + _BATCH]).update(**{name: True})


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_pictures_and_sources")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="has_film",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="article",
            name="has_gallery",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("has_film", True)),
                fields=["status", "-published_at", "-id"],
                name="article_film_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("has_gallery", True)),
                fields=["status", "-published_at", "-id"],
                name="article_gallery_newest",
            ),
        ),
        migrations.RemoveConstraint(model_name="zone", name="zone_fill_known"),
        migrations.AlterField(
            model_name="zone",
            name="fill",
            field=models.CharField(
                choices=[
                    ("newest", "أحدث الأخبار"),
                    ("section", "أحدث أخبار قسم وفروعه"),
                    ("keyword", "أحدث أخبار كلمة دلالية"),
                    ("source", "أحدث أخبار مصدر"),
                    ("each", "شريط لكل قسم ليست له منطقة"),
                    ("read", "الأكثر قراءة في آخر 24 ساعة"),
                    ("film", "أحدث ما في نصه مقطع مصوّر"),
                    ("gallery", "أحدث ما في نصه مجموعة صور"),
                    ("none", "لا شيء: ما يُثبَّت وحده"),
                ],
                default="section",
                max_length=7,
                verbose_name="يملؤها",
            ),
        ),
        migrations.AddConstraint(
            model_name="zone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fill__in",
                        [
                            "newest",
                            "section",
                            "keyword",
                            "source",
                            "each",
                            "read",
                            "film",
                            "gallery",
                            "none",
                        ],
                    )
                ),
                name="zone_fill_known",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
