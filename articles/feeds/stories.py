"""What feeds are made of: stories of a list, page by page, with what a feed says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.details import Details, details_in, photos_of, rows_of, rows_of_corrections
from articles.models import Article, Correction, Photo
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from articles.pagination import BESIDE, Listing, Page
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet, first_of

# For so long subscribers are told that a story changed or was withdrawn: who asks once a month hears of it.
TOLD = timedelta(days=30)
# Of so many of the whole site, the latest, it is asked whether they stand in a list.
LOOKED_THROUGH = 200


@dataclass(frozen=True)
class Told:
    """A page of a list's stories (articles), with all that goes with them."""

    page: Page
    details: Mapping[int, Details]
    photos: Mapping[int, Photo]  # that stand in the texts
    changed: Sequence[Article]  # older stories of the list that were updated lately, the last change first
    withdrawn: Sequence[Correction]  # why other stories of the list were, the newest first, each story once


class Stories:
    """The stories of a list: `of(articles, **given)` are those of `articles` that stand in it.

    `parts(articles, **given)` are the same as querysets that walk an index, where that of `of` does not;
    `sifted(articles, **given)` are those of them that were not left out (Listing).
    """

    def __init__(
        self,
        of: Callable[..., ArticleQuerySet],
        folded: bool = True,
        parts: Callable[..., list[ArticleQuerySet]] | None = None,
        sifted: Callable[..., ArticleQuerySet] | None = None,
    ) -> None:
        def articles_at(at: datetime) -> ArticleQuerySet:
            articles = Article.objects.published(at)
            return articles.folded(at) if folded else articles

        def public(at: datetime, since: datetime, **given: Any) -> ArticleQuerySet | list[ArticleQuerySet]:
            return (parts or of)(articles_at(at), **given)

        def changed(at: datetime, within: list[int], since: datetime, **given: Any) -> ArticleQuerySet:
            standing = articles_at(at).filter(pk=OuterRef("pk"))
            if within:
                standing = standing.filter(section__pk__in=within)
            return changed_lately(since).filter(Exists(of(standing, **given).order_by()))

        def around(
            articles: list[int], within: list[int], at: datetime, since: datetime, **given: Any
        ) -> QuerySet[Any, Any]:
            """The details of a page's stories, and why others of the list were withdrawn lately."""
            gone = not_out(at).filter(pk=OuterRef("article"))
            if within:
                gone = gone.filter(section__pk__in=within)
            why = withdrawn_lately(since).filter(Exists(of(gone, **given).order_by()))
            first, *others = rows_of(articles)
            return first.union(*others, rows_of_corrections(why), all=True).order_by()

        self._listing = Listing(public, whole_stories, None, sifted, changed)
        self._around = Prepared(around)

    def told(self, cursor: str | None, within: Sequence[int] = (), **given: Any) -> Told:
        """The page at the cursor in an address (None: the newest), of the sections `within` (ids) if any.

        With the newest, what changed deeper in the list and what was withdrawn from it, both lately, of which
        subscribers would not hear else; of what changed a few, which stand at their own place as well.
        Two queries, three where photos stand in texts. Http404 for a cursor that we did not write.
        """
        now = timezone.now()
        since = now - TOLD
        page = self._listing.page(cursor, within, now, since=since, **given)
        rows = [(one.significant_update_at, one.pk, one) for one in page.beside if one.significant_update_at]
        changed = [one for at, _pk, one in sorted(rows, reverse=True)[:BESIDE] if at > since]
        stories = [*page.articles, *changed]
        pks = [story.pk for story in stories]
        found = self._around(articles=padded(pks), within=padded(within), at=now, since=since, **given)
        details = details_in(found)
        gone = [] if cursor else [details[pk].corrections[0] for pk in details if pk not in pks]
        return Told(
            page,
            details,
            photos_of(story.body for story in stories),
            changed,
            sorted(gone, key=lambda one: (one.issued_at, one.pk), reverse=True),
        )


def not_out(at: datetime) -> ArticleQuerySet:
    """What readers cannot read at the moment `at`, unless it expired."""
    others = [status for status in Status if status != Status.PUBLISHED]
    return Article.objects.filter(Q(status__in=others) | Q(published_at__gt=at))


def changed_lately(since: datetime) -> ArticleQuerySet:
    """What was updated significantly after the moment `since`, the last change first, as far as we look.

    SQLite would begin with what is public, and walk the archive: so these are found first.
    """
    last = ("-significant_update_at", "-pk")
    updated = Article.objects.filter(significant_update_at__gt=since).order_by(*last)
    return Article.objects.filter(pk__in=first_of([(updated, LOOKED_THROUGH)])).order_by(*last)


def withdrawn_lately(since: datetime) -> QuerySet[Correction]:
    """Why stories were withdrawn after the moment `since`, as far as we look; they may be out again."""
    said = Correction.objects.filter(kind=CorrectionKind.WITHDRAWAL, issued_at__gt=since).newest()
    return Correction.objects.filter(pk__in=first_of([(said, LOOKED_THROUGH)]))


def whole_stories(articles: ArticleQuerySet, at: datetime | None = None) -> ArticleQuerySet:
    """`articles` with all that an entry needs of them."""
    return articles.select_related("section", "source", "lead_photo", "recording")
