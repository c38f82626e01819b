"""The archive by day: which days, months and years have stories, and the calendar that says so.

A page of the archive is there when a story is: so what search engines walk has an end.
"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched, pairwise
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.dates import MONTHS, WEEKDAYS, WEEKDAYS_ABBR

from articles.addresses import path_of
from articles.days import Month, day_of, end_of, start_of
from articles.models import Article
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet, first_of

_YEARS = 400  # of a statement with a branch for each; SQLite takes 500


def _within(at: datetime, start: datetime, end: datetime) -> ArticleQuerySet:
    """The stories of a span of time, asked for first: SQLite walks along the first bound of a column."""
    span: ArticleQuerySet = Article.objects.filter(published_at__gte=start, published_at__lt=end)
    return span.published(at)


# The stories of a day, of every source: the archive is a record, and folds no copies.
stories = Listing(_within)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as its page is called."""

    day: date

    @property
    def name(self) -> str:
        return f"{WEEKDAYS[self.day.weekday()]} {self.day.day} {MONTHS[self.day.month]} {self.day.year}"

    @property
    def url(self) -> str:
        return path_of("archive_day", self.day.year, self.day.month, self.day.day)


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month as its page is called."""

    month: Month

    @property
    def name(self) -> str:
        return f"{MONTHS[self.month.month]} {self.month.year}"

    @property
    def short_name(self) -> str:
        return str(MONTHS[self.month.month])

    @property
    def url(self) -> str:
        return path_of("archive_month", self.month.year, self.month.month)


@dataclass(frozen=True, slots=True)
class Year:
    """A year as its page is called."""

    year: int

    @property
    def name(self) -> str:
        return str(self.year)

    @property
    def url(self) -> str:
        return path_of("archive_year", self.year)


# In a calendar: a day with its page (None: no stories), or no day of the month
type Place = tuple[int, Day | None] | None


@dataclass(frozen=True, slots=True)
class Table:
    """A month as a table: weeks of seven places."""

    month: MonthOf
    weekdays: list[str]
    weeks: list[list[Place]]
    earlier: Day | None  # the nearest days with stories outside the month
    later: Day | None
    filled: list[Day]  # those of the month, in order

    def before(self, day: date) -> Day | None:
        """The nearest earlier day with stories."""
        return next((one for one in reversed(self.filled) if one.day < day), self.earlier)

    def after(self, day: date) -> Day | None:
        """The nearest later one."""
        return next((one for one in self.filled if one.day > day), self.later)


def table_of(month: Month, at: datetime) -> Table:
    """The calendar of `month` at the moment `at`; one query, of one index entry for each day."""
    days = month.days
    found = _days_with_stories([*map(start_of, days), month.end], at)
    weekdays, weeks = weeks_of(month, found)
    return Table(
        month=MonthOf(month),
        weekdays=weekdays,
        weeks=weeks,
        earlier=next((Day(day) for day in sorted(found, reverse=True) if day < days[0]), None),
        later=next((Day(day) for day in sorted(found) if day > days[-1]), None),
        filled=[Day(day) for day in days if day in found],
    )


def weeks_of(month: Month, found: set[date]) -> tuple[list[str], list[list[Place]]]:
    """The names of the days of a week, and the weeks of `month`, of whose days `found` have stories."""
    # Django counts days from Sunday, Python from Monday.
    begins = (settings.FIRST_DAY_OF_WEEK - 1) % 7
    weeks = Calendar(begins).monthdatescalendar(month.year, month.month)
    return [str(WEEKDAYS_ABBR[day.weekday()]) for day in weeks[0]], [
        [(day.day, Day(day) if day in found else None) if day.month == month.month else None for day in week]
        for week in weeks
    ]


def months_of(year: int, at: datetime) -> tuple[list[tuple[MonthOf, bool]], Year | None, Year | None]:
    """The months of `year`, each with whether it has stories, and the nearest years that do; one query."""
    months = [Month(year, number) for number in range(1, 13)]
    found = _days_with_stories([*(month.start for month in months), months[-1].end], at)
    filled = {Month.of(day) for day in found}
    years = sorted({day.year for day in found})
    return (
        [(MonthOf(month), month in filled) for month in months],
        next((Year(one) for one in reversed(years) if one < year), None),
        next((Year(one) for one in years if one > year), None),
    )


def years(at: datetime) -> tuple[list[Year], Month | None]:
    """The years that have stories, the newest first, and the newest month that has; two queries, more where
    the archive goes back for centuries."""
    ends = [day_of(moment) for moment in _ends(at=at)]
    if not ends:
        return [], None
    found: set[int] = set()
    for some in batched(range(min(ends).year, max(ends).year + 1), _YEARS):
        edges = [start_of(date(year, 1, 1)) for year in (*some, some[-1] + 1)]
        found |= {day.year for day in _days_with_stories(edges, at)}
    return [Year(year) for year in sorted(found, reverse=True)], Month.of(max(ends))


def _days_with_stories(edges: Sequence[datetime], at: datetime) -> set[date]:
    """A day with stories of each span between `edges` that has any, and the nearest before and after them."""
    return {day_of(moment) for moment in _found(at=at, edges=list(edges))}


@Prepared
def _found(at: datetime, edges: list[datetime]) -> QuerySet[Any, Any]:
    spans = [_within(at, *span).newest() for span in pairwise(edges)]
    before = Article.objects.filter(published_at__lt=edges[0]).published(at).newest()
    after = Article.objects.filter(published_at__gte=edges[-1]).published(at).oldest()
    return _times([*spans, before, after])


@Prepared
def _ends(at: datetime) -> QuerySet[Any, Any]:
    everything = Article.objects.published(at)
    return _times([everything.oldest(), everything.newest()])


def _times(lists: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """When the first of each of `lists` was published: one entry of an index each, but for those over."""
    first = Article.objects.filter(pk__in=first_of([(one, 1) for one in lists])).order_by()
    return first.values_list("published_at", flat=True)


def page_of(day: date, cursor: str | None, at: datetime) -> Any:
    """A page of the stories of `day` (articles/pagination.py)."""
    return stories.page(cursor, at=at, start=start_of(day), end=end_of(day))
