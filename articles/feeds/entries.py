"""What a feed says of each story, whatever its format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from markupsafe import Markup

from articles.addresses import path_of
from articles.media.pictures import Picture
from articles.models import Article, ArticleKeyword, Byline, Correction
from articles.models.photo import shown_to_readers
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet
from articles.text.html import absolute_links

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
    """The entries of `stories` in a feed of the site at `root` («https://news.example»): two queries."""
    if not stories:
        return []
    keys = padded([story.pk for story in stories])
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for article, kind, _position, _pk, name in sorted(_names(articles=keys)):
        names[article, kind].append(name)
    corrections = defaultdict(list)
    for correction in _corrections(articles=keys):
        corrections[correction.article_id].append(correction)
    return [
        _entry(story, root, names[story.pk, "author"], names[story.pk, "keyword"], corrections[story.pk])
        for story in stories
    ]


@Prepared
def _names(articles: list[int]) -> QuerySet[Any]:
    """Who signed these and their keywords, in one statement."""
    signed = Byline.objects.filter(article__pk__in=articles).order_by()
    tagged = ArticleKeyword.objects.filter(content_object__pk__in=articles).order_by()
    return signed.values_list("article", Value("author"), "position", "pk", "author__name").union(
        tagged.values_list("content_object", Value("keyword"), Value(0), "pk", "tag__name"), all=True
    )


_corrections = Prepared(lambda articles: Correction.objects.filter(article__pk__in=articles))


def _entry(
    story: Article, root: str, authors: list[str], keywords: list[str], corrections: list[Correction]
) -> Entry:
    assert story.published_at is not None  # the database refuses a published article without it
    return Entry(
        article=story,
        id=root + path_of("short", story.pk),
        url=root + story.get_absolute_url(),
        body=Markup(absolute_links(story.body, root)),
        authors=authors or [story.source.name],
        categories=[story.section.name, *keywords],
        picture=photo.picture if (photo := shown_to_readers(story.lead_photo)) else None,
        corrections=corrections,
        published_at=story.published_at,
        changed_at=max(story.published_at, story.significant_update_at or story.published_at),
    )
