"""Brings purges to a cache in front, as a task, and tries again later when it did not take them."""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import batched

from django.tasks import task
from django.utils import timezone

from articles.caching.edges import EdgeError, edges

logger = logging.getLogger(__name__)

# How long after each attempt the next one follows. Then answers there are as old as AT_EDGES lets them be.
PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=5))


@task
def deliver(name: str, tags: list[str], attempt: int = 0) -> None:
    """Purge `tags` at the cache in front called `name`, in as many requests as it wants.

    What it does not take is tried again after a pause by a worker; without one (TASK_WORKER=0) there is
    nobody to wait, and the error is logged.
    """
    edge = next((edge for edge in edges() if edge.name == name), None)
    if edge is None:
        logger.warning("purge: %s is not among the settings any more", name)
        return
    left = list(tags)
    try:
        for batch in batched(tags, edge.most):
            edge.purge(batch)
            left = left[len(batch) :]
    except EdgeError as error:
        _again(name, left, attempt, error)


def _again(name: str, tags: list[str], attempt: int, error: EdgeError) -> None:
    if attempt >= len(PAUSES) or not deliver.get_backend().supports_defer:
        logger.error("purge: %s; %d tags are lost: %s", error, len(tags), " ".join(tags)[:500])
        return
    pause = PAUSES[attempt]
    logger.warning("purge: %s; %d tags again in %d s", error, len(tags), pause.total_seconds())
    deliver.using(run_after=timezone.now() + pause).enqueue(name, tags, attempt + 1)
