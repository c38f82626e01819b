"""Where pages are kept: in this process, or in Redis for all processes of all machines.

A page is kept with the versions of its tags and is good as long as they are the same; renewing the version
of a tag purges every page that has it, and no list of pages needs to be held. The file system or Redis
shares the versions: an editor's change in one process reaches the pages of the others.
"""

from __future__ import annotations

import logging
import mmap
import os
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Protocol
from zlib import crc32

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from articles.caching.page import Page

logger = logging.getLogger(__name__)


class StoreDown(Exception):
    """The store does not answer; the page must be made without it."""


class Store(Protocol):
    """`lasting`: whether every process that purges reaches these pages; else they must be short-lived."""

    lasting: bool

    def get(self, key: str) -> Page | None: ...

    def put(self, key: str, page: Page, seconds: float) -> None: ...

    def versions(self, tags: Sequence[str]) -> list[str]:
        """The version of each tag, read in this order; one that has none gets one."""
        ...

    def renew(self, tags: Iterable[str]) -> None:
        """Give new versions to the tags, in this order."""
        ...


class LocalStore:
    """Pages in the memory of this process, the longest unused going first; versions in a shared file.

    Processes of one machine that share the file see each other's purges. Those of other machines do not,
    so pages here are not kept past the whole minute.
    """

    lasting = False
    MOST_BYTES = 32 * 1024 * 1024
    _SLOTS = 65_536  # of 4 bytes. Two tags may share one: then a page is made anew without need.

    def __init__(self, path: Path) -> None:
        """`path` is the file of versions; it is made when it is not there. One that cannot be written is not
        fatal: the log says so, and purges of other processes show when the minute ends.
        """
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        try:
            shared = _shared(path, self._SLOTS * 4)
        except OSError as error:
            logger.warning("page cache: purges of other processes are not seen: %s", error)
            shared = mmap.mmap(-1, self._SLOTS * 4)
        self._versions = memoryview(shared).cast("I")

    def get(self, key: str) -> Page | None:
        with self._lock:
            if page := self._pages.get(key):
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page, seconds: float) -> None:
        if page.weight > self.MOST_BYTES // 10:
            return
        with self._lock:
            if old := self._pages.pop(key, None):
                self._bytes -= old.weight
            self._pages[key] = page
            self._bytes += page.weight
            while self._bytes > self.MOST_BYTES:
                _, old = self._pages.popitem(last=False)
                self._bytes -= old.weight

    def versions(self, tags: Sequence[str]) -> list[str]:
        return [str(self._versions[_slot(tag)]) for tag in tags]

    def renew(self, tags: Iterable[str]) -> None:
        for tag in tags:
            # Random, not counted up: two processes that count at once would come to the same number.
            self._versions[_slot(tag)] = secrets.randbits(32)


def _slot(tag: str) -> int:
    return crc32(tag.encode()) % LocalStore._SLOTS


def _shared(path: Path, size: int) -> mmap.mmap:
    """`size` bytes that all processes share that open `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(descriptor).st_size < size:
            os.ftruncate(descriptor, size)
        return mmap.mmap(descriptor, size)
    finally:
        os.close(descriptor)


class RedisStore:
    """Pages and versions in Redis, shared by all processes of all machines.

    A version that Redis dropped is made anew and matches no page: what is lost is a page, not a purge.
    While Redis does not answer, nobody waits for it: it is asked again after RESTS seconds.
    """

    lasting = True
    RESTS = 5.0
    _PREFIX = "newsroom:"
    _VERSION_LASTS = 86_400  # seconds; longer than any page

    def __init__(self, url: str) -> None:
        self._redis: Any = redis.Redis.from_url(
            url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 0)
        )
        self._rests_until = 0.0
        self._owed: set[str] = set()  # purges that Redis did not take yet
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        found = self._ask(lambda: self._redis.get(f"{self._PREFIX}page:{key}"))
        return Page.from_bytes(found) if found else None

    def put(self, key: str, page: Page, seconds: float) -> None:
        if (milliseconds := int(seconds * 1000)) > 0:
            data = page.to_bytes()
            self._ask(lambda: self._redis.set(f"{self._PREFIX}page:{key}", data, px=milliseconds))

    def versions(self, tags: Sequence[str]) -> list[str]:
        keys = [self._key(tag) for tag in tags]
        return [found.decode() for found in self._ask(lambda: self._read(keys))]

    def renew(self, tags: Iterable[str]) -> None:
        with self._lock:
            self._owed |= set(tags)
        self._ask(lambda: None)

    def _read(self, keys: list[str]) -> list[bytes]:
        found: list[Any] = self._redis.mget(keys)
        missing = [key for key, version in zip(keys, found, strict=True) if version is None]
        if not missing:
            return found
        # Only where there is none: a purge that comes in between must not be written over.
        with self._redis.pipeline(transaction=False) as pipeline:
            for key in missing:
                pipeline.set(key, secrets.token_hex(8), nx=True, ex=self._VERSION_LASTS)
            pipeline.execute()
        return self._redis.mget(keys)

    def _ask[T](self, question: Callable[[], T]) -> T:
        """The answer of Redis, after what is owed to it; StoreDown when there is none."""
        if monotonic() < self._rests_until:
            raise StoreDown("Redis did not answer a moment ago")
        try:
            if self._owed:
                self._settle()
            return question()
        except redis.RedisError as error:
            self._rests_until = monotonic() + self.RESTS
            raise StoreDown(f"Redis: {error}") from error

    def _settle(self) -> None:
        """Send the purges that are due; those that Redis does not take stay due."""
        with self._lock, self._redis.pipeline(transaction=True) as pipeline:
            for tag in self._owed:
                pipeline.set(self._key(tag), secrets.token_hex(8), ex=self._VERSION_LASTS)
            pipeline.execute()
            self._owed.clear()

    def _key(self, tag: str) -> str:
        return f"{self._PREFIX}tag:{tag}"
