"""What follows from a source's rules for one of its stories, wherever that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from articles.ledger.rules import Rules
from articles.ledger.texts import Shown, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the page of a story, its previews and what search engines read of it may have."""

    text: Shown
    original_url: str  # where the text stands at the source: the story, or else the source's own page; or ""
    rel: str  # of the links to the source
    canonical_url: str  # elsewhere; "" where it is our own page
    recording: bool  # whether readers may hear one
    credit: str  # to whom the text belongs, in the words that the source wants; "" for our own
    credit_url: str
    wording: str  # what is written after the source's name under a story; "" where the name says it

    @classmethod
    def of(cls, article: Any) -> Self:
        """For `article`, with its source: no query, nothing but their values counts."""
        source = article.source
        rules = Rules.of(source)
        return cls(
            text=shown(rules, article.lede, article.body),
            original_url=article.source_url or source.home_page,
            rel="nofollow noopener" if rules.nofollow else "noopener",
            canonical_url=rules.canonical_url(article.canonical_url, article.source_url),
            recording=rules.permits_recording,
            credit="" if source.is_own else source.attribution or source.name,
            credit_url=source.attribution_url,
            wording=source.attribution or (source.name if source.attribution_url else ""),
        )
