"""What the page of a story shows: one value for readers and for previews alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.details import details_of, photos_of
from articles.ledger.usage import Usage
from articles.lines import Copy, Line, Name
from articles.models import Article, Correction, Photo, Recording
from articles.models.byline import Role
from articles.models.photo import shown_to_readers
from articles.models.recording import recording_of
from articles.models.related import RelatedLine, RelatedList, shown_on
from articles.prepared import Prepared
from articles.text.figures import pieces_of

COPIES_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article, with its section, source and photo, and all that stands around its text."""

    article: Article
    photo: Photo | None  # that opens it, if readers may see it
    authors: Sequence[Name]
    keywords: Sequence[Name]
    related: Sequence[RelatedLine]
    copies: Sequence[Copy] = ()
    corrections: Iterable[Correction] = ()
    photos: Mapping[int, Photo] = field(default_factory=dict)  # that stand in the text
    recording: Recording | None = None

    @classmethod
    def stored(cls, article: Article) -> Self:
        """As readers see it, or would; three queries, four where photos stand in the text."""
        details = details_of([article.pk])[article.pk]
        return cls(
            article=article,
            photo=shown_to_readers(article.lead_photo),
            authors=details.authors,
            keywords=details.keywords,
            related=shown_on(article),
            copies=copies_of(article),
            corrections=details.corrections,
            photos=photos_of([article.body]),
            recording=recording_of(article),
        )

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """What templates/articles/article.html wants, at the address of `request`."""
        article, photo = self.article, self.photo
        usage = Usage.of(article)
        short = reverse("short", args=[article.pk]) if article.pk else ""
        pieces = list(pieces_of(usage.text.body))
        return {
            "article": article,
            "photo": photo,
            "usage": usage,
            "text": usage.text,
            "active_section": article.section.parent_id or article.section_id,
            "page_url": request.build_absolute_uri(request.path),
            "short_url": request.build_absolute_uri(short) if short else "",
            "photo_url": request.build_absolute_uri(photo.picture.url) if photo else "",
            "authors": self.authors,
            "role_names": dict(Role.choices),
            "keywords": self.keywords,
            "copies": self.copies,
            "corrections": self.corrections,
            "body": pieces,
            "has_cards": any(piece.is_card for piece in pieces),
            "photos": self.photos,
            "recording": self.recording if usage.recording else None,
            "related": {
                kind.value: [row for row in self.related if row.kind == kind] for kind in RelatedList
            },
        }

    def parts(self) -> list[Model | Line | Name | Copy | None]:
        """Everything that it shows, by which caches find its page."""
        named = (self.article.lead_photo, *self.keywords, *self.authors)
        return [self.article, *named, *self.copies, *(row.story for row in self.related)]


def copies_of(article: Article) -> list[Copy]:
    """Who else has the text of `article` out; one query."""
    return _copies(at=timezone.now(), article=article.pk, best=article.copy_of_id or article.pk)


_copies = Prepared(
    lambda at, article, best: (
        Article.objects.published(at).copies_of(article, best).newest()[:COPIES_NAMED].sources()
    ),
    lambda row: Copy(*row),
)
