"""Keyset pagination: a page of a newest-first listing costs the same however deep it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import Http404

from articles.lines import Line
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


def paginate(articles: ArticleQuerySet, cursor_text: str | None, sections: Sequence[int] = ()) -> Page:
    """The page of `articles` at the cursor in an address (None: the newest), in newest-first order.

    `sections` (ids), when given, limit them to these sections. One query, nothing counted.
    Http404 for a cursor that no page of ours wrote.
    """
    cursor = None if cursor_text is None else Cursor.parse(cursor_text)
    forward = cursor is None or cursor.older

    if cursor:
        from_cursor = articles.before if cursor.older else articles.after
        articles = from_cursor(cursor.published_at, cursor.pk)
    articles = articles.newest() if forward else articles.oldest()
    if sections:
        first = articles.first_of_each(sections, PAGE_SIZE + 1)
        articles = first.newest() if forward else first.oldest()
    rows = articles[: PAGE_SIZE + 1].lines()
    more = len(rows) > PAGE_SIZE
    beyond = rows[PAGE_SIZE] if more else None
    if forward:
        reaches = cursor.published_at if cursor else None
    else:
        reaches = beyond.published_at if beyond else None
    rows = rows[:PAGE_SIZE] if forward else rows[:PAGE_SIZE][::-1]
    return Page(
        rows,
        older=str(Cursor(True, rows[-1].published_at, rows[-1].pk)) if rows and (more or not forward) else "",
        newer=str(Cursor(False, rows[0].published_at, rows[0].pk))
        if rows and cursor and (more or forward)
        else "",
        reaches=reaches,
        beyond=beyond,
    )
