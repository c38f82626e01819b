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
from articles.models import Article
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet, PlacedQuerySet, first_of

PAGE_SIZE = 20
# So many that stand deeper come with a newest page that wants some.
BESIDE = 10
# Among so many places a page is looked for where some are left out: those of all querysets together.
SIFTED = 600
# o: older than, n: newer than; then microseconds since 1970 and the id of the article at the edge
_CURSOR = re.compile(r"([on])([0-9]{1,17})-([0-9]{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Some articles of a listing, and the cursors of its neighbours ("" where there is none)."""

    articles: list[Any]  # lines, unless the listing makes something else of its rows
    older: str
    newer: str
    # What is put into the listing at this moment or before may stand on this page; None: whatever is newest.
    reaches: datetime | None = None
    beyond: Any = None  # the next one in its direction, which says that there is more
    beside: Sequence[Any] = ()  # older ones that came along, and perhaps the one beyond


@dataclass(frozen=True)
class Cursor:
    """A place between two rows of a newest-first listing, and which way the page lies from it."""

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
    """A listing page by page: `articles(at, **of)` are those that it has at the moment `at`.

    A list of querysets is what any of them has, each walked along its own index; `sifted(articles, **of)`
    are those of such a list that were not left out. Where nearly all are, a page ends after SIFTED places,
    and with it the listing. `beside(at, within, **of)` are articles of it in an order of their own, of which
    the first BESIDE come with the newest page. Of other things than articles, rows say as `published_at`
    where they stand.
    `fetched` says what is read of those of a page, and `row` what is made of each (None: it stays as it is).
    """

    def __init__(
        self,
        articles: Callable[..., PlacedQuerySet | list[ArticleQuerySet]],
        fetched: Callable[[Any, datetime], QuerySet[Any, Any]] = ArticleQuerySet.lines,
        row: Callable[[Any], Any] | None = Line.of,
        sifted: Callable[..., ArticleQuerySet] | None = None,
        beside: Callable[..., ArticleQuerySet] | None = None,
    ) -> None:
        self._articles, self._fetched, self._sifted, self._beside = articles, fetched, sifted, beside
        self._rows = Prepared(self._prepare, row)

    def page(
        self, cursor_text: str | None, within: Sequence[int] = (), at: datetime | None = None, **of: Any
    ) -> Page:
        """The page at the cursor in an address (None: the newest), in newest-first order.

        `within`, when given, limits it to these sections (ids); `of` says what else it is a listing of; it is
        as at the moment `at` (now). One query, nothing counted. Http404 for a cursor that we did not write.
        """
        cursor = None if cursor_text is None else Cursor.parse(cursor_text)
        forward = cursor is None or cursor.older
        edge = {"edge_at": cursor.published_at, "edge_pk": cursor.pk} if cursor else {}
        rows = self._rows(forward, at=at or timezone.now(), within=list(within), **edge, **of)
        more = len(rows) > PAGE_SIZE
        beyond = rows[PAGE_SIZE] if more else None
        edge_of_page = cursor if forward else beyond
        # What stands beside is in the listing, and so it is older than what the page has.
        beside = rows[PAGE_SIZE:] if self._beside and not cursor else []
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
            beside=beside,
        )

    def _prepare(
        self,
        forward: bool,
        at: datetime,
        within: Sequence[int],
        edge_at: datetime | None = None,
        edge_pk: int = 0,
        **of: Any,
    ) -> QuerySet[Any, Any]:
        """Those of a page, and one more that says whether there is another."""

        def in_order(articles: PlacedQuerySet) -> PlacedQuerySet:
            return articles.newest() if forward else articles.oldest()

        def from_edge(articles: Any) -> Any:
            if edge_at:
                articles = articles.before(edge_at, edge_pk) if forward else articles.after(edge_at, edge_pk)
            elif isinstance(articles, ArticleQuerySet):
                articles = articles.until(at)
            return in_order(articles)

        found = self._articles(at, **of)
        if isinstance(found, list):
            branches = [from_edge(branch) for branch in found]
            everything = Article.objects.all()
            kept = self._sifted(everything, **of) if self._sifted else everything
            most = PAGE_SIZE + 1 if kept is everything else max(PAGE_SIZE + 1, SIFTED // len(branches))
            articles = in_order(kept.filter(pk__in=first_of([(branch, most) for branch in branches])))
        elif within:
            articles = in_order(from_edge(found).first_of_each(within, PAGE_SIZE + 1))
        else:
            articles = from_edge(found)
        if self._beside and not edge_at:
            wanted = [(articles, PAGE_SIZE + 1), (self._beside(at, within, **of), BESIDE)]
            return self._fetched(in_order(Article.objects.filter(pk__in=first_of(wanted))), at)
        return self._fetched(articles[: PAGE_SIZE + 1], at)
