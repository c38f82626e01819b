"""Bodies as they travel: Brotli, gzip or plain, as a client weighs them; kept pages and all other answers."""

from __future__ import annotations

import gzip
from wsgiref.headers import Headers

import brotli
import pytest
from django.test import RequestFactory

from articles.caching.coding import coding_for
from articles.caching.page import Page
from tests import factories


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("BR;Q=1", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("x-gzip-like, notbr", None),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000 ,gzip;q=0.001", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.8, gzip;q=0.8", "br"),
        ("gzip;q=0", None),
        ("gzip;q=0.0, br;q=0", None),
        ("gzip;q=nonsense", None),
        ("gzip;q=-1, br;q=7", None),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.5, *;q=0", "gzip"),
        ("identity", None),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("", None),
        (",;,q=1;", None),
    ],
)
def test_what_a_client_likes_best_is_chosen(accepted, chosen):
    assert coding_for(RequestFactory(headers={"accept-encoding": accepted}).get("/")) == chosen


def test_who_says_nothing_gets_it_plain():
    assert coding_for(RequestFactory().get("/")) is None


@pytest.fixture(params=["off", "kept"])
def cached(request, settings) -> str:
    if request.param == "kept":
        request.getfixturevalue("kept_here")
    else:
        settings.CACHE_URL = "off"
    return request.param


@pytest.mark.django_db
def test_every_answer_in_words_is_compressed(cached, clock, reader):
    story = factories.article()
    withdrawn = factories.article(status="withdrawn", first_published_at=clock.now)
    for path, status in (
        ("/", 200),
        (story.get_absolute_url(), 200),
        ("/feed.rss", 200),
        ("/feed.atom", 200),
        ("/feed.json", 200),
        ("/opensearch.xml", 200),
        ("/nowhere/", 404),
        (withdrawn.get_absolute_url(), 410),
    ):
        plain = reader.get(path)
        assert (plain.status_code, plain["Vary"]) == (status, "Accept-Encoding"), path
        assert "Content-Encoding" not in plain, path
        for coding, opened in (("gzip", gzip.decompress), ("br", brotli.decompress)):
            for _again in range(2):
                packed = reader.get(path, headers={"accept-encoding": coding})
                assert (packed.status_code, packed["Content-Encoding"]) == (status, coding), path
                assert packed["Vary"] == "Accept-Encoding", path
                assert Headers(list(packed.items())), path  # strict: no kind of str is a str there
                assert opened(packed.content) == plain.content, path
                assert packed["ETag"] == plain["ETag"], path
                head = reader.head(path, headers={"accept-encoding": coding})
                assert head.status_code == status, path
                if status != 404:
                    assert int(head["Content-Length"]) == len(packed.content), path
                    assert head["Content-Encoding"] == coding, path
            asked = {"accept-encoding": coding, "if-none-match": plain["ETag"]}
            assert reader.get(path, headers=asked).status_code == (304 if status == 200 else status), path


@pytest.mark.django_db
def test_pictures_short_answers_and_the_desk_are_left_as_they_are(reader, desk, article):
    page = reader.get(article.get_absolute_url()).content.decode()
    card = page[page.index("/card/") :].partition('"')[0]
    for client, path in ((reader, card), (reader, "/latest.json"), (desk, "/admin/"), (desk, "/admin/x/")):
        response = client.get(path, headers={"accept-encoding": "br, gzip"})
        assert "Content-Encoding" not in response, path


def test_a_kept_page_counts_with_both_bodies():
    def weight(gzipped: bytes, br: bytes) -> int:
        return Page({}, gzipped, br, until=1.0, moment=1.0, versions={}).weight

    assert weight(b"x" * 10, b"x" * 7) == weight(b"", b"") + 17
