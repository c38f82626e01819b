"""What readers were told about stories, newest first, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone

from articles.addresses import path_of
from articles.caching.tags import CORRECTIONS, correction, line, part
from articles.models import Correction
from articles.models.correction import CorrectionKind, CorrectionQuerySet
from articles.models.status import Status
from articles.pagination import Listing, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A correction with its story. The headline is "" where readers may not read the story (any longer)."""

    pk: int
    kind: CorrectionKind
    text: str
    issued_at: datetime
    changed_at: datetime  # when readers were told what it says now
    article: int
    headline: str
    section: str
    url: str  # of the story, at the correction; that of its withdrawal; or ""

    COLUMNS: ClassVar = (
        *("pk", "kind", "text", "issued_at", "amended_at"),
        *("article", "article__headline", "article__slug", "article__status", "article__section__name"),
        "is_out",
    )

    @classmethod
    def of(cls, row: Sequence[Any]) -> Record:
        """From the values of COLUMNS."""
        pk, kind, text, issued_at, amended_at, article, headline, slug, status, section, is_out = row
        address = ""
        if is_out:
            address = f"{path_of('article', article, slug)}#correction-{pk}"
        elif status == Status.WITHDRAWN:
            address = path_of("short", article)
        return cls(
            pk=pk,
            kind=CorrectionKind(kind),
            text=text,
            issued_at=issued_at,
            changed_at=amended_at or issued_at,
            article=article,
            headline=headline if is_out else "",
            section=section,
            url=address,
        )

    @property
    def published_at(self) -> datetime:
        """Where it stands in the listing."""
        return self.issued_at


def corrections_page(cursor: str | None) -> Page:
    """The records at the cursor in an address (None: the newest); one query.

    Http404 for a cursor that we did not write.
    """
    return _listing.page(cursor)


def tags_of(page: Page) -> list[str]:
    """By which caches find what shows `page`: its place in the list, its records, the headlines in it."""
    rows: list[Record] = [*page.articles, *([page.beyond] if page.beyond else [])]
    headlines = [line(row.article) for row in rows if row.headline]
    itself = part(CORRECTIONS, page.reaches, timezone.now())
    return [itself, *(correction(row.pk) for row in rows), *headlines]


def _columns(corrections: CorrectionQuerySet, at: datetime) -> Any:
    return corrections.values_list(*Record.COLUMNS)


_listing = Listing(lambda at: Correction.objects.told(at), _columns, Record.of)
