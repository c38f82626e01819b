"""What robots and browsers are told of the site."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def robots(reader: Any) -> RobotFileParser:
    response = reader.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    return rules


def test_readers_pages_and_feeds_are_open_the_desk_is_not(reader, article):
    rules = robots(reader)
    for path in (
        "/",
        article.get_absolute_url(),
        "/card/1-00.jpg",
        "/media/photos/1.jpg",
        "/static/css/site.css",
        "/search/?q=خبر",  # which says noindex
        "/search/feed.rss?q=خبر",
        "/feeds/mix.rss?sections=أ",
    ):
        assert rules.can_fetch("Anybot", path), path
    closed = ("/search/suggest/?q=خ", "/feeds/make/?sections=أ")
    for path in ("/admin/", "/admin/articles/", "/preview/abc/", *closed):
        assert not rules.can_fetch("Anybot", path), path
    maps = rules.site_maps()
    assert maps == ["http://testserver/sitemap.xml", "http://testserver/news-sitemap.xml"]
    for address in maps:
        assert reader.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_closed_site_asks_to_be_left_alone_and_names_no_sitemap(reader, settings):
    settings.ROBOTS = "closed"
    rules = robots(reader)
    assert not rules.can_fetch("Anybot", "/")
    assert rules.site_maps() is None


def test_further_lines_are_those_of_the_settings(reader, settings):
    settings.ROBOTS_EXTRA = ["", "User-agent: GPTBot", "Disallow: /"]
    rules = robots(reader)
    assert not rules.can_fetch("GPTBot", "/")
    assert rules.can_fetch("Anybot", "/")


@pytest.mark.parametrize("name", ["السدرة", 'صحيفة "المرفأ" & <البحر> اليومية المستقلة'])
def test_a_browser_can_search_the_site(reader, settings, name):
    settings.SITE_NAME = name
    html = reader.get("/").content.decode()
    assert '<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in html
    response = reader.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = ET.fromstring(response.content)
    assert root.tag == f"{SEARCH}OpenSearchDescription"
    short = root.findtext(f"{SEARCH}ShortName") or ""
    assert name.startswith(short)
    assert 0 < len(short) <= 16
    assert len(root.findtext(f"{SEARCH}LongName") or "") <= 48
    assert name in (root.findtext(f"{SEARCH}Description") or "")
    url = root.find(f"{SEARCH}Url")
    assert url is not None
    factories.article(headline="رصيف جديد")
    address = url.attrib["template"].removeprefix("http://testserver")
    assert reader.get(address.replace("{searchTerms}", quote("رصيف"))).status_code == 200
