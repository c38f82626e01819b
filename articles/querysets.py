"""The words in which the rest of the code asks for articles. `published` is the only definition of public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.text.normalize import comparable

# What a line in a list shows; bodies stay in the database.
LISTED = (
    *("id", "slug", "kicker", "headline", "short_headline", "lede", "status"),
    *("published_at", "first_published_at", "expires_at", "significant_update_at"),
    *("section__name", "section__slug", "source__name", "source__slug", "source__kind"),
    *("lead_photo__file", "lead_photo__alt", "lead_photo__width", "lead_photo__height"),
    *("lead_photo__focal_x", "lead_photo__focal_y"),
)


class ArticleQuerySet(models.QuerySet[Any]):
    def published(self, at: datetime | None = None) -> Self:
        """Articles that anybody may read at the moment `at` (now): decided here, by no worker."""
        at = at or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at), status="published", published_at__lte=at
        )

    def newest(self) -> Self:
        """Newest first; the id makes the order total, as cursors need."""
        return self.order_by("-published_at", "-pk")

    def before(self, published_at: datetime, pk: int) -> Self:
        """Those that come after this place in the newest-first order (keyset pagination)."""
        # Said as a range with an exception, not as an OR: so an index on published_at bounds the scan.
        return self.filter(published_at__lte=published_at).exclude(published_at=published_at, pk__gte=pk)

    def after(self, published_at: datetime, pk: int) -> Self:
        """Those that come before this place in the newest-first order."""
        return self.filter(published_at__gte=published_at).exclude(published_at=published_at, pk__lte=pk)

    def for_listing(self) -> Self:
        """With all that a list line shows, and nothing more, in one query."""
        return self.select_related("section", "source", "lead_photo").only(*LISTED)

    def with_bylines(self) -> Self:
        """With the people who signed, in their order: one query more."""
        return self.prefetch_related(self._joined("bylines", "author"))

    def for_page(self) -> Self:
        """With all that the article page and a feed entry show: three queries."""
        return (
            self.select_related("section__parent", "source", "lead_photo")
            .with_bylines()
            .prefetch_related(self._joined("keyword_links", "tag"))
        )

    def headline_has(self, query: str) -> Self:
        """Those whose headline has every word of `query`, folded alike; none for a query without words."""
        words = comparable(query).split()
        if not words:
            return self.none()
        return self.filter(*(Q(headline_key__contains=word) for word in words))

    def _joined(self, link: str, target: str) -> Prefetch[str]:
        """Prefetch of rows that stand between an article and others, those others joined to them."""
        rows = self.model._meta.get_field(link).related_model
        return Prefetch(link, rows.objects.select_related(target))

    def oldest(self) -> Self:
        """The reverse of newest()."""
        return self.order_by("published_at", "pk")

    def among_first(self, branches: Iterable[Self], limit: int) -> Self:
        """Those that are among the first `limit` of one of `branches`, which are ordered querysets.

        One statement with a small top-N per branch: each branch walks its own index, where an IN list
        would sort all that it matches (SQLite) and a window function would read the whole archive.
        """
        statements = [branch.values("pk")[:limit].query.sql_with_params() for branch in branches]
        if not statements:
            return self.none()
        union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS branch" for sql, _ in statements)
        params = [param for _, branch_params in statements for param in branch_params]
        return self.filter(pk__in=RawSQL(union, params))  # the SQL is what Django made of the branches
