"""Purges sent to caches in front: over HTTP to a server of our own that stands in their place."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from articles.caching.delivery import deliver
from articles.caching.edges import Cloudflare, Fastly, Varnish, edges
from articles.caching.purge import purge
from articles.outside import PAUSES, NotTaken, Taker
from tests.servers import Server

TAGS = [f"line-{n}" for n in range(300)]


def kinds(server: Server) -> list[Taker]:
    api = server.url.rstrip("/")
    return [Varnish(server.url), Fastly("svc", "secret", api), Cloudflare("zone", "secret", api)]


def test_varnish_is_told_the_keys_of_xkey(server):
    Varnish(server.url).give(["line-1", "section-2-new"])
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.headers["xkey"]) == ("PURGE", "/", "line-1 section-2-new")


def test_fastly_is_told_a_batch_of_surrogate_keys(server):
    Fastly("svc", "secret", server.url.rstrip("/")).give(["line-1", "all"])
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/service/svc/purge")
    assert asked.headers["Fastly-Key"] == "secret"
    assert json.loads(asked.body) == {"surrogate_keys": ["line-1", "all"]}


def test_cloudflare_is_told_tags(server):
    Cloudflare("zone", "secret", server.url.rstrip("/")).give(["line-1", "all"])
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/zones/zone/purge_cache")
    assert asked.headers["Authorization"] == "Bearer secret"
    assert json.loads(asked.body) == {"tags": ["line-1", "all"]}


@pytest.mark.parametrize("status", [301, 302, 307, 400, 403, 404, 429, 500, 503])
def test_whatever_is_not_success_is_an_error_without_the_token(server, status):
    for edge in kinds(server):
        server.answers = [(status, b"secret words of the server")]
        with pytest.raises(NotTaken, match=str(status)) as error:
            edge.give(["line-1"])
        assert "secret" not in str(error.value)
    # No redirect was followed, and so no token carried away.
    assert [asked.path for asked in server.asked if "elsewhere" in asked.path] == []


@pytest.mark.parametrize(
    "said",
    [b'{"success": false, "errors": [{"code": 1012, "message": "no"}]}', b"[]", b"<html>", b"", b"null"],
)
def test_cloudflare_can_refuse_with_status_200(server, said):
    server.answers = [(200, said)]
    with pytest.raises(NotTaken, match="cloudflare zone"):
        Cloudflare("zone", "secret", server.url.rstrip("/")).give(["line-1"])


def test_one_that_hangs_or_is_not_there_is_an_error(server, monkeypatch):
    monkeypatch.setattr("articles.outside.TIMEOUT", 0.2)
    server.hangs = Event()
    with pytest.raises(NotTaken, match="timed out"):
        Varnish(server.url).give(["line-1"])
    server.hangs.set()
    with pytest.raises(NotTaken, match="refused"):
        Varnish("http://127.0.0.1:1/").give(["line-1"])


@pytest.fixture
def at(settings: Any) -> Callable[[Server], str]:
    def use(server: Server) -> str:
        settings.EDGE_CACHES = [("varnish", {"url": server.url})]
        return f"varnish {server.url}"

    return use


def test_many_tags_go_in_requests_of_the_size_that_it_takes(server, at, worker):
    deliver.call(at(server), TAGS)
    sizes = [len(asked.headers["xkey"].split()) for asked in server.asked]
    assert sizes == [200, 100]
    assert " ".join(asked.headers["xkey"] for asked in server.asked).split() == TAGS
    assert max(len(asked.headers["xkey"]) for asked in server.asked) < 8_000
    assert not worker


def test_only_what_it_did_not_take_is_tried_again_later(server, at, worker, caplog):
    name = at(server)
    server.answers = [(200, b""), (503, b"")]
    deliver.call(name, TAGS)
    assert worker == [(5.0, name, TAGS[200:], 1)]
    assert "100 tags again in 5 s" in caplog.text
    worker.clear()
    deliver.call(name, TAGS[200:], 1)
    assert not worker


def test_in_the_end_it_gives_up_and_the_log_names_what_is_lost(server, at, worker, caplog):
    name = at(server)
    for attempt in range(len(PAUSES) + 1):
        server.answers = [(500, b"")]
        deliver.call(name, ["line-1"], attempt)
    assert [pause for pause, *_ in worker] == [pause.total_seconds() for pause in PAUSES]
    (lost,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "1 tags are lost: line-1" in lost.getMessage()


def test_without_a_worker_nobody_waits(server, at, caplog):
    server.answers = [(500, b"")]
    deliver.enqueue(at(server), ["line-1"])
    assert "are lost" in caplog.text
    assert len(server.asked) == 1


def test_one_that_is_not_in_the_settings_any_more_is_told_nothing(server, settings, caplog):
    settings.EDGE_CACHES = []
    deliver.enqueue(f"varnish {server.url}", ["line-1"])
    assert not server.asked
    assert "not among the settings" in caplog.text


@pytest.mark.django_db
def test_every_cache_in_front_is_told_after_the_commit(server, settings, kept_here, committed):
    settings.EDGE_CACHES = [("varnish", {"url": f"{server.url}{n}"}) for n in (1, 2)]
    with committed():
        purge(["line-1", "schedule"])
        assert not server.asked
    assert [(asked.path, asked.headers["xkey"]) for asked in server.asked] == [
        ("/1", "line-1"),
        ("/2", "line-1"),
    ]
    with committed():
        purge(["schedule"])
    assert len(server.asked) == 2


def test_settings_become_edges(settings):
    settings.EDGE_CACHES = [
        ("varnish", {"url": "http://cache.example/"}),
        ("fastly", {"service": "s", "token": "t"}),
        ("cloudflare", {"zone": "z", "token": "t"}),
    ]
    assert [edge.name for edge in edges()] == ["varnish http://cache.example/", "fastly s", "cloudflare z"]
    assert all(request.full_url.startswith("http") for request in (edge.request(["a"]) for edge in edges()))
