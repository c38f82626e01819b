"""What follows from new or changed articles. One registry for the desk, for imports and for rebuilding.

Each step takes any number of articles, is safe to repeat, and works on what is stored, so that a worker
may run it later or twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.tasks import task

from articles.models import Article
from articles.search.indexing import index

type Step = Callable[[Sequence[Article]], None]

STEPS: list[Step] = [index]


def refresh(articles: Sequence[Article]) -> None:
    """Bring all that is derived from `articles` up to date, in the order in which one needs the other."""
    for step in STEPS:
        step(articles)


@task
def refresh_articles(pks: list[int]) -> None:
    """The same for articles by id, as a task; those that are gone by now are left out."""
    refresh(list(Article.objects.filter(pk__in=pks)))
