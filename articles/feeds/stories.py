"""What feeds are made of: stories of a list, page by page, with what a feed says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.details import Details, details_in, photos_of, rows_of, rows_of_corrections
from articles.models import Article, Correction, Photo
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from articles.pagination import Listing, Page
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet

# For so long subscribers are told that a story was withdrawn: whoever asks once a month hears of it.
TOLD = timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """A page of a list's stories (articles), with all that goes with them."""

    page: Page
    details: Mapping[int, Details]
    photos: Mapping[int, Photo]  # that stand in the texts
    withdrawn: Sequence[Correction]  # why other stories of the list were, the newest first, each story once


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

        def around(
            articles: list[int], within: list[int], since: datetime, **given: Any
        ) -> QuerySet[Any, Any]:
            """The details of a page's stories, and why others of the list were withdrawn lately."""
            withdrawn = Article.objects.exclude(status=Status.PUBLISHED)  # it may be a draft again by now
            if within:
                withdrawn = withdrawn.filter(section__pk__in=within)
            gone = of(withdrawn, **given).order_by().values("pk")
            why = Correction.objects.filter(
                kind=CorrectionKind.WITHDRAWAL, issued_at__gt=since, article__in=gone
            )
            first, *others = rows_of(articles)
            return first.union(*others, rows_of_corrections(why), all=True).order_by()

        self._listing = Listing(public, whole_stories, None)
        self._around = Prepared(around)

    def told(self, cursor: str | None, within: Sequence[int] = (), **given: Any) -> Told:
        """The page at the cursor in an address (None: the newest), of the sections `within` (ids) if any.

        Two queries, three where photos stand in texts. Http404 for a cursor that we did not write.
        """
        page = self._listing.page(cursor, within, **given)
        pks = [story.pk for story in page.articles]
        since = timezone.now() - TOLD
        rows = self._around(articles=padded(pks), within=padded(within), since=since, **given)
        details = details_in(rows)
        gone = [] if cursor else [details[pk].corrections[0] for pk in details if pk not in pks]
        return Told(
            page,
            details,
            photos_of(story.body for story in page.articles),
            sorted(gone, key=lambda one: (one.issued_at, one.pk), reverse=True),
        )


def whole_stories(articles: ArticleQuerySet, at: datetime | None = None) -> ArticleQuerySet:
    """`articles` with all that an entry needs of them."""
    return articles.select_related("section", "source", "lead_photo", "recording")
