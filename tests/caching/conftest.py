from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.caching import purge as purging
from articles.caching.pages import PageCache
from articles.caching.stores import RedisStore

REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/5")


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        # The beginning of a minute: what is kept until the minute ends is there for the whole test.
        self.now = timezone.now().replace(hour=9, minute=30, second=0, microsecond=0)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    return clock


@pytest.fixture
def redis_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A Redis in which this test has its own keys."""
    client = redis.Redis.from_url(REDIS_URL)
    try:
        client.ping()
    except redis.RedisError as error:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            raise
        pytest.skip(f"no Redis at {REDIS_URL} (TEST_REDIS_URL names another): {error}")
    prefix = f"newsroom-test-{uuid4()}:"
    monkeypatch.setattr(RedisStore, "_PREFIX", prefix)
    yield REDIS_URL
    for key in client.scan_iter(f"{prefix}*"):
        client.delete(key)
    client.close()


@pytest.fixture(params=["locmem", "redis"])
def kept(request: pytest.FixtureRequest, settings: Any, tmp_path: Any) -> str:
    """The page cache is on, in this process or in Redis."""
    settings.CACHE_VERSIONS = tmp_path / "versions"
    url = "locmem://" if request.param == "locmem" else request.getfixturevalue("redis_url")
    # Another address for each test: the connection of the last one knows its keys.
    settings.CACHE_URL = url if request.param == "locmem" else f"{url}?client_name={uuid4()}"
    return request.param


@pytest.fixture
def kept_here(settings: Any, tmp_path: Any) -> None:
    """The page cache is on, in this process."""
    settings.CACHE_URL, settings.CACHE_VERSIONS = "locmem://", tmp_path / "versions"


@pytest.fixture
def is_kept(reader: Client) -> Callable[[str], bool]:
    """Whether a page costs no SQL, being there; asking makes it be there."""

    def ask(path: str) -> bool:
        with CaptureQueriesContext(connection) as queries:
            reader.get(path)
        return not len(queries)

    return ask


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """A block whose end is a commit: what follows from it is done, the tasks included."""

    @contextmanager
    def block() -> Iterator[None]:
        purging._gathered.tags.clear()  # what the test's preparations left
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return block


@pytest.fixture
def renewed(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The tags of each purge that was sent."""
    sent: list[set[str]] = []
    renew = PageCache.renew

    def record(self: PageCache, tags: list[str]) -> None:
        sent.append(set(tags))
        renew(self, tags)

    monkeypatch.setattr(PageCache, "renew", record)
    return sent
