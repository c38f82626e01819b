"""What search reads: the folded words of each story, and all words there are. Derived: can be rebuilt."""

from __future__ import annotations

from django.db import models

from articles.models.article import Article


class SearchDocument(models.Model):
    """A story as search sees it: folded words with single spaces between them (articles/search/document.py).

    Its indexes are made in the migration: FTS5 tables that triggers keep on SQLite, GIN on PostgreSQL.
    """

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    marks = models.TextField()
    title = models.TextField()
    names = models.TextField()
    lede = models.TextField()
    body = models.TextField()  # and behind two spaces what is said of each picture
    # As the article had them when it was indexed: they bound what is fetched. Whether anybody may read a
    # story is never decided here, but by ArticleQuerySet.published.
    status = models.CharField(max_length=10)
    published_at = models.DateTimeField(null=True)


class SearchWord(models.Model):
    """A word of the archive as it is matched; the empty word counts the documents themselves."""

    word = models.CharField(primary_key=True, max_length=40)
    stem = models.CharField(max_length=40)
    documents = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["stem", "-documents"], name="search_word_stem")]
