"""What a card shows, and the address that follows from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles.addresses import path_of
from articles.ledger.usage import Usage
from articles.lines import Name
from articles.models import Article, Photo
from articles.models.byline import Role
from articles.models.photo import shown_to_readers

WIDTH, HEIGHT = 1200, 630  # what all of them ask for
DESIGN = 1  # one more with every change of what drawing.py makes of the same values
_FOLDER = 1_000  # cards of so many articles lie in one folder


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """A lead photo as cards show it; `name` is its storage name, and a new picture has a new one."""

    name: str
    focal_x: float
    focal_y: float
    credit: str
    is_wide: bool  # enough to fill a card alone

    @classmethod
    def of(cls, photo: Photo) -> Self:
        return cls(
            name=photo.file.name or "",
            focal_x=photo.focal_x,
            focal_y=photo.focal_y,
            credit=photo.credit,
            is_wide=photo.width >= 1.15 * photo.height,
        )


@dataclass(frozen=True, slots=True)
class Card:
    """The card of an article; equal values make the same picture."""

    pk: int
    paper: str
    section: str
    headline: str
    authors: tuple[str, ...] = ()  # of an opinion
    is_opinion: bool = False
    photo: CardPhoto | None = None
    source: str = ""  # whose text it is, where the source demands to be named

    @classmethod
    def of(cls, article: Article, authors: Sequence[Name]) -> Self:
        """Of an article that came with its section, source and photo. No SQL: its page asks for it."""
        is_opinion = article.section.is_opinion
        return cls(
            pk=article.pk,
            paper=settings.SITE_NAME,
            section=article.section.name,
            headline=article.headline,
            authors=tuple(one.name for one in authors if is_opinion and one.role == Role.WRITER),
            is_opinion=is_opinion,
            photo=_photo_of(article),
            source=_demanded(article),
        )

    @property
    def key(self) -> str:
        """Another one whenever the card would look otherwise."""
        of_photo = self.photo and [getattr(self.photo, name) for name in CardPhoto.__slots__]
        beside = [] if self.photo and self.photo.is_wide else [self.headline, self.authors, self.is_opinion]
        shown = [DESIGN, self.paper, self.section, of_photo, beside, *filter(None, [self.source])]
        return blake2b(json.dumps(shown).encode(), digest_size=10).hexdigest()

    @property
    def url(self) -> str:
        return path_of("card", self.pk, self.key)

    @property
    def file_name(self) -> str:
        """Its storage name, which nobody outside can work out: media are open, a withdrawn story is not."""
        secret = salted_hmac("articles.cards", f"{self.pk}-{self.key}", algorithm="sha256").hexdigest()
        return f"{folder_of(self.pk)}/{self.pk}-{secret[:32]}.jpg"


def folder_of(pk: int) -> str:
    """The folder in which the cards of an article lie."""
    return f"cards/{pk // _FOLDER}"


def _demanded(article: Article) -> str:
    source, credit = article.source, Usage.of(article).credit
    if not credit or source.attribution:
        return credit
    demands = source.attribution_url or source.demands_link
    return f"{_('المصدر:')} {credit}" if demands else ""


def _photo_of(article: Article) -> CardPhoto | None:
    """The photo that may be shown; the one place that says whether it may."""
    photo = shown_to_readers(article.lead_photo)
    return CardPhoto.of(photo) if photo else None
