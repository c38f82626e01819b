"""What feeds are made of: stories of a list, page by page, with what a feed says of them. Three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.utils import timezone

from articles.models import Article, ArticleKeyword, Byline, Correction
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from articles.pagination import Listing, Page
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet

# For so long subscribers are told that a story was withdrawn: whoever asks once a month hears of it.
TOLD = timedelta(days=30)


class Note(NamedTuple):
    """A correction as feeds tell it; of a withdrawn story it is all that they tell."""

    article: int
    kind: CorrectionKind
    text: str
    issued_at: datetime
    first_published_at: datetime | None

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True)
class Told:
    """A page of a list's stories (articles), with the names, corrections and withdrawals that go with it."""

    page: Page
    authors: dict[int, list[str]] = field(default_factory=dict)
    keywords: dict[int, list[str]] = field(default_factory=dict)
    corrections: dict[int, list[Note]] = field(default_factory=dict)
    withdrawn: list[Note] = field(default_factory=list)  # the newest first, each story once


class Stories:
    """The stories of a list: `of(articles, **given)` are those of `articles` that stand in it.

    `parts(articles, **given)` are the same as several querysets, where one could not walk an index.
    """

    def __init__(
        self,
        of: Callable[..., ArticleQuerySet],
        folded: bool = True,
        parts: Callable[..., list[ArticleQuerySet]] | None = None,
    ) -> None:
        def public(at: datetime, **given: Any) -> ArticleQuerySet | list[ArticleQuerySet]:
            articles = Article.objects.published(at)
            return (parts or of)(articles.folded(at) if folded else articles, **given)

        def notes(
            articles: list[int], within: list[int], since: datetime, **given: Any
        ) -> QuerySet[Any, Any]:
            """The corrections of a page's stories, and why others of the list were withdrawn lately."""
            withdrawn = Article.objects.exclude(status=Status.PUBLISHED)  # it may be a draft again by now
            if within:
                withdrawn = withdrawn.filter(section__pk__in=within)
            gone = of(withdrawn, **given).order_by().values("pk")
            said = Correction.objects.order_by()
            withdrawals = said.filter(kind=CorrectionKind.WITHDRAWAL, issued_at__gt=since, article__in=gone)
            rows = said.filter(article__pk__in=articles).values_list(*_NOTE)
            return rows.union(withdrawals.values_list(*_NOTE), all=True).order_by()

        self._listing = Listing(public, _whole, None)
        self._notes = Prepared(notes)

    def told(self, cursor: str | None, within: Sequence[int] = (), **given: Any) -> Told:
        """The page at the cursor in an address (None: the newest), of the sections `within` (ids) if any.

        Http404 for a cursor that we did not write.
        """
        page = self._listing.page(cursor, within, **given)
        pks = [story.pk for story in page.articles]
        authors: defaultdict[int, list[str]] = defaultdict(list)
        keywords: defaultdict[int, list[str]] = defaultdict(list)
        for article, kind, _position, _pk, name in sorted(_names(articles=padded(pks))) if pks else ():
            (authors if kind == "author" else keywords)[article].append(name)
        corrections: defaultdict[int, list[Note]] = defaultdict(list)
        withdrawn: dict[int, Note] = {}
        since = timezone.now() - TOLD
        notes = self._notes(articles=padded(pks), within=padded(within), since=since, **given)
        for _pk, article, kind, *values in sorted(notes, key=lambda row: (row[4], row[0]), reverse=True):
            note = Note(article, CorrectionKind(kind), *values)
            if article in pks:
                corrections[article].append(note)
            elif not cursor:
                withdrawn.setdefault(article, note)
        return Told(page, authors, keywords, corrections, list(withdrawn.values()))


_NOTE = ("pk", "article", "kind", "text", "issued_at", "article__first_published_at")


def _whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.select_related("section", "source", "lead_photo")


@Prepared
def _names(articles: Sequence[int]) -> QuerySet[Any, Any]:
    """Who signed these and their keywords, in one statement."""
    signed = Byline.objects.filter(article__pk__in=articles).order_by()
    tagged = ArticleKeyword.objects.filter(content_object__pk__in=articles).order_by()
    return signed.values_list("article", Value("author"), "position", "pk", "author__name").union(
        tagged.values_list("content_object", Value("keyword"), Value(0), "pk", "tag__name"), all=True
    )
