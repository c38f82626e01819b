"""The beacon: who is counted, who is not, and that it costs little whatever comes."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
import redis
from django.test import Client

from articles.reading import clients, marks
from articles.reading.counts import write
from tests import factories
from tests.reading.conftest import BROWSER, OURS, counted, stored

pytestmark = pytest.mark.django_db


def test_a_read_is_counted_and_nothing_comes_back(reader, article, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = reader.generic("POST", f"/read/{article.pk}", headers=OURS)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Vary" not in response
    assert counted() == {article.pk: 1}


def test_it_needs_no_token_and_no_session(article):
    strict = Client(enforce_csrf_checks=True)
    assert strict.generic("POST", f"/read/{article.pk}", headers=OURS).status_code == 204


def test_one_client_counts_once_for_a_story(marked, clock, beacon):
    for _ in range(5):
        assert beacon(7) == 204
    assert counted() == {7: 1}
    beacon(8)
    beacon(7, "192.0.2.2")
    beacon(7, user_agent=BROWSER.replace("140", "141"))  # another browser is not another client
    assert counted() == {7: 2, 8: 1}


def test_whoever_comes_again_and_again_counts_once_in_a_day_of_the_newsroom(marked, clock, beacon):
    clock.now = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)  # midnight in Riyadh
    for _ in range(46):
        beacon(7)
        clock.forward(minutes=31)
    assert counted() == {7: 1}
    clock.now = datetime(2026, 11, 26, 20, 59, 59, tzinfo=UTC)
    beacon(7)
    assert counted() == {7: 1}
    clock.forward(seconds=1)
    beacon(7)
    beacon(7)
    assert counted() == {7: 2}


def test_the_limit_of_stories_is_that_of_half_an_hour(clock, beacon, monkeypatch):
    monkeypatch.setattr(marks, "MOST", 2)
    for pk in (1, 2, 3):
        beacon(pk)
    assert counted() == {1: 1, 2: 1}
    clock.forward(minutes=30)
    for pk in (1, 3):
        beacon(pk)
    assert counted() == {1: 1, 2: 1, 3: 1}


def test_one_client_counts_for_no_more_than_so_many_stories(marked, clock, beacon, monkeypatch):
    monkeypatch.setattr(marks, "MOST", 10)
    for pk in range(1, 31):
        assert beacon(pk) == 204
    assert counted() == dict.fromkeys(range(1, 11), 1)
    beacon(30, "192.0.2.2")
    assert counted()[30] == 1


def test_addresses_of_one_customer_are_one_client(clock, beacon):
    beacon(7, "2001:db8:0:100::1")
    beacon(7, "2001:db8:0:1ff:ffff::2")  # the same /56
    beacon(7, "::ffff:192.0.2.9")
    beacon(7, "192.0.2.9")
    assert counted() == {7: 2}
    beacon(7, "2001:db8:0:200::1")
    assert counted() == {7: 3}


def test_without_a_proxy_what_a_client_says_of_itself_means_nothing(clock, beacon):
    for n in range(5):
        beacon(7, x_forwarded_for=f"198.51.100.{n}")
    assert counted() == {7: 1}


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_proxies_the_last_entries_are_theirs(settings, clock, beacon, proxies):
    settings.PROXIES = proxies
    behind = ", 203.0.113.1" * (proxies - 1)
    for n in range(5):  # invented entries come first
        beacon(7, "10.0.0.1", x_forwarded_for=f"198.51.100.{n}, 192.0.2.1{behind}")
    assert counted() == {7: 1}
    beacon(7, "10.0.0.1", x_forwarded_for=f"192.0.2.2{behind}")
    assert counted() == {7: 2}


def test_those_whose_address_is_none_are_one_client(settings, clock, beacon):
    settings.PROXIES = 1
    for written in ("unknown", "_hidden", "", "\udcff", "1" * 5_000, "192.0.2.1:80"):
        assert beacon(7, "", x_forwarded_for=written) == 204
    assert counted() == {7: 1}


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.10.1",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; YandexBot/3.0)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23",
        "python-requests/2.32",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; moto g power) Chrome/119.0 Mobile Safari/537.36 Chrome-Lighthouse",
    ],
)
def test_programs_are_told_the_same_and_not_counted(beacon, agent):
    assert beacon(7, user_agent=agent) == 204
    assert counted() == {}


@pytest.mark.parametrize(
    "agent",
    [
        BROWSER,
        "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36 Telegram-Android/11.2",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
    ],
)
def test_browsers_are_counted(beacon, agent):
    beacon(7, user_agent=agent)
    assert counted() == {7: 1}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 204),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "http://testserver"}, 204),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_pages_of_this_site_are_heard(reader, headers, status):
    response = reader.generic("POST", "/read/7", headers={"user-agent": BROWSER, **headers})
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert counted() == ({7: 1} if status == 204 else {})


def test_nonsense_is_refused(reader):
    assert reader.get("/read/7", headers=OURS).status_code == 405
    assert reader.put("/read/7", headers=OURS).status_code == 405
    for path in ("/read/", "/read/x", "/read/-1", f"/read/{'9' * 19}", "/read/7/"):
        assert reader.generic("POST", path, headers=OURS).status_code == 404, path
    body = reader.post("/read/7", data=b"x" * 100_000, content_type="text/plain", headers=OURS)
    assert body.status_code == 400
    assert (
        reader.generic("POST", "/read/7", headers={**OURS, "transfer-encoding": "chunked"}).status_code == 400
    )
    assert counted() == {}


def test_numbers_of_stories_that_nobody_can_open_are_forgotten(beacon, article):
    hidden = [factories.article(status="draft", published_at=None), factories.article(status="withdrawn")]
    for pk in (article.pk, 999_999_999_999, *(one.pk for one in hidden)):
        assert beacon(pk) == 204
    write()
    assert stored() == {article.pk: 1}


def test_addresses_are_kept_nowhere(marked, beacon, article, settings, caplog, redis_url):
    with caplog.at_level(logging.DEBUG):
        beacon(article.pk, "203.0.113.77")
        write()
    assert "203.0.113.77" not in caplog.text
    kept = settings.READ_MARKS.read_bytes() if marked == "locmem" else b""
    if marked == "redis":
        client = redis.Redis.from_url(redis_url)
        names = list(client.scan_iter(f"{marks.RedisMarks._PREFIX}*"))
        assert len(names) == 3  # for the story, for all that the client reads, the salt
        assert all(0 < client.ttl(name) <= 86_400 for name in names)
        kept = b"".join([*names, *(client.dump(name) for name in names)])
        client.delete(*names)
    assert b"203.0.113.77" not in kept
    assert bytes([203, 0, 113, 77]) not in kept


def test_while_redis_is_down_nothing_is_counted_and_nobody_waits(settings, beacon, monkeypatch, caplog):
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    asked = []
    monkeypatch.setattr(
        redis.Redis,
        "set",
        lambda *a, **k: asked.append(1) or (_ for _ in ()).throw(redis.ConnectionError("gone")),
    )
    marks._marks_at.cache_clear()
    for _ in range(20):
        assert beacon(7) == 204
    assert asked == [1]
    assert counted() == {}
    assert "nothing is counted" in caplog.text


def test_the_client_of_a_unix_socket_is_unknown(rf):
    assert clients.client_of(rf.post("/read/7", REMOTE_ADDR="")) == "unknown"
