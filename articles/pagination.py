"""Keyset pagination: a page of a newest-first listing costs the same however deep it lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from articles.lines import Line
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
# o: older than, n: newer than; then microseconds since 1970 and the id of the article at the edge
_CURSOR = re.compile(r"([on])([0-9]{1,17})-([0-9]{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Some articles of a listing, and the cursors of its neighbours ("" where there is none)."""

    articles: list[Line]
    older: str
    newer: str
    # What is put into the listing at this moment or before may stand on this page; None: whatever is newest.
    reaches: datetime | None = None
    beyond: Line | None = None  # the next one in its direction, which says that there is more


@dataclass(frozen=True)
class Cursor:
    """A place between two articles of a newest-first listing, and which way the page lies from it."""

    older: bool
    published_at: datetime
    pk: int

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """The cursor written in an address; Http404 for anything that no page of ours wrote."""
        if not (found := _CURSOR.fullmatch(text)):
            raise Http404("no such page")
        try:
            published_at = _EPOCH + timedelta(microseconds=int(found[2]))
        except OverflowError as error:
            raise Http404("no such page") from error
        return cls(found[1] == "o", published_at, int(found[3]))

    def __str__(self) -> str:
        microseconds = (self.published_at - _EPOCH) // timedelta(microseconds=1)
        return f"{'o' if self.older else 'n'}{microseconds}-{self.pk}"


class Listing:
    """A listing page by page: `articles(at, **of)` are those that it has at the moment `at`."""

    def __init__(self, articles: Callable[..., ArticleQuerySet]) -> None:
        self._articles = articles
        self._lines = Prepared(self._prepare, Line.of)

    def page(self, cursor_text: str | None, sections: Sequence[int] = (), **of: int) -> Page:
        """The page at the cursor in an address (None: the newest), in newest-first order.

        `sections` (ids), when given, limit it to these sections; `of` says what else it is a listing of. One
        query, nothing counted. Http404 for a cursor that no page of ours wrote.
        """
        cursor = None if cursor_text is None else Cursor.parse(cursor_text)
        forward = cursor is None or cursor.older
        edge = {"edge_at": cursor.published_at, "edge_pk": cursor.pk} if cursor else {}
        rows = self._lines(forward, at=timezone.now(), sections=list(sections), **edge, **of)
        more = len(rows) > PAGE_SIZE
        beyond = rows[PAGE_SIZE] if more else None
        edge_of_page = cursor if forward else beyond
        rows = rows[:PAGE_SIZE] if forward else rows[:PAGE_SIZE][::-1]
        oldest, newest = (rows[-1], rows[0]) if rows else (None, None)
        return Page(
            rows,
            older=str(Cursor(True, oldest.published_at, oldest.pk))
            if oldest and (more or not forward)
            else "",
            newer=str(Cursor(False, newest.published_at, newest.pk))
            if newest and cursor and (more or forward)
            else "",
            reaches=edge_of_page.published_at if edge_of_page else None,
            beyond=beyond,
        )

    def _prepare(
        self,
        forward: bool,
        at: datetime,
        sections: Sequence[int],
        edge_at: datetime | None = None,
        edge_pk: int = 0,
        **of: int,
    ) -> QuerySet[Any]:
        """The lines of a page, and one more that says whether there is another."""
        articles = self._articles(at, **of)
        if edge_at:
            articles = articles.before(edge_at, edge_pk) if forward else articles.after(edge_at, edge_pk)
        articles = articles.newest() if forward else articles.oldest()
        if sections:
            first = articles.first_of_each(sections, PAGE_SIZE + 1)
            articles = first.newest() if forward else first.oldest()
        return articles[: PAGE_SIZE + 1].lines(at)
