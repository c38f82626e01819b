"""What pages show of a story and its names: plain values instead of model instances.

A front page shows fifty stories. As instances, each with its section, source and photo, they would cost
more than all else on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from articles.addresses import path_of
from articles.ledger.texts import shown_lede
from articles.media.pictures import Picture


@dataclass(frozen=True, slots=True)
class Name:
    """A keyword or an author as pages name it: the words and the page they lead to."""

    kind: str  # the name of its address: keyword, author
    pk: int
    name: str
    slug: str
    role: str = ""  # of an author

    @property
    def url(self) -> str:
        return path_of(self.kind, self.slug)


@dataclass(frozen=True, slots=True)
class Copy:
    """Another copy of a story: whose it is, and its page."""

    pk: int
    slug: str
    source_id: int
    source: str

    @property
    def url(self) -> str:
        return path_of("article", self.pk, self.slug)


@dataclass(frozen=True, slots=True)
class Next:
    """The story that follows another one in its section, going back in time."""

    pk: int
    slug: str
    headline: str

    @property
    def url(self) -> str:
        return path_of("article", self.pk, self.slug)


@dataclass(frozen=True, slots=True)
class Line:
    """A story in a list; `headline` is the one for lists, `section` and `source` are names.

    Of the lede it has what the source permits.
    """

    pk: int
    slug: str
    kicker: str
    headline: str
    lede: str
    published_at: datetime
    section_id: int
    section: str
    source_id: int
    source: str
    is_own: bool
    photo_id: int | None
    photo: Picture | None
    copy_of: int | None  # id of the best copy of its text

    COLUMNS: ClassVar = (
        *("id", "slug", "kicker", "headline", "short_headline", "lede", "published_at"),
        *("section", "section__name", "source", "source__name", "source__kind"),
        *("copy_of", "source__permits", "source__excerpt_words"),
        # Of the picture, if readers may see it: see ArticleQuerySet.lines
        *("photo", "photo__file", "photo__width", "photo__height", "photo__renditions"),
    )

    @classmethod
    def columns_over(cls, path: str) -> tuple[str, ...]:
        """COLUMNS of the story that `path` leads to; `photo` is an alias there, too."""
        return tuple(name if name.startswith("photo") else f"{path}__{name}" for name in cls.COLUMNS)

    @classmethod
    def of(cls, row: Sequence[Any]) -> Line:
        """From the values of COLUMNS. The picture has no alt: the headline beside it says it all."""
        pk, slug, kicker, headline, short, lede, at, *others = row
        section_id, section, source_id, source, kind, copy_of, permits, words, photo_id, *picture = others
        return cls(
            pk=pk,
            slug=slug,
            kicker=kicker,
            headline=short or headline,
            lede=shown_lede(permits, words, lede),
            published_at=at,
            section_id=section_id,
            section=section,
            source_id=source_id,
            source=source,
            is_own=kind == "own",
            photo_id=photo_id,
            photo=Picture.of(picture) if photo_id else None,
            copy_of=copy_of,
        )

    @property
    def url(self) -> str:
        return path_of("article", self.pk, self.slug)
