"""Brings purges to a cache in front, as a task."""

from __future__ import annotations

from django.tasks import task

from articles.caching.edges import edges
from articles.outside import deliver_to


@task
def deliver(name: str, tags: list[str], attempt: int = 0) -> None:
    """Purge `tags` at the cache in front called `name`; again later when it did not take them.

    After the last attempt answers there are as old as AT_EDGES (headers.py) lets them be.
    """
    deliver_to(edges(), name, tags, what="tags", again=deliver, attempt=attempt)
