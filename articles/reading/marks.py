"""Remembers for the newsroom's day which client was counted for which story, without knowing either again.

A mark is a keyed hash of 64 bits. Its key hangs on SECRET_KEY and on a salt that is random, kept beside the
marks, and another each day: a mark cannot be traced back without both, and not at all on the next day.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from threading import Lock
from time import monotonic
from typing import Any, Protocol

import redis
from django.conf import settings
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from articles.days import day_of, end_of

logger = logging.getLogger(__name__)

# Stories that one client is counted for within WINDOW. A person reads fewer; many behind one address may not.
MOST = 100
WINDOW = 30 * 60  # seconds


class Marks(Protocol):
    def is_first(self, client: str, article: int) -> bool:
        """Whether `client` was not counted for `article` today, and within WINDOW for fewer than MOST others;
        it is from now on. Of several that ask at once one is told so."""
        ...


class LocalMarks:
    """Marks in a file of fixed size that the processes of this machine share.

    Entries are found by their hash: a few places for each. Where all are taken the one that ends first goes,
    and may be counted again. A file that cannot be written is not fatal: the log says so, and each process
    has marks of its own.
    """

    _HEAD = Struct("<Q32s")  # the day (its number), the salt
    _ENTRY = Struct("<QII")  # the mark, when it ends (seconds since 1970), how often it was set
    _PLACES = 8
    _SIZE = 16 * 1024 * 1024  # a million reads a day

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._file: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            if os.fstat(self._file).st_size < self._SIZE:
                os.ftruncate(self._file, self._SIZE)
            self._memory = mmap.mmap(self._file, self._SIZE)
        except OSError as error:
            logger.warning("reads: each process counts a client once: %s", error)
            self._memory = mmap.mmap(-1, self._SIZE)
        self._buckets = (self._SIZE - self._HEAD.size) // (self._ENTRY.size * self._PLACES)

    def is_first(self, client: str, article: int) -> bool:
        day, now, midnight = _today()
        with self._alone():
            read, all_reads = _marks(self._salt(day), client, article)
            if self._entry(all_reads, now)[2] >= MOST or self._entry(read, now)[2]:
                return False
            for mark, new_end in ((all_reads, now + WINDOW), (read, midnight)):
                offset, end, times = self._entry(mark, now)
                self._ENTRY.pack_into(self._memory, offset, mark, end or new_end, times + 1)
        return True

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Of all threads of all processes. The kernel frees the lock of a process that dies."""
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def _salt(self, day: int) -> bytes:
        """That of the day; what was kept under another one is wiped."""
        kept, salt = self._HEAD.unpack_from(self._memory)
        if kept == day:
            return salt
        salt = secrets.token_bytes(32)
        self._memory[:] = self._HEAD.pack(day, salt).ljust(self._SIZE, b"\0")
        return salt

    def _entry(self, mark: int, now: int) -> tuple[int, int, int]:
        """Where `mark` is kept, until when, and how often it was set; for a new one the place to keep it."""
        places = []
        bucket, turn = mark % self._buckets, mark // self._buckets
        for place in range(self._PLACES):
            offset = self._HEAD.size + (bucket * self._PLACES + place) * self._ENTRY.size
            other, end, times = self._ENTRY.unpack_from(self._memory, offset)
            if other == mark and end > now:
                return offset, end, times
            # Most end at midnight: of those that end together any may go.
            places.append((end, (place + turn) % self._PLACES, offset))
        return min(places)[2], 0, 0


class RedisMarks:
    """Marks in Redis, shared by all processes of all machines; it lets each go when its time is over.

    Those of stories are in sets of integers, which Redis keeps at 8 bytes each while they are small: 16 MB at
    most. From a full set one that chance picks goes, and may be counted again. While Redis does not answer
    nobody waits for it and nothing is counted: it is asked again after RESTS seconds.
    """

    RESTS = 5.0
    _PREFIX = "newsroom:reads:"
    _SALT_KNOWN = 60.0  # seconds; a Redis that was emptied gets a new one
    _SHARDS = 4096
    _PLACES = 512  # Redis' own set-max-intset-entries
    # The limit first: a client that is over it leaves no marks.
    _SCRIPT = """
        if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return 0 end
        if redis.call('SISMEMBER', KEYS[2], ARGV[3]) == 1 then return 0 end
        if redis.call('SCARD', KEYS[2]) >= tonumber(ARGV[5]) then redis.call('SPOP', KEYS[2]) end
        redis.call('SADD', KEYS[2], ARGV[3])
        redis.call('EXPIRE', KEYS[2], ARGV[4])
        if redis.call('INCR', KEYS[1]) == 1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
        return 1
    """

    def __init__(self, url: str) -> None:
        self._redis: Any = redis.Redis.from_url(
            url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=Retry(NoBackoff(), 0)
        )
        self._script: Any = self._redis.register_script(self._SCRIPT)
        self._rests_until = 0.0
        self._known: tuple[int, float, bytes] = (0, 0.0, b"")  # the day, until when it is known, the salt

    def is_first(self, client: str, article: int) -> bool:
        if monotonic() < self._rests_until:
            return False
        day, now, midnight = _today()
        try:
            read, all_reads = _marks(self._salt(day, midnight - now), client, article)
            keys = [f"{self._PREFIX}{all_reads:016x}", f"{self._PREFIX}{day}:{read % self._SHARDS}"]
            member = read - 2**63  # as Redis has integers: with a sign
            args = [MOST, WINDOW, member, midnight - now, self._PLACES]
            return bool(self._script(keys=keys, args=args))
        except redis.RedisError as error:
            self._rests_until = monotonic() + self.RESTS
            logger.warning("reads: Redis: %s; nothing is counted for %d s", error, self.RESTS)
            return False

    def _salt(self, day: int, lasts: int) -> bytes:
        kept, until, salt = self._known
        if kept != day or monotonic() > until:
            key = f"{self._PREFIX}salt:{day}"
            self._redis.set(key, secrets.token_bytes(32), nx=True, ex=lasts)
            salt = self._redis.get(key) or b""
            self._known = (day, monotonic() + self._SALT_KNOWN, salt)
        return salt


def marks() -> Marks:
    """The marks, where CACHE_URL has pages: in Redis, or on this machine."""
    return _marks_at(settings.CACHE_URL, settings.READ_MARKS)


@lru_cache(maxsize=4)
def _marks_at(url: str, path: Path) -> Marks:
    return LocalMarks(path) if url == "off" or url.startswith("locmem") else RedisMarks(url)


def _today() -> tuple[int, int, int]:
    """The newsroom's day (its number), and now and the end of that day, in seconds since 1970."""
    now = timezone.now()
    day = day_of(now)
    return day.toordinal(), int(now.timestamp()), int(end_of(day).timestamp())


def _marks(salt: bytes, client: str, article: int) -> tuple[int, int]:
    """Of `client` for `article`, and of `client` for all it reads: they cannot be told to belong together."""
    key = blake2b(salt, key=settings.SECRET_KEY.encode()[:64], digest_size=32).digest()

    def mark(text: str) -> int:
        return int.from_bytes(blake2b(text.encode(), key=key, digest_size=8).digest(), "little")

    return mark(f"{client} {article}"), mark(client)
