"""What the page of a story shows: one value for readers and for previews alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.addresses import root_of, whole
from articles.details import details_of, photos_of
from articles.ledger.usage import Usage
from articles.lines import Copy, Line, Name, Next
from articles.models import Article, Correction, Photo, Recording
from articles.models.byline import Role
from articles.models.photo import shown_to_readers
from articles.models.recording import recording_of
from articles.models.related import RelatedLine, RelatedList, shown_on
from articles.prepared import Prepared
from articles.querysets import first_of
from articles.text.figures import Piece, pieces_of
from articles.text.insets import middle_gap
from articles.text.notes import gathered

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
    following: Next | None = None  # in its section
    recording: Recording | None = None

    @classmethod
    def stored(cls, article: Article) -> Self:
        """As readers see it, or would; three queries, four where photos stand in the text."""
        details = details_of([article.pk])[article.pk]
        copies, following = beside(article)
        return cls(
            article=article,
            photo=shown_to_readers(article.lead_photo),
            authors=details.authors,
            keywords=details.keywords,
            related=shown_on(article),
            copies=copies,
            corrections=details.corrections,
            photos=photos_of([article.body]),
            following=following,
            recording=recording_of(article),
        )

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """What templates/articles/article.html wants, at the address of `request`."""
        article, photo, root = self.article, self.photo, root_of(request)
        usage = Usage.of(article)
        short = reverse("short", args=[article.pk]) if article.pk else ""
        body, notes = gathered(usage.text.body, _("حاشية %d"))
        within, pieces, rest = self._around(body)
        return {
            "article": article,
            "photo": photo,
            "usage": usage,
            "text": usage.text,
            "active_section": article.section.parent_id or article.section_id,
            "page_url": root + iri_to_uri(request.path),
            "short_url": root + short if short else "",
            "photo_url": whole(photo.picture.url, root) if photo else "",
            "authors": self.authors,
            "role_names": dict(Role.choices),
            "keywords": self.keywords,
            "copies": self.copies,
            "corrections": self.corrections,
            "body": pieces,
            "within": within,  # of «read also», between the body and the rest of it
            "rest": rest,
            "notes": notes,
            "has_cards": any(piece.is_card for piece in (*pieces, *rest)),
            "photos": self.photos,
            "following": self.following,
            "recording": self.recording if usage.recording else None,
            "related": {
                kind.value: [row for row in self.related if row.kind == kind and row is not within]
                for kind in RelatedList
            },
        }

    def _around(self, body: str) -> tuple[RelatedLine | None, list[Piece], list[Piece]]:
        """The first story of «read also», with what stands before and behind it in the text.

        None, with the text in one, where there is no such story or no place for it: then all stand after it.
        """
        first = next((row for row in self.related if row.kind == RelatedList.READ_ALSO and row.story), None)
        place = middle_gap(body) if first else None
        if place is None:
            return None, list(pieces_of(body)), []
        return first, list(pieces_of(body[:place])), list(pieces_of(body[place:]))

    def parts(self) -> list[Model | Line | Name | Copy | Next | None]:
        """Everything that it shows, by which caches find its page."""
        named = (self.article.lead_photo, *self.keywords, *self.authors)
        return [self.article, *named, *self.copies, self.following, *(row.story for row in self.related)]


def beside(article: Article) -> tuple[list[Copy], Next | None]:
    """Who else has the text of `article` out, and the next older story of its section; one query.

    A copy of its text is not the next: it would be read twice. One that has no time yet is as new as any.
    """
    now, best = timezone.now(), article.copy_of_id or article.pk
    place = {"section": article.section_id or 0, "edge_at": article.published_at or now}
    copies, following = [], None
    for pk, slug, source, name, copy_of, headline, short in _beside(
        at=now, article=article.pk, best=best, **place
    ):
        if best in (pk, copy_of):
            copies.append(Copy(pk, slug, source, name))
        else:
            following = Next(pk, slug, short or headline)
    return copies, following


@Prepared
def _beside(at: datetime, article: int, best: int, section: int, edge_at: datetime) -> QuerySet[Any, Any]:
    """Both in one statement, as an article has few to spare."""
    copies = Article.objects.published(at).copies_of(article, best).newest()
    # The place comes first: SQLite walks along the first bound of a column.
    older = Article.objects.filter(section=section).before(edge_at, article).published(at)
    others = older.exclude(copy_of=best).exclude(pk=best).newest()
    found = Article.objects.filter(pk__in=first_of([(copies, COPIES_NAMED), (others, 1)])).newest()
    return found.values_list(
        *("pk", "slug", "source", "source__name", "copy_of", "headline", "short_headline")
    )
