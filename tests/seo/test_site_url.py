"""Whole addresses are those of SITE_URL, whichever name the site was reached by."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("a.example", "b.example")


@pytest.fixture
def paths(settings: Any) -> list[str]:
    """Whatever says whole addresses, of a site with several names."""
    settings.ALLOWED_HOSTS = [*NAMES, "news.example"]
    author = factories.author()
    story = factories.article(keywords=["السفن"], authors=[author], lead_photo=factories.photo())
    story.corrections.create(text="كان الرقم خطأ.")
    factories.recording(story)
    lists = [story.section, story.source, author, story.keyword_list[0]]
    feeds = [f"{path}feed." for path in ("/", "/corrections/", *(one.get_absolute_url() for one in lists))]
    asked = f"?sections={story.section.slug}"
    return [
        *("/", story.get_absolute_url(), *(one.get_absolute_url() for one in lists)),
        *("/corrections/", "/most-read/", "/archive/", factories.page().get_absolute_url()),
        *(
            f"{feed}{form}"
            for feed in ["/feed.", "/corrections/feed.", *feeds]
            for form in ("rss", "atom", "json")
        ),
        *(f"/feeds/mix.atom{asked}", "/search/feed.rss?q=خبر", f"/feeds/{asked}", "/feeds.opml"),
        *("/sitemap.xml", "/sitemap/sections.xml", "/news-sitemap.xml", "/robots.txt", "/opensearch.xml"),
    ]


def said(reader: Any, path: str, name: str) -> str:
    response = reader.get(path, headers={"host": name})
    assert response.status_code == 200
    content: bytes = response.getvalue()
    return content.decode()


def test_it_is_the_same_under_every_name(reader, settings, paths):
    settings.SITE_URL = "https://news.example"
    for path in paths:
        one, other = (said(reader, path, name) for name in NAMES)
        assert one == other, path
        assert "https://news.example/" in one, path
        assert not re.search(r"https?://[ab]\.example", one), path


def test_without_it_they_are_those_of_the_name_that_was_asked(reader, settings, paths):
    for path in paths:
        assert "http://a.example/" in said(reader, path, "a.example"), path


def test_a_name_that_is_not_ours_is_refused_all_the_same(reader, settings, paths):
    settings.SITE_URL = "https://news.example"
    assert reader.get("/feed.rss", headers={"host": "elsewhere.example"}).status_code == 400
