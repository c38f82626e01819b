"""Whether this process answers (/healthz) and whether it can serve readers (/readyz), for load balancers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from articles.caching.pages import page_cache

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Stands before all others: who asks does so over plain http, by an address of no name in ALLOWED_HOSTS,
    without a session, and also while the site is closed for maintenance."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in ("/healthz", "/readyz"):
            return self.get_response(request)
        lacking = lacks() if request.path_info == "/readyz" else ""
        return HttpResponse(
            f"{lacking or 'ok'}\n",
            status=503 if lacking else 200,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )


def lacks() -> str:
    """What keeps this process from serving readers, in one line; "" when nothing does.

    Details stand in the log: anybody may ask.
    """
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error as error:
        logger.warning("not ready: the database: %s", error)
        return "the database does not answer"
    if missing := sorted(".".join(name) for name in _latest() if name not in applied):
        logger.warning("not ready: migrations are not applied: %s", ", ".join(missing))
        return "migrations are not applied"
    cache = page_cache()
    if cache and not cache.answers():
        return "the page cache does not answer"
    return ""


@lru_cache(maxsize=1)
def _latest() -> frozenset[tuple[str, str]]:
    """The last migration of each app, as this process was started with them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
