"""The most read stories of a window of days: ranked by the way, read by pages in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.events import ranking_changed
from articles.lines import Line
from articles.models import Article, RankedArticle, Ranking, ReadCount
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet
from articles.reading.counts import hour_of

# Each window of days, and how old its ranking may become: a longer one costs more and changes less.
WINDOWS = {1: timedelta(minutes=5), 7: timedelta(minutes=15), 30: timedelta(hours=1)}
# So many stories are ranked: more than pages show, as some are passed over there.
_RANKED = 100
# What fewer have read is not ranked, and of fewer stories no ranking is shown: it would say nothing.
LEAST_READS = 3
LEAST_STORIES = 3
# Counts are kept a day longer than the longest window.
_KEPT_DAYS = max(WINDOWS) + 1


def rank_due(at: datetime | None = None) -> None:
    """Rank each window whose ranking is too old at the moment `at` (now), and prune along with the longest.

    Of several processes that ask at once one does it.
    """
    at = at or timezone.now()
    for days, age in WINDOWS.items():
        if _claim(days, at, at - age):
            rank(days, at)
            if days == max(WINDOWS):
                prune(at)


def rank(days: int, at: datetime | None = None) -> bool:
    """Rank the stories of the last `days` by their reads, those of all their copies together.

    Whether another ranking than before came out: then pages that show it are purged.
    """
    at = at or timezone.now()
    stories = _most_read(days, at)
    with transaction.atomic():
        Ranking.objects.select_for_update().get_or_create(days=days, defaults={"ranked_at": at})
        wanted = _with_copies(stories)
        places = RankedArticle.objects.filter(ranking=days).order_by("place")
        if wanted == list(places.values_list("article", flat=True)):
            return False
        places.delete()
        RankedArticle.objects.bulk_create(
            RankedArticle(ranking_id=days, place=place, article_id=pk) for place, pk in enumerate(wanted, 1)
        )
        ranking_changed.send(Ranking, days=days)
    return True


def prune(at: datetime | None = None) -> None:
    """Delete the counts that no window reaches any more."""
    ReadCount.objects.filter(hour__lte=hour_of(at or timezone.now()) - 24 * _KEPT_DAYS).delete()


def most_read(days: int, most: int, at: datetime) -> list[Line]:
    """The most read stories of the last `days` that readers may see at the moment `at`, `most` at most.

    Each once, whatever the copies of it. None where there are too few to speak of. One statement.
    """
    stories: dict[int, Line] = {}
    for line in _ranked(2 * most, at=at, days=days):
        stories.setdefault(line.copy_of or line.pk, line)
    return list(stories.values())[:most] if len(stories) >= LEAST_STORIES else []


def in_order(stories: ArticleQuerySet, days: int) -> ArticleQuerySet:
    """Those of `stories` that are ranked for the last `days`, the most read first."""
    ranked: ArticleQuerySet = stories.filter(rankings__ranking=days)
    return ranked.alias(rank=F("rankings__place")).order_by("rank")


def _claim(days: int, at: datetime, due: datetime) -> bool:
    _ranking, is_new = Ranking.objects.get_or_create(days=days, defaults={"ranked_at": at})
    return is_new or Ranking.objects.filter(days=days, ranked_at__lte=due).update(ranked_at=at) > 0


def _most_read(days: int, at: datetime) -> list[int]:
    """The best copies (ids) of the most read stories, in order."""
    now = hour_of(at)
    stories = Article.objects.published(at).order_by().values("id", "copy_of_id")
    public, values = stories.query.sql_with_params()
    # Hours are summed up before anything is joined to them: they are many times more than stories.
    sql = (
        "SELECT COALESCE(story.copy_of_id, story.id) FROM "
        f"(SELECT article_id, SUM(reads) AS times FROM {ReadCount._meta.db_table} "
        "WHERE hour > %s AND hour <= %s GROUP BY article_id) AS read "
        f"JOIN ({public}) AS story ON story.id = read.article_id "
        "GROUP BY 1 HAVING SUM(times) >= %s ORDER BY SUM(times) DESC, 1 DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [now - 24 * days, now, *values, LEAST_READS, _RANKED])
        return [pk for (pk,) in cursor.fetchall()]


def _with_copies(stories: Sequence[int]) -> list[int]:
    """Each of `stories` that is still there with its copies behind it, which come forward where it leaves."""
    order = {pk: place for place, pk in enumerate(stories)}
    rows = Article.objects.filter(Q(pk__in=stories) | Q(copy_of__in=stories)).values_list("pk", "copy_of")
    return [
        pk for _place, _is_copy, pk in sorted((order[best or pk], best is not None, pk) for pk, best in rows)
    ]


_ranked = Prepared(
    lambda most, at, days: in_order(Article.objects.published(at).folded(at), days)[:most].lines(at),
    Line.of,
)
