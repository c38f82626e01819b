"""What came from each source in a period: four queries, however many stories that were."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.models import Article, ArticleKeyword, Correction
from articles.models.status import Status
from articles.querysets import WITHOUT_CREDIT

MOST = 500  # sources that are listed, those with the most stories
TOP = 3  # keywords that are named of each


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a period; `stories` were published in it, and the other numbers are of these."""

    pk: int
    name: str
    stories: int
    share: float  # of all stories of the period, 0 to 100
    keywords: list[str]  # the most frequent ones
    corrections: int
    expired: int
    uncredited: int  # a picture without credit, or no link to the original where one is demanded


def source_report(since: datetime, until: datetime) -> list[SourceRow]:
    """The sources of what was published from `since` on and before `until`, the most used first."""
    now = timezone.now()
    when = {"published_at__gte": since, "published_at__lt": min(until, now)}
    stories = Article.objects.filter(status=Status.PUBLISHED, **when).order_by()
    total = stories.count()
    counts = stories.values("source", "source__name").annotate(
        stories=Count("pk"),
        expired=Count("pk", filter=Q(expires_at__lte=now)),
        uncredited=Count("pk", filter=WITHOUT_CREDIT),
    )
    rows = list(counts.order_by("-stories", "source__name")[:MOST])
    pks = [row["source"] for row in rows]
    corrections, keywords = _corrections(pks, when), _keywords(pks, when)
    return [
        SourceRow(
            pk=row["source"],
            name=row["source__name"],
            stories=row["stories"],
            share=100 * row["stories"] / total,
            keywords=keywords[row["source"]],
            corrections=corrections.get(row["source"], 0),
            expired=row["expired"],
            uncredited=row["uncredited"],
        )
        for row in rows
    ]


def _corrections(sources: list[int], when: dict[str, datetime]) -> dict[int, int]:
    """How many corrections the stories of each source have had."""
    of_period = {f"article__{name}": value for name, value in when.items()}
    rows = Correction.objects.filter(
        article__status=Status.PUBLISHED, article__source__in=sources, **of_period
    ).order_by()
    return dict(rows.values_list("article__source").annotate(Count("pk")))


def _keywords(sources: list[int], when: dict[str, datetime]) -> defaultdict[int, list[str]]:
    """The names of the most frequent keywords of each source, the first one first."""
    links = ArticleKeyword.objects.filter(
        content_object__status=Status.PUBLISHED, content_object__source__in=sources, **when
    ).order_by()
    counted = links.values("content_object__source", "tag__name").annotate(count=Count("pk"))
    place = Window(
        RowNumber(), partition_by=F("content_object__source"), order_by=[F("count").desc(), F("tag__name")]
    )
    found = defaultdict(list)
    for row in counted.annotate(place=place).filter(place__lte=TOP).order_by("place"):
        found[row["content_object__source"]].append(row["tag__name"])
    return found
