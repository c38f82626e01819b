from __future__ import annotations

import os
import re
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
from articles.caching import stores
from articles.caching.pages import PageCache
from articles.caching.stores import RedisStore
from articles.models import Article
from tests import factories
from tests.caching.newsroom import Newsroom
from tests.views.conftest import archive

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


@pytest.fixture(autouse=True)
def _a_slot_for_each_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else two of hundreds of tags share one now and then, and a page goes that the change does not touch."""
    slots: dict[str, int] = {}
    monkeypatch.setattr(stores, "_slot", lambda tag: slots.setdefault(tag, len(slots)))


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


@pytest.fixture
def newsroom(kept_here, clock, reader, is_kept) -> Any:
    """Two sections (one with a child), each of three pages of old stories, as the others have."""
    room = Newsroom(is_kept)
    room.economy, room.sport = factories.section("اقتصاد"), factories.section("رياضة")
    room.energy = factories.section("طاقة", parent=room.economy)
    room.harbour, room.agency = factories.source("المرفأ"), factories.source("الوكالة")
    room.ships, room.ball = factories.keyword("السفن"), factories.keyword("الكرة")
    room.leila, room.tariq = factories.author("ليلى"), factories.author("طارق")
    archive(24, room.energy, room.harbour, room.ships, room.leila)
    archive(24, room.sport, room.agency, room.ball, room.tariq)
    for story in (stories := list(Article.objects.all())):
        story.body = "<p>" + " ".join(f"س{story.pk}ط{n}" for n in range(12)) + "</p>"  # no copies of one text
    Article.objects.bulk_update(stories, ["body"])
    clock.forward(hours=3)
    room.old = factories.article(
        headline="خبر قديم عن السفن",
        section=room.energy,
        source=room.harbour,
        keywords=["السفن"],
        authors=[room.leila],
        published_at=clock.now - timedelta(hours=2),
    )
    room.other = factories.article(
        headline="خبر في الملعب", section=room.sport, source=room.agency, keywords=["الكرة"]
    )
    room.pages = {
        "home": "/",
        "feed": "/feed.rss",
        "search": "/search/?q=السفن",
        "suggest": "/search/suggest/?q=ال",
    }
    for name in ("economy", "energy", "sport", "harbour", "agency", "ships", "ball", "leila", "tariq"):
        path = getattr(room, name).get_absolute_url()
        room.pages[name] = path
        older = re.search(r'rel="next" href="([^"]*)"', reader.get(path).content.decode())
        room.pages[f"{name} deep"] = f"{path}{older[1]}"
    room.pages |= {f"{name} feed": f"{room.pages[name]}feed.rss" for name in ("ships", "ball")}
    room.pages |= {name: getattr(room, name).get_absolute_url() for name in ("old", "other")}
    room.look_at_all()
    return room
