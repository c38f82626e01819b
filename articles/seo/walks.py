"""The addresses in a sitemap, walked in batches: a file takes the same memory however long it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.core.files.storage import default_storage
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from articles.days import Month
from articles.models import Article, Correction, Page, Section
from articles.prepared import Prepared
from articles.querysets import shown_photo
from articles.seo.named import KINDS, slice_of
from articles.seo.sitemaps import PART, listed, stored

BATCH = 1_000
NEWS_WINDOW = timedelta(hours=48)  # what news engines take, in age and in number
NEWS_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Url:
    """An address: its path, when what it shows last changed, the address of its picture."""

    path: str
    changed_at: datetime | None
    image: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A story of the last 48 hours."""

    path: str
    headline: str
    published_at: datetime


def _path(pk: int, slug: str) -> str:
    """The path of a story, as reverse() gives it; a file has 25,000, and this is ten times as fast."""
    before, after = _around_story()
    return f"{before}{pk}/{quote(slug)}{after}"


@lru_cache(maxsize=1)
def _around_story() -> tuple[str, str]:
    before, _, after = reverse("article", args=[0, "x"]).partition("0/x")
    return before, after


# --- Stories ------------------------------------------------------------------------------------------------


def stories(month: Month, part: int, at: datetime) -> Iterator[Url]:
    """Those of one part of a month, oldest first: so the parts stay as they are while the month goes on."""
    start, end = month.start, month.end
    edge = _at_place((part - 1) * PART, start=start, end=end) if part > 1 else [(start, 0)]
    last = (_at_place(part * PART, start=start, end=end) or [(end, 0)])[0]
    while edge:
        rows = _batch(BATCH, at=at, end=end, edge_at=edge[-1][0], edge_pk=edge[-1][1])
        for published_at, pk, slug, updated_at, photo in rows:
            if (published_at, pk) > last:
                return
            yield Url(
                _path(pk, slug),
                max(published_at, updated_at or published_at),
                default_storage.url(photo) if photo else "",
            )
        edge = [row[:2] for row in rows[-1:]]


@Prepared
def _at_place(place: int, start: datetime, end: datetime) -> QuerySet[Any]:
    """The story at a place of a month (from 1), where a part ends; none when the month has fewer."""
    return stored(start, end).oldest().values_list("published_at", "pk")[place - 1 : place]


@Prepared
def _batch(size: int, at: datetime, end: datetime, edge_at: datetime, edge_pk: int) -> QuerySet[Any]:
    columns = ("published_at", "pk", "slug", "significant_update_at", "photo__file")
    rest = Article.objects.filter(published_at__lt=end).after(edge_at, edge_pk)
    return listed(at, rest).alias(photo=shown_photo(at)).oldest().values_list(*columns)[:size]


# --- Sections, pages, keywords, sources, authors ------------------------------------------------------------


def sections(at: datetime) -> Iterator[Url]:
    """The front page, all sections that have stories, of their own or of their children, the pages that
    editors wrote, and corrections."""
    newest: dict[int, datetime] = {}
    rows = _sections(at=at)
    for pk, _slug, parent, own in rows:
        for shown_on in (pk, parent):
            if own and shown_on:
                newest[shown_on] = max(own, newest.get(shown_on, own))
    yield Url(reverse("home"), max(newest.values(), default=None))
    for pk, slug, *_ in rows:
        if pk in newest:
            yield Url(reverse("section", args=[slug]), newest[pk])
    for slug, changed_at in _pages():
        yield Url(reverse("page", args=[slug]), changed_at)
    for issued_at in _corrected(at=at):
        yield Url(reverse("corrections"), issued_at)


@Prepared
def _sections(at: datetime) -> QuerySet[Any]:
    newest = Article.objects.published(at).filter(section=OuterRef("pk")).newest().values("published_at")[:1]
    return Section.objects.values_list("pk", "slug", "parent", Subquery(newest))


_pages = Prepared(lambda: Page.objects.published().values_list("slug", "updated_at"))
_corrected = Prepared(lambda at: Correction.objects.told(at).newest().values_list("issued_at", flat=True)[:1])


def named(kind: str, number: int, at: datetime) -> Iterator[Url]:
    """One slice of the keywords, sources or authors."""
    edge, last = slice_of(number)
    while rows := _named(kind, BATCH, at=at, edge=edge, last=last):
        for _pk, slug, newest in rows:
            yield Url(reverse(KINDS[kind].model._meta.model_name, args=[slug]), newest)
        edge = rows[-1][0]


@Prepared
def _named(kind: str, size: int, at: datetime, edge: int, last: int) -> QuerySet[Any]:
    things = KINDS[kind].worth_it(at).filter(pk__gt=edge, pk__lte=last)
    return things.order_by("pk").values_list("pk", "slug", "newest")[:size]


# --- News ---------------------------------------------------------------------------------------------------


def news(at: datetime) -> list[News]:
    """The stories of the last 48 hours, newest first; one statement."""
    return [
        News(_path(pk, slug), headline, published_at)
        for pk, slug, headline, published_at in _news(at=at, since=at - NEWS_WINDOW)
    ]


_news = Prepared(
    lambda at, since: (
        listed(at)
        .filter(published_at__gt=since)
        .newest()
        .values_list("pk", "slug", "headline", "published_at")[:NEWS_MOST]
    )
)
