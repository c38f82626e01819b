"""Where pages are kept: what the two stores promise, and what they do without their file or their Redis."""

from __future__ import annotations

import pytest

from articles.caching import stores
from articles.caching.page import Page
from articles.caching.stores import LocalStore, RedisStore, StoreDown


def page(size: int = 10, **fields) -> Page:
    return Page(
        **{
            "headers": {},
            "gzip": b"x" * size,
            "br": b"",
            "until": 1.0,
            "moment": 1.0,
            "versions": {},
            **fields,
        }
    )


def test_pages_survive_the_store():
    one = page(
        headers={"Content-Type": "text/html; charset=utf-8"},
        versions={"all": "1"},
        gzip=b"\n\x00\n",
        br=b"\n\x01",
    )
    assert Page.from_bytes(one.to_bytes()) == one


def test_processes_of_a_machine_share_their_purges(tmp_path):
    one, other = LocalStore(tmp_path / "versions"), LocalStore(tmp_path / "versions")
    before = other.versions(["line-1", "line-2"])
    one.renew(["line-1"])
    after = other.versions(["line-1", "line-2"])
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_tags_that_share_a_slot_purge_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(stores, "_slot", lambda tag: 7)
    store = LocalStore(tmp_path / "versions")
    before = store.versions(["line-1"])
    store.renew(["section-2-new"])
    assert store.versions(["line-1"]) != before


def test_a_file_that_cannot_be_written_is_said_and_not_fatal(tmp_path, caplog):
    (tmp_path / "file").touch()
    store = LocalStore(tmp_path / "file" / "versions")
    assert "not seen" in caplog.text
    before = store.versions(["line-1"])
    store.renew(["line-1"])
    assert store.versions(["line-1"]) != before


def test_memory_is_bounded_and_what_is_asked_for_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(LocalStore, "MOST_BYTES", 100_000)
    store = LocalStore(tmp_path / "versions")
    for n in range(50):
        store.put(f"{n}", page(5_000), 60)
        assert store.get("0")
    assert store._bytes <= 100_000
    assert store.get("49")
    assert store.get("1") is None
    store.put("huge", page(20_000), 60)
    assert store.get("huge") is None


def test_a_version_that_redis_dropped_matches_no_page(redis_url):
    store = RedisStore(redis_url)
    before = store.versions(["line-1", "all"])
    assert store.versions(["line-1", "all"]) == before
    store._redis.delete(store._key("line-1"))
    assert store.versions(["line-1", "all"])[0] != before[0]
    assert store.versions(["all"]) == before[1:]


def test_pages_in_redis_go_by_themselves(redis_url):
    store = RedisStore(redis_url)
    store.put("x", page(), 60)
    assert 0 < store._redis.pttl(f"{store._PREFIX}page:x") <= 60_000
    store.put("y", page(), 0)
    assert store.get("y") is None


def test_a_purge_that_redis_did_not_take_comes_before_anything_else(redis_url):
    store, other = RedisStore(redis_url), RedisStore(redis_url)
    before = other.versions(["line-1"])
    there = store._redis
    store._redis = RedisStore("redis://127.0.0.1:1/0")._redis
    with pytest.raises(StoreDown):
        store.renew(["line-1"])
    store._redis, store._rests_until = there, 0.0
    store.get("anything")
    assert other.versions(["line-1"]) != before
    assert not store._owed
