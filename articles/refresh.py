"""What follows from new, changed or deleted articles. One registry: desk, imports and rebuilding share it.

Each step takes any number of articles, is safe to repeat, and works on what is stored, so that a worker
may run it later or twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.tasks import task

from articles.authority.index import compare_new_spellings
from articles.caching.purge import purge
from articles.caching.tags import SEARCH
from articles.models import Article
from articles.search import indexing
from articles.similar import profiles
from articles.similar.copies import join_copies
from articles.similar.lists import relate

type Step = Callable[[Sequence[Article]], None]


def compare_spellings(articles: Sequence[Article]) -> None:
    """Look for probable variants of the keywords that came with them, or by themselves, in bulk or not."""
    compare_new_spellings()


def forget_searches(articles: Sequence[Article]) -> None:
    """Results that are kept were found before these were indexed."""
    purge([SEARCH])


# What makes articles be found, in the order in which one step needs the other
STEPS: list[Step] = [
    compare_spellings,
    indexing.index,
    forget_searches,
    profiles.store,
    join_copies,
]


def refresh(articles: Sequence[Article]) -> None:
    """Bring what others find `articles` by up to date: search, profiles, copies."""
    profiles.lock()  # first: in a caller's transaction, two that wait for each other would do so for ever
    for step in STEPS:
        step(articles)


def forget(pks: Sequence[int]) -> None:
    """Take back what STEPS counted and listed of articles, in the transaction that deletes them; then it is
    as if they had never been there. (Links to them go with their rows, their copies by articles_changed.)
    """
    profiles.lock()
    indexing.forget(pks)
    profiles.forget(pks)


@task
def refresh_articles(pks: list[int]) -> None:
    """The same for articles by id, and then their similar lists; those that are gone by now are left out.

    Lists come last and one by one: an import leaves them to `manage.py rebuild_similar`.
    """
    refresh(list(Article.objects.filter(pk__in=pks)))
    relate(list(Article.objects.filter(pk__in=pks)))


@task
def refresh_captions(photo: int) -> None:
    """Let the stories that a photo (an id) leads or stands in be found by what is said of it now.

    Batch by batch, each in its own transaction; safe to repeat.
    """
    for stories in (
        Article.objects.filter(lead_photo=photo),
        Article.objects.filter(body_photos__photo=photo),
    ):
        for _last, _count in indexing.index_all(stories):
            purge([SEARCH])


@task
def refresh_keywords() -> None:
    """What follows from new spellings alone, as a task."""
    compare_new_spellings()
