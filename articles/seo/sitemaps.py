"""Which sitemaps there are: stories by month in parts, and slices of keywords, sources and authors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched, pairwise
from typing import Any

from django.db.models import Count, Exists, QuerySet, Subquery

from articles.days import Month, day_of
from articles.models import Article
from articles.models.status import Status
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet
from articles.seo.named import KINDS, SLICE, slice_of

PART = 25_000  # stories in a file: at a kilobyte each, half of what engines take
_COLUMNS = 500  # of a statement with one for each month; PostgreSQL takes 1,664


def listed(at: datetime, among: ArticleQuerySet | None = None) -> ArticleQuerySet:
    """The stories that are ours to be found: public, and not to be found at their source instead.

    A span of time is asked for by `among`, before anything else: of several bounds of one column SQLite walks
    its index by the first, and `published` has a bound of its own.
    """
    stories = Article.objects.all() if among is None else among
    return stories.published(at).indexable()


def between(start: datetime, end: datetime) -> ArticleQuerySet:
    """All stories of a span of time."""
    return Article.objects.filter(published_at__gte=start, published_at__lt=end).order_by()


def stored(start: datetime, end: datetime) -> ArticleQuerySet:
    """Those whose place is in a part of a month, be they over or not: one index says so alone."""
    return between(start, end).filter(status=Status.PUBLISHED)


def names(at: datetime) -> list[str]:
    """The names of all sitemaps, which have something in them; five statements."""
    found = ["sections"]
    for first, pk in _oldest(at=at):
        found += _slices(at, pk)
        found += [
            numbered(month, part) for month, parts in _months(first, at, pk) for part in range(1, parts + 1)
        ]
    return found


def numbered(name: object, number: int) -> str:
    """The name of a file of several: the first has no number."""
    return f"{name}-{number}" if number > 1 else str(name)


def _slices(at: datetime, pk: int) -> list[str]:
    highest = _highest(pk=pk)[0]
    slices = [(kind, number) for kind, top in zip(KINDS, highest, strict=True) for number in _numbers(top)]
    if not slices:
        return []
    edges, lasts = zip(*(slice_of(number) for _kind, number in slices), strict=True)
    kinds = (kind for kind, _number in slices)
    filled = _has_slices(*kinds, at=at, pk=pk, edges=list(edges), lasts=list(lasts))[0]
    return [numbered(*one) for one, has in zip(slices, filled, strict=True) if has]


def _numbers(highest: int | None) -> range:
    return range(1, -(-(highest or 0) // SLICE) + 1)


def _months(first: datetime, at: datetime, pk: int) -> Iterator[tuple[Month, int]]:
    """The months since `first` that have stories, and in how many parts."""
    for months in batched(Month.of(day_of(first)).until(Month.of(day_of(at))), _COLUMNS):
        starts = [*(month.start for month in months), months[-1].end]
        filled = _has_months(at=at, starts=starts, pk=pk)[0]
        counts = _counts(starts=starts, pk=pk)[0]
        for month, has, count in zip(months, filled, counts, strict=True):
            if has:
                yield month, -(-count // PART)


# --- Each of these is one row with many columns: the row of the story `pk` ----------------------------------


def _row(pk: int) -> QuerySet[Any]:
    return Article.objects.filter(pk=pk).order_by()


_oldest = Prepared(lambda at: listed(at).oldest().values_list("published_at", "pk")[:1])


@Prepared
def _highest(pk: int) -> QuerySet[Any]:
    tops = (kind.model._default_manager.order_by("-pk").values("pk")[:1] for kind in KINDS.values())
    return _row(pk).values_list(*(Subquery(top) for top in tops))


@Prepared
def _has_slices(
    *kinds: str, at: datetime, pk: int, edges: Sequence[int], lasts: Sequence[int]
) -> QuerySet[Any]:
    found = (
        KINDS[kind].worth_it(at).filter(pk__gt=edge, pk__lte=last)
        for kind, edge, last in zip(kinds, edges, lasts, strict=True)
    )
    return _row(pk).values_list(*map(Exists, found))


@Prepared
def _has_months(at: datetime, starts: Sequence[datetime], pk: int) -> QuerySet[Any]:
    months = (listed(at, between(*edges)) for edges in pairwise(starts))
    return _row(pk).values_list(*map(Exists, months))


@Prepared
def _counts(starts: Sequence[datetime], pk: int) -> QuerySet[Any]:
    months = (
        stored(*edges).values("status").annotate(n=Count("pk")).values("n") for edges in pairwise(starts)
    )
    return _row(pk).values_list(*(Subquery(month) for month in months))
