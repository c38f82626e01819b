"""What other servers are sent: bounded, never led elsewhere, and given again later by a worker."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import timedelta
from http.client import HTTPException
from itertools import batched
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.tasks import Task
from django.utils import timezone

from articles.deadline import PlainHandler, TLSHandler

logger = logging.getLogger(__name__)

TIMEOUT = 5  # seconds for a whole request, its answer included
# How long after each attempt the next one follows
PAUSES = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=5))
_MOST_READ = 65_536  # bytes of an answer


class NotTaken(Exception):
    """A server did not take what it was given; the message says which and why, without any token."""


class _NoRedirects(HTTPRedirectHandler):
    """None of these answers with a redirect. To follow one would carry a token elsewhere, or lead us to an
    address that only this machine reaches."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirects, PlainHandler, TLSHandler)


class Taker(ABC):
    """A server: `name` tells it from others in tasks and in the log; `most` things go into one request."""

    name: str
    most: int

    @abstractmethod
    def request(self, things: Sequence[str]) -> Request:
        """The request that gives it `things`."""

    def refusal(self, body: bytes) -> str:
        """Why an answer of success is none; "" when it is one."""
        return ""

    def give(self, things: Sequence[str]) -> None:
        """Give it at most `most` things; NotTaken when that did not succeed."""
        try:
            with _opener.open(self.request(things), timeout=TIMEOUT) as response:
                refusal = self.refusal(response.read(_MOST_READ))
        except HTTPError as error:
            error.close()
            raise NotTaken(f"{self.name}: answered {error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise NotTaken(f"{self.name}: {error}") from error
        if refusal:
            raise NotTaken(f"{self.name}: {refusal}")


def deliver_to(
    takers: Iterable[Taker],
    name: str,
    things: Sequence[str],
    *,
    what: str,
    again: Task[Any, Any],
    attempt: int,
) -> None:
    """Give `things` to the one of `takers` called `name`, in as many requests as it wants.

    What it does not take is left to the task `again(name, things, attempt)`, after a pause by a worker;
    without one (TASK_WORKER=0) there is nobody to wait, and the error is logged. The log calls them `what`.
    """
    taker = next((taker for taker in takers if taker.name == name), None)
    if taker is None:
        logger.warning("%s is not among the settings any more", name)
        return
    left = list(things)
    try:
        for batch in batched(things, taker.most):
            taker.give(batch)
            left = left[len(batch) :]
    except NotTaken as error:
        if attempt >= len(PAUSES) or not again.get_backend().supports_defer:
            logger.error("%s; %d %s are lost: %s", error, len(left), what, " ".join(left)[:500])  # noqa: TRY400
            return
        pause = PAUSES[attempt]
        logger.warning("%s; %d %s again in %d s", error, len(left), what, pause.total_seconds())
        again.using(run_after=timezone.now() + pause).enqueue(name, left, attempt + 1)
