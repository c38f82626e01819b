"""What is computed from articles. All of it may be dropped and rebuilt (manage.py rebuild_similar)."""

from django.db import models


class Profile(models.Model):
    """What an article is about and what it says, in numbers; see articles/similar/profiles.py."""

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="profile"
    )
    # 32-bit hashes of its terms, the most telling first, and a byte for the weight of each
    terms = models.BinaryField()
    weights = models.BinaryField()
    # Length of the weighted vector, by the term counts of the day it was stored
    length = models.FloatField()
    # 32-bit hashes of the runs of five words of its text, ascending
    shingles = models.BinaryField()

    def __str__(self) -> str:
        return f"profile of {self.article_id}"


class TermCount(models.Model):
    """In how many articles a term stands."""

    term = models.BigIntegerField(primary_key=True)
    articles = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.term:08x}: {self.articles}"


class TermArticles(models.Model):
    """The articles that a term tells most about: 64-bit numbers, the day above the id, ascending."""

    term = models.BigIntegerField(primary_key=True)
    articles = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.term:08x}: {len(self.articles) // 8} articles"


class SketchHash(models.Model):
    """One of the smallest shingle hashes of an article: copies of one text share some."""

    hash = models.BigIntegerField()
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="sketch")

    class Meta:
        indexes = [models.Index(fields=["hash", "article"], name="sketch_by_hash")]

    def __str__(self) -> str:
        return f"{self.hash:08x} in {self.article_id}"
