"""How often stories are read: counts by the hour, and what is ranked from them. Nothing about readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class ReadCount(models.Model):
    """How often an article was read within an hour; see articles/reading/counts.py."""

    hour = models.PositiveIntegerField()  # whole hours since 1970
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="read_counts")
    reads = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("قراءات")
        verbose_name_plural = _("القراءات")
        default_permissions = ()
        # In this order: a window of hours is one range of the index, and what is pruned another.
        constraints = [models.UniqueConstraint(fields=["hour", "article"], name="read_count_once")]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.hour}: {self.reads}"


class Ranking(models.Model):
    """That the most read stories of the last `days` were ranked, and when; articles/reading/ranking.py."""

    days = models.PositiveSmallIntegerField(primary_key=True)
    ranked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.days} days at {self.ranked_at:%Y-%m-%d %H:%M}"


class RankedArticle(models.Model):
    """A place in a ranking. Derived: it may be dropped and made anew (manage.py rank_reads)."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, db_index=False)
    place = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="rankings")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["ranking", "place"], name="ranked_place_once")]

    def __str__(self) -> str:
        return f"{self.ranking_id}, {self.place}: {self.article_id}"
