"""The rules of one source, as plain values, and what follows from them for times and addresses."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

# Values of Permitted and Canonical (articles/models/source.py), which stand above this floor
FULL, EXCERPT, HEADLINE = "full", "excerpt", "headline"
OURS, ORIGINAL = "ours", "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a source lets us do with its stories. As it stands here everything is allowed."""

    permits: str = FULL
    excerpt_words: int | None = None
    full_text_in_feeds: bool = True
    demands_link: bool = False
    nofollow: bool = False
    canonical: str = OURS
    embargo_hours: int | None = None
    expiry_days: int | None = None

    @classmethod
    def of(cls, source: Any) -> Self:
        """Those of `source`, which has a field for each."""
        return cls(**{name: getattr(source, name) for name in NAMES})

    @property
    def needs_address(self) -> bool:
        """Whether a story must name its address at the source."""
        return self.demands_link or self.canonical == ORIGINAL

    @property
    def permits_recording(self) -> bool:
        """Whether readers may hear a recording of a story: it says all of the text."""
        return self.permits == FULL

    @property
    def permits_recording_in_feeds(self) -> bool:
        """Whether subscribers may."""
        return self.permits_recording and self.full_text_in_feeds

    def canonical_url(self, chosen: str, source_url: str) -> str:
        """The address elsewhere that search engines are told; "" where it is our own page.

        What an editor has `chosen` for the story stands before the rule.
        """
        return chosen or (source_url if self.canonical == ORIGINAL else "")

    def indexable(self, chosen: str, source_url: str) -> bool:
        """Whether our page is the one to be listed: ArticleQuerySet.indexable, said of one story."""
        return not self.canonical_url(chosen, source_url)

    def earliest(self, source_published_at: datetime | None) -> datetime | None:
        """The first whole minute at which we may publish what the source published then; None: any."""
        if not self.embargo_hours or source_published_at is None:
            return None
        at = source_published_at + timedelta(hours=self.embargo_hours)
        minute = at.replace(second=0, microsecond=0)
        return minute if minute == at else minute + timedelta(minutes=1)

    def end(self, published_at: datetime | None) -> datetime | None:
        """The last whole minute until which we may show what we published then; None: it has no end."""
        if not self.expiry_days or published_at is None:
            return None
        return (published_at + timedelta(days=self.expiry_days)).replace(second=0, microsecond=0)


NAMES = tuple(field.name for field in fields(Rules))
