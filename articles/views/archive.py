from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.addresses import path_of, root_of
from articles.archive import Day, MonthOf, Year, months_of, page_of, table_of, years
from articles.caching.headers import public, tag
from articles.caching.tags import ARCHIVE, list_of_day, part
from articles.days import Month, day_of
from articles.seo.heads import archive_head

_FIRST = 1000  # the year before which nothing was printed in Arabic; time zones go back to year 2


@public("page")
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The stories of one day, the newest first, beside the calendar of its month."""
    now, cursor = timezone.now(), request.GET.get("page")
    asked = _day(year, month, day)
    page = page_of(asked, cursor, now)
    if not page.articles:
        raise Http404("no story of that day")
    subject, table = Day(asked), table_of(Month.of(asked), now)
    way = [_top(), (Year(year).name, Year(year).url), (table.month.short_name, table.month.url)]
    context = {
        "subject": subject,
        "way": way,
        "page": page,
        "table": table,
        "earlier": table.before(asked),
        "later": table.after(asked),
        "head": archive_head(
            *(subject.name, subject.url, cursor, root_of(request)),
            way=[*way, (subject.name, subject.url)],
            lines=page.articles,
        ),
    }
    response = render(request, "articles/archive_day.html", context)
    where = part(list_of_day(asked), page.reaches, now)
    tag(response, [*page.articles, page.beyond], [where, ARCHIVE])
    return response


@public()
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The calendar of a month."""
    asked = Month.of(_day(year, month, 1))
    table = table_of(asked, timezone.now())
    if not table.filled:
        raise Http404("no story of that month")
    way = [_top(), (Year(year).name, Year(year).url)]
    context = {
        "table": table,
        "earlier": table.earlier and MonthOf(Month.of(table.earlier.day)),
        "later": table.later and MonthOf(Month.of(table.later.day)),
    }
    return _contents(request, "archive_month", table.month, way, context)


@public()
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    """The months of a year."""
    _day(year, 1, 1)
    months, earlier, later = months_of(year, timezone.now())
    if not any(has_stories for _month, has_stories in months):
        raise Http404("no story of that year")
    context = {"months": months, "earlier": earlier, "later": later}
    return _contents(request, "archive_year", Year(year), [_top()], context)


@public()
def archive(request: HttpRequest) -> HttpResponse:
    """The years of the archive, and the calendar of its newest month."""
    now = timezone.now()
    known, newest = years(now)
    context = {"years": known, "table": table_of(newest, now) if newest else None}
    return _contents(request, "archive", _Whole(), [], context)


class _Whole:
    """The archive as its page is called."""

    @property
    def name(self) -> str:
        return _("الأرشيف")

    @property
    def url(self) -> str:
        return path_of("archive")


def _top() -> tuple[str, str]:
    whole = _Whole()
    return whole.name, whole.url


def _contents(
    request: HttpRequest,
    name: str,
    subject: MonthOf | Year | _Whole,
    way: list[tuple[str, str]],
    context: Mapping[str, object],
) -> HttpResponse:
    """A page that leads to days, below those on the `way` to it."""
    head = archive_head(
        subject.name, subject.url, None, root_of(request), way=[*way, (subject.name, subject.url)]
    )
    shown = {**context, "subject": subject, "way": way, "head": head}
    response = render(request, f"articles/{name}.html", shown)
    tag(response, also=[ARCHIVE])
    return response


def _day(year: int, month: int, day: int) -> date:
    """The day that an address names; Http404 when there is none, or it is still to come."""
    try:
        asked = date(year, month, day)
    except ValueError as error:
        raise Http404("no such day") from error
    if year < _FIRST or asked > day_of(timezone.now()):
        raise Http404("a day without newspapers")
    return asked
