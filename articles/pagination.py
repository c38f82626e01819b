"""Keyset pagination: a page of a newest-first listing costs the same however deep it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404

from articles.querysets import ArticleQuerySet

PAGE_SIZE = 20
# o: older than, n: newer than; then microseconds since 1970 and the id of the article at the edge
_CURSOR = re.compile(r"([on])([0-9]{1,17})-([0-9]{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Some articles of a listing, and the cursors of its neighbours ("" where there is none)."""

    articles: list[Any]
    older: str
    newer: str


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


def paginate(
    articles: ArticleQuerySet, cursor_text: str | None, branches: Sequence[ArticleQuerySet] = ()
) -> Page:
    """The page of `articles` at the cursor in an address (None: the newest), in newest-first order.

    `branches`, when given, are parts that make up `articles` and can each be walked by an index.
    One query, nothing counted. Http404 for a cursor that no page of ours wrote.
    """
    cursor = None if cursor_text is None else Cursor.parse(cursor_text)
    forward = cursor is None or cursor.older

    def in_turn(part: ArticleQuerySet) -> ArticleQuerySet:
        """`part` from the cursor on, in the direction of travel."""
        if cursor is None:
            return part.newest()
        if cursor.older:
            return part.before(cursor.published_at, cursor.pk).newest()
        return part.after(cursor.published_at, cursor.pk).oldest()

    if branches:
        articles = articles.among_first([in_turn(branch) for branch in branches], PAGE_SIZE + 1)
    rows = list(in_turn(articles)[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE] if forward else rows[:PAGE_SIZE][::-1]
    return Page(
        rows,
        older=str(Cursor(True, rows[-1].published_at, rows[-1].pk)) if rows and (more or not forward) else "",
        newer=str(Cursor(False, rows[0].published_at, rows[0].pk))
        if rows and cursor and (more or forward)
        else "",
    )
