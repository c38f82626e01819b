from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, ReadCount
from articles.reading.counts import gathered, hour_of
from articles.reading.marks import RedisMarks
from tests.caching.conftest import clock, redis_url  # noqa: F401 - the same ones

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
OURS = {"user-agent": BROWSER, "sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def _nothing_gathered() -> Iterator[None]:
    gathered.take()
    yield
    gathered.take()


@pytest.fixture(params=["locmem", "redis"])
def marked(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Clients are remembered on this machine, or in Redis."""
    if request.param == "redis":
        url = request.getfixturevalue("redis_url")
        monkeypatch.setattr(RedisMarks, "_PREFIX", f"newsroom-test-{uuid4()}:")
        settings.CACHE_URL = f"{url}?client_name={uuid4()}"
    return request.param


@pytest.fixture
def beacon(reader: Client) -> Callable[..., int]:
    """A read of an article (its id) by somebody at `address`; what was answered."""

    def send(pk: int, address: str = "192.0.2.1", **headers: str) -> int:
        sent = {**OURS, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return reader.generic("POST", f"/read/{pk}", headers=sent, REMOTE_ADDR=address).status_code

    return send


def counted() -> dict[int, int]:
    """What is gathered and not written yet, by article."""
    taken = gathered.take()
    gathered.put_back(taken)
    found: dict[int, int] = {}
    for (_hour, article), times in taken:
        found[article] = found.get(article, 0) + times
    return found


def stored() -> dict[int, int]:
    """What the database has, by article."""
    found: dict[int, int] = {}
    for article, reads in ReadCount.objects.values_list("article", "reads"):
        found[article] = found.get(article, 0) + reads
    return found


def were_read(reads: dict[Article, int], hours_ago: int = 0) -> None:
    """That these articles were read so often, so many hours ago."""
    hour = hour_of(timezone.now()) - hours_ago
    for article, times in reads.items():
        ReadCount.objects.create(hour=hour, article=article, reads=times)
