"""Purging: tags are gathered while a transaction goes on and sent once, when it is committed."""

from __future__ import annotations

from collections.abc import Iterable
from threading import local

from django.db import transaction

from articles.caching.delivery import deliver
from articles.caching.edges import edges
from articles.caching.pages import page_cache
from articles.caching.tags import ALL, SCHEDULE

# More than this at once come from an import or a rebuild: then everything is purged, with one tag.
MOST = 1_000


class _Gathered(local):
    """The tags that this thread has to purge."""

    def __init__(self) -> None:
        self.tags: set[str] = set()


_gathered = _Gathered()


def purge(tags: Iterable[str]) -> None:
    """Purge every answer that has one of `tags`, here and in the caches in front, after the commit.

    Outside a transaction, now. What a rolled back transaction gathered is purged with the next one's,
    which does no harm.
    """
    if wanted := set(tags):
        _gathered.tags |= wanted
        # Registered each time, since any may belong to a savepoint that is rolled back: the first that is
        # run sends everything, and the others find nothing left.
        transaction.on_commit(_send)


def _send() -> None:
    tags, _gathered.tags = _gathered.tags, set()
    if not tags:
        return
    if ALL in tags or len(tags) > MOST:
        tags = {ALL} | (tags & {SCHEDULE})
    if cache := page_cache():
        cache.renew(sorted(tags))
    if outside := sorted(tags - {SCHEDULE}):
        for edge in edges():
            deliver.enqueue(edge.name, outside)
