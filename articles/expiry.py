"""When stories end by the rule of their source, after the rule was changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.tasks import task

from articles.caching.changes import MOST_ARTICLES
from articles.events import articles_imported
from articles.models import Article, Source
from articles.models.status import Status

# No more than are purged one by one
_AT_ONCE = MOST_ARTICLES
_ENDS = ("expires_at", "expires_chosen_at")


@task
def renew_ends(source: int) -> None:
    """Let each published story of `source` (an id) end as its rule now says, or when somebody chose before.

    Batch by batch, each in its own transaction and purged for itself; safe to repeat, also by two at once.
    """
    place: tuple[datetime, int] | None = None
    while place := _renew_batch(source, place):
        pass


@transaction.atomic
def _renew_batch(source: int, place: tuple[datetime, int] | None) -> tuple[datetime, int] | None:
    """The next stories behind `place`, newest first. The place of the last; None when there are no more."""
    if not (rules := Source.objects.filter(pk=source).first()):
        return None
    stories = Article.objects.filter(source=source, status=Status.PUBLISHED).newest()
    stories = stories.before(*place) if place else stories
    batch = list(stories.only("status", "published_at", "source", *_ENDS).select_for_update()[:_AT_ONCE])
    moved = []
    for story in batch:
        story.source, before = rules, story.expires_at
        story.limit_end()
        if story.expires_at != before:
            moved.append(story)
    Article.objects.bulk_update(moved, _ENDS)
    if moved:
        articles_imported.send(Article, pks=[story.pk for story in moved])
    if len(batch) < _AT_ONCE:
        return None
    assert batch[-1].published_at is not None  # the database refuses a published article without it
    return batch[-1].published_at, batch[-1].pk
