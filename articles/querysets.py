"""The words in which the rest of the code asks for articles. `published` is the only definition of public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.lines import Line

_MOST_IN_UNION = 500  # SQLITE_MAX_COMPOUND_SELECT


def is_public(status: str, published_at: datetime | None, expires_at: datetime | None, at: datetime) -> bool:
    """ArticleQuerySet.published, said of one article's values."""
    return (
        status == "published"
        and published_at is not None
        and published_at <= at
        and (expires_at is None or expires_at > at)
    )


def is_yet_to_appear(
    status: str, published_at: datetime | None, first_published_at: datetime | None, at: datetime
) -> bool:
    """On its way, or waiting for its minute: nobody has read it yet."""
    if status == "published":
        return published_at is not None and published_at > at
    return status in ("draft", "review", "approved") and first_published_at is None


def first_of(lists: Sequence[tuple[models.QuerySet[Any], int]], column: str = "pk") -> RawSQL:
    """The `column` of what is among the first n of one of `lists`, each a queryset in its order and its n.

    One statement with a small top-N per list: each walks its own index, where an IN list would sort all
    that it matches (SQLite) and a window function would read the whole archive.
    """
    branches = [articles.values(column)[:limit].query.sql_with_params() for articles, limit in lists]
    union = _union([sql for sql, _params in branches])
    return RawSQL(union, [value for _sql, params in branches for value in params])


def _union(branches: Sequence[str]) -> str:
    """All of them in one; in groups, where there are more than SQLite takes in one union."""
    if len(branches) > _MOST_IN_UNION:
        return _union([_union(group) for group in batched(branches, _MOST_IN_UNION)])
    return " UNION ALL ".join(f"SELECT * FROM ({sql}) AS branch" for sql in branches)


# A picture without its maker, or no address of the original where the source demands one
WITHOUT_CREDIT = Q(lead_photo__isnull=False, lead_photo__credit="") | (
    Q(source_url="") & (Q(source__demands_link=True) | Q(source__canonical="original"))
)


def has_rights(at: datetime, photo: str = "") -> Q:
    """That the rights of a photo (reached over the path `photo`) have not ended at the moment `at`."""
    end = f"{photo}__rights_expire_at" if photo else "rights_expire_at"
    return Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at})


def shown_photo(at: datetime, photo: str = "lead_photo") -> FilteredRelation:
    """The photo at that path for a query, if readers may see it at the moment `at`; else there is none."""
    return FilteredRelation(photo, condition=has_rights(at, photo))


class PlacedQuerySet(models.QuerySet[Any]):
    """Rows of which each has a place in a newest-first order: what listings page through."""

    def newest(self) -> Self:
        """Newest first; the id makes the order total, as cursors need."""
        return self.order_by(*(f"-{column}" for column in self._place))

    def oldest(self) -> Self:
        """The reverse of newest()."""
        return self.order_by(*self._place)

    def before(self, published_at: datetime, pk: int) -> Self:
        """Those that come after this place in the newest-first order (keyset pagination)."""
        # Said as a range with an exception, not as an OR: so an index on the time bounds the scan. SQLite
        # begins at the first bound of a column that it reads, which would be «until now»: ours stands first.
        at, row = self._place
        bounded = self.filter(**{f"{at}__lte": published_at})
        conditions = bounded.query.where.children
        conditions.insert(0, conditions.pop())
        return bounded.exclude(**{at: published_at, f"{row}__gte": pk})

    def until(self, at: datetime) -> Self:
        """Those whose place is not after the moment `at`: said of the column that is walked, for SQLite.

        It would walk all stories instead where only their own column is bounded.
        """
        return self.filter(**{f"{self._place[0]}__lte": at})

    def after(self, published_at: datetime, pk: int) -> Self:
        """Those that come before this place in the newest-first order."""
        at, row = self._place
        return self.filter(**{f"{at}__gte": published_at}).exclude(**{at: published_at, f"{row}__lte": pk})

    @property
    def _place(self) -> tuple[str, str]:
        """The columns that say where a row stands: a moment, and what makes the order total."""
        raise NotImplementedError


class ArticleQuerySet(PlacedQuerySet):
    def published(self, at: datetime | None = None) -> Self:
        """Articles that anybody may read at the moment `at` (now): decided here, by no worker."""
        at = at or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at), status="published", published_at__lte=at
        )

    def folded(self, at: datetime | None = None) -> Self:
        """Without copies of a text whose best copy is out at the moment `at` (now): one story, one line."""
        at = at or timezone.now()
        best_is_out = Q(copy_of__status="published", copy_of__published_at__lte=at) & (
            Q(copy_of__expires_at__isnull=True) | Q(copy_of__expires_at__gt=at)
        )
        return self.filter(Q(copy_of__isnull=True) | ~best_is_out)

    def in_state(self, state: str, at: datetime | None = None) -> Self:
        """Those that the desk calls so (a State's value) at the moment `at` (now)."""
        at = at or timezone.now()
        match state:
            case "published":
                return self.published(at)
            case "scheduled":
                return self.filter(status="published", published_at__gt=at)
            case "expired":
                return self.filter(status="published", published_at__lte=at, expires_at__lte=at)
        return self.filter(status=state)

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next of these appears or expires by itself after the moment `at`; None when none will."""
        published = self.filter(status="published").order_by()
        appears = published.filter(published_at__gt=at).aggregate(moment=models.Min("published_at"))
        expires = published.filter(expires_at__gt=at).aggregate(moment=models.Min("expires_at"))
        return min(filter(None, (appears["moment"], expires["moment"])), default=None)

    # --- Which ------------------------------------------------------------------------------------------

    def with_keyword(self, keyword: models.Model | int) -> Self:
        """Those that have `keyword`, walked along the keyword's own index."""
        return self.filter(keyword_links__tag=keyword)._walked_along("keyword_links", "content_object_id")

    def signed_by(self, author: models.Model | int) -> Self:
        """Those that `author` signed in any role, each once, walked along the author's own index."""
        bylines = self.model._meta.get_field("bylines").related_model._default_manager
        signed = self.filter(bylines__author=author).alias(byline=F("bylines__pk"))
        earlier = bylines.filter(article=OuterRef("pk"), author=author, pk__lt=OuterRef("byline"))
        return signed.filter(~Exists(earlier))._walked_along("bylines", "article_id")

    def copies_of(self, article: int, best: int) -> Self:
        """The other copies of the text of `article` (an id), the best of which is `best`."""
        return self.filter(Q(copy_of=best) | Q(pk=best)).exclude(pk=article)

    def indexable(self) -> Self:
        """Those whose address for search engines is our own page, which is what a sitemap lists."""
        return self.filter(~Q(source__canonical="original") | Q(source_url=""), canonical_url="")

    def called(self, external_ids: Sequence[str]) -> Self:
        """Those that an archive calls by one of `external_ids`."""
        # The second condition is that of the index.
        return self.filter(external_id__in=external_ids, external_id__gt="")

    # --- In which order ---------------------------------------------------------------------------------

    def first_of_each(self, sections: Sequence[int], limit: int) -> Self:
        """Those that are among the first `limit` of one of `sections` (ids), in the order that self has."""
        if not sections:
            return self.none()
        return self.model._default_manager.filter(
            pk__in=first_of([(self.filter(section=pk), limit) for pk in sections])
        )

    # --- With what --------------------------------------------------------------------------------------

    def sources(self) -> models.QuerySet[Any, Any]:
        """Who has these stories, and where: the values of a Copy."""
        return self.values_list("pk", "slug", "source", "source__name")

    def lines(self, at: datetime, *more: str) -> models.QuerySet[Any, Any]:
        """All that lists show of these stories at the moment `at`: what Line.of() takes, and `more` columns.

        Bodies stay in the database.
        """
        return self.alias(photo=shown_photo(at)).values_list(*Line.COLUMNS, *more)

    def _walked_along(self, link: str, article: str) -> Self:
        """Ordered and paged by the copies that the rows of `link` keep of publication time and id."""
        return self.alias(placed_at=F(f"{link}__published_at"), placed_id=F(f"{link}__{article}"))

    @property
    def _place(self) -> tuple[str, str]:
        """The columns that say where an article stands in a listing."""
        walked = "placed_at" in self.query.annotations
        return ("placed_at", "placed_id") if walked else ("published_at", "pk")
