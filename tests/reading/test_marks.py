"""Who was counted for what: once among threads and processes, in bounded memory, and until the day ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from articles.reading import marks
from articles.reading.marks import LocalMarks, RedisMarks


@pytest.fixture
def pair(marked, settings, tmp_path):
    """The marks of two processes."""
    if marked == "redis":
        return [RedisMarks(settings.CACHE_URL), RedisMarks(settings.CACHE_URL)]
    return [LocalMarks(tmp_path / "marks"), LocalMarks(tmp_path / "marks")]


def test_processes_share_them(pair):
    one, other = pair
    assert one.is_first("192.0.2.1", 7)
    assert not other.is_first("192.0.2.1", 7)
    assert other.is_first("192.0.2.1", 8)
    assert not one.is_first("192.0.2.1", 8)


def test_of_many_at_once_one_is_first(pair):
    together = Barrier(8)

    def ask(n: int) -> int:
        together.wait()
        return sum(pair[n % 2].is_first("192.0.2.1", article) for article in range(20))

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(8))) == 20


def test_the_limit_holds_for_many_at_once(pair, monkeypatch):
    monkeypatch.setattr(marks, "MOST", 10)
    together = Barrier(8)

    def ask(n: int) -> int:
        together.wait()
        return sum(pair[n % 2].is_first("192.0.2.1", 100 * n + article) for article in range(10))

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(8))) == 10


def test_a_flood_takes_no_more_room(tmp_path, monkeypatch):
    monkeypatch.setattr(LocalMarks, "_SIZE", 4_096)
    kept = LocalMarks(tmp_path / "marks")
    assert all(kept.is_first(f"client {n}", 7) for n in range(1_000))
    assert (tmp_path / "marks").stat().st_size == 4_096
    assert not kept.is_first("client 999", 7)


def test_a_flood_takes_no_more_room_in_redis(pair, marked, monkeypatch):
    if marked != "redis":
        pytest.skip("of Redis alone")
    monkeypatch.setattr(RedisMarks, "_SHARDS", 2)
    monkeypatch.setattr(RedisMarks, "_PLACES", 8)
    kept = pair[0]
    assert all(kept.is_first(f"client {n}", 7) for n in range(100))
    sets = [
        name for name in kept._redis.scan_iter(f"{RedisMarks._PREFIX}*") if kept._redis.type(name) == b"set"
    ]
    assert [kept._redis.scard(name) for name in sets] == [8, 8]
    assert {kept._redis.object("encoding", name) for name in sets} == {b"intset"}
    assert not kept.is_first("client 99", 7)


def test_the_next_day_nothing_is_left(tmp_path, clock):
    clock.now = datetime(2026, 11, 26, 20, 59, 0, tzinfo=UTC)  # a minute before midnight in Riyadh
    path = tmp_path / "marks"
    kept = LocalMarks(path)
    assert kept.is_first("192.0.2.1", 7)
    before = path.read_bytes()
    clock.now += timedelta(minutes=2)
    assert kept.is_first("192.0.2.1", 7)
    salt, entries = before[8:40], {before[n : n + 8] for n in range(40, len(before) - 7, 16)} - {bytes(8)}
    after = path.read_bytes()
    assert salt not in after
    assert entries
    assert not [entry for entry in entries if entry in after]


def test_a_file_that_cannot_be_written_is_said_and_not_fatal(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    kept = LocalMarks(tmp_path / "file" / "marks")
    assert kept.is_first("192.0.2.1", 7)
    assert not kept.is_first("192.0.2.1", 7)
    assert "each process counts" in caplog.text


def test_an_emptied_redis_gets_another_salt(pair, marked, monkeypatch):
    if marked != "redis":
        pytest.skip("of Redis alone")
    one, other = pair
    monkeypatch.setattr(RedisMarks, "_SALT_KNOWN", -1.0)
    assert one.is_first("192.0.2.1", 7)
    for key in one._redis.scan_iter(f"{RedisMarks._PREFIX}*"):
        one._redis.delete(key)
    assert other.is_first("192.0.2.1", 7)
    assert not one.is_first("192.0.2.1", 7)
