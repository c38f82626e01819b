"""What a feed says of each story, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from articles.addresses import path_of
from articles.details import Details, details_of, photos_of
from articles.feeds.body import body_of
from articles.media.pictures import Picture
from articles.models import Article, Correction, Photo
from articles.models.photo import shown_to_readers
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet

FEED_SIZE = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One story of a feed; every address in it but the picture's own is absolute."""

    article: Article
    id: str  # the short address: it stays when the headline, and so the slug, changes
    url: str
    body: Markup
    authors: list[str]
    categories: list[str]
    picture: Picture | None
    corrections: list[Correction]  # the newest first
    published_at: datetime
    changed_at: datetime  # the last publication or significant update


def newest(articles: Callable[..., ArticleQuerySet]) -> Prepared:
    """What a feed of `articles(at, **of)` has at the moment `at`."""
    return Prepared(
        lambda at, **of: (
            articles(at, **of).select_related("section", "source", "lead_photo").newest()[:FEED_SIZE]
        )
    )


def entries_of(stories: Sequence[Article], root: str) -> list[Entry]:
    """The entries of `stories` in a feed of the site at `root` («https://news.example»).

    One query, and another one where photos stand in their texts.
    """
    if not stories:
        return []
    details = details_of([story.pk for story in stories])
    photos = photos_of(story.body for story in stories)
    return [_entry(story, root, details[story.pk], photos) for story in stories]


def _entry(story: Article, root: str, details: Details, photos: Mapping[int, Photo]) -> Entry:
    assert story.published_at is not None  # the database refuses a published article without it
    return Entry(
        article=story,
        id=root + path_of("short", story.pk),
        url=root + story.get_absolute_url(),
        body=body_of(story.body, photos, root),
        authors=[author.name for author in details.authors] or [story.source.name],
        categories=[story.section.name, *(keyword.name for keyword in details.keywords)],
        picture=photo.picture if (photo := shown_to_readers(story.lead_photo)) else None,
        corrections=details.corrections,
        published_at=story.published_at,
        changed_at=max(story.published_at, story.significant_update_at or story.published_at),
    )
