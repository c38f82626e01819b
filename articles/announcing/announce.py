"""Announcing: what changed is gathered while a transaction goes on, and told once, when it is committed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import local

from django.db import transaction
from django.tasks import default_task_backend, task

from articles.announcing.listeners import engines, hubs
from articles.announcing.topics import feeds_of, known_to_readers, pages_of
from articles.caching.changes import lists_of, names_of
from articles.models import Article
from articles.outside import deliver_to


@task
def tell(name: str, addresses: list[str], attempt: int = 0) -> None:
    """Tell whoever is called `name` that what is at `addresses` changed; again later when that failed."""
    deliver_to([*hubs(), *engines()], name, addresses, what="addresses", again=tell, attempt=attempt)


@task
def announce_due(pk: int, at: str) -> None:
    """Announce the story `pk`, which was to appear at the moment `at` (ISO 8601), if it did."""
    if Article.objects.published().filter(pk=pk, published_at=datetime.fromisoformat(at)).exists():
        announce([pk])


def announce_in_time(pk: int, at: datetime) -> None:
    """Have the story `pk` announced at the moment `at`, by the worker.

    Where tasks are immediate nobody waits for that moment, and subscribers find the story when they ask.
    """
    if default_task_backend.supports_defer and somebody_listens():
        transaction.on_commit(lambda: announce_due.using(run_after=at).enqueue(pk, at.isoformat()))


def somebody_listens() -> bool:
    """Whether there is anybody to tell."""
    return bool(hubs() or engines())


@dataclass(slots=True)
class _Changes:
    """Stories by id; lists by name (caching/tags.py); addresses of pages that no row leads to any more; the
    lists of a story's keywords, or of its authors, as they were."""

    stories: set[int] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)
    named: dict[tuple[int, str], set[str]] = field(default_factory=dict)

    def lists_by_name(self) -> set[str]:
        """The lists of keywords and authors that stories have entered or left; one query or none."""
        now = names_of([pk for pk, _kind in self.named])
        kept = (
            (were, {name for name in now[pk] if name.startswith(kind)})
            for (pk, kind), were in self.named.items()
        )
        return {name for were, are in kept for name in were ^ are}


class _Gathered(local):
    """What this thread has to announce."""

    def __init__(self) -> None:
        self.changes = _Changes()


_gathered = _Gathered()


def announce(stories: Iterable[int] = (), lists: Iterable[str] = (), pages: Iterable[str] = ()) -> None:
    """Announce, after the commit, that `stories` (ids) changed for readers, and with them their lists.

    And the feeds of other `lists`, and `pages` (addresses). Outside a transaction, now. What a rolled back
    transaction gathered is looked at with the next one's: it tells nothing that readers do not know.
    """
    if not somebody_listens():
        return
    changes = _gathered.changes
    changes.stories |= {*stories}
    changes.lists |= {*lists}
    changes.pages |= {*pages}
    # Registered each time, as purges are (caching/purge.py).
    transaction.on_commit(_send)


def announce_names(pk: int, kind: str, were: Iterable[int]) -> None:
    """Announce, after the commit, the lists that the story `pk`, which is out, enters or leaves.

    They are those of its keywords or authors (`kind`: keyword, author), which were `were` (ids) before.
    """
    named = _gathered.changes.named
    # The first time counts: of names that are written anew one by one nothing but the difference is told.
    named.setdefault((pk, kind), {f"{kind}-{one}" for one in were})
    transaction.on_commit(_send)


def _send() -> None:
    changes, _gathered.changes = _gathered.changes, _Changes()
    known = known_to_readers(changes.stories)
    if listening := hubs():
        stand_in = lists_of(list(known.values_list("pk", flat=True)))
        lists = changes.lists | changes.lists_by_name()
        feeds = feeds_of(lists.union(*(lists for lists, _at in stand_in.values())))
        for hub in listening if feeds else ():
            tell.enqueue(hub.name, feeds)
    for engine in engines():
        if pages := [*pages_of(known), *sorted(changes.pages)]:
            tell.enqueue(engine.name, pages)
