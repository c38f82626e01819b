"""A recording of a story, as its readers and subscribers get it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.utils import timezone

from articles.models import Article
from articles.workflow import acts
from tests import factories
from tests.feeds.rules import ATOM
from tests.feeds.test_formats import FAULTS

pytestmark = pytest.mark.django_db
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


@pytest.fixture
def story() -> Article:
    made = factories.article(headline="حديث مسجل")
    factories.recording(made, seconds=3725)
    return made


def url_of(story: Article) -> str:
    return f"http://testserver{story.recording.url}"


def page(reader: Any, story: Article) -> str:
    return reader.get(story.get_absolute_url()).content.decode()


def feeds(reader: Any) -> str:
    return "".join(reader.get(f"/feed.{form}").content.decode() for form in FAULTS)


def test_every_format_carries_it_with_its_exact_length(reader, story):
    for form, faults in FAULTS.items():
        assert faults(reader.get(f"/feed.{form}").content) == []
    rss = ET.fromstring(reader.get("/feed.rss").content)
    (enclosure,) = rss.iter("enclosure")
    assert enclosure.attrib == {"url": url_of(story), "length": "2000", "type": "audio/mpeg"}
    assert rss.findtext(f".//{ITUNES}duration") == "3725"
    atom = ET.fromstring(reader.get("/feed.atom").content)
    (link,) = [one for one in atom.iter(f"{ATOM}link") if one.get("rel") == "enclosure"]
    assert (link.get("href"), link.get("length"), link.get("type")) == (url_of(story), "2000", "audio/mpeg")
    (item,) = json.loads(reader.get("/feed.json").content)["items"]
    assert item["attachments"] == [
        {
            "url": url_of(story),
            "mime_type": "audio/mpeg",
            "size_in_bytes": 2000,
            "duration_in_seconds": 3725,
        }
    ]
    (entry,) = feedparser.parse(reader.get("/feed.rss").content).entries
    assert entry.enclosures[0].href == url_of(story)
    assert len(reader.get(story.recording.url).getvalue()) == 2000


def test_the_page_has_a_player_that_fetches_nothing_by_itself(reader, story):
    html = page(reader, story)
    assert f'<audio controls preload="none" src="{story.recording.url}"></audio>' in html
    assert "استمع إلى الخبر في ساعة ودقيقتين" in re.sub("<[^>]*>", "", html)
    said = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert said["audio"]["@type"] == "AudioObject"
    assert (said["audio"]["contentUrl"], said["audio"]["duration"]) == (url_of(story), "PT3725S")
    policy = reader.get(story.get_absolute_url())["Content-Security-Policy"]
    assert "media-src 'self'" in policy


def test_a_story_without_one_says_nothing_of_it(reader, article):
    assert "<audio" not in page(reader, article)
    assert '"audio"' not in page(reader, article)
    assert "enclosure" not in feeds(reader)


def test_the_source_decides_who_hears_it(reader, story):
    source = story.source
    source.full_text_in_feeds = False
    source.save()
    assert "<audio" in page(reader, story)
    assert story.recording.file not in feeds(reader)
    source.permits, source.excerpt_words = "excerpt", 5
    source.save()
    assert "<audio" not in page(reader, story)
    assert story.recording.file not in page(reader, story) + feeds(reader)


def test_a_withdrawn_or_removed_one_is_nowhere(reader, desk, story):
    file = story.recording.file
    acts.withdraw(story.pk, factories.user(is_superuser=True), "لم يثبت.")
    assert file not in feeds(reader)
    assert reader.get(f"/media/{file}").status_code == 404
    heard = desk.get(f"/media/{file}")
    assert len(heard.getvalue()) == 2000
    assert "no-store" in heard["Cache-Control"]
    other = factories.article()
    removed = factories.recording(other).file
    desk.post(f"/admin/articles/article/{other.pk}/recording/", {"remove": "1"})
    assert removed not in feeds(reader) + page(reader, other)
    assert reader.get(f"/media/{removed}").status_code == 404


def test_nobody_hears_it_before_its_minute(reader):
    story = factories.article(published_at=timezone.now() + timedelta(hours=1))
    assert reader.get(factories.recording(story).url).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "said", "length"),
    [
        ("bytes=0-", 206, "bytes 0-1999/2000", 2000),
        ("bytes=0-0", 206, "bytes 0-0/2000", 1),
        ("bytes=100-199", 206, "bytes 100-199/2000", 100),
        ("bytes=-500", 206, "bytes 1500-1999/2000", 500),
        ("bytes=-9999", 206, "bytes 0-1999/2000", 2000),
        ("bytes=1999-99999", 206, "bytes 1999-1999/2000", 1),
        ("bytes=2000-", 416, "bytes */2000", 0),
        ("bytes=9-3", 416, "bytes */2000", 0),
        ("bytes=-0", 416, "bytes */2000", 0),
        ("bytes=-", 200, None, 2000),
        ("bytes=0-1,5-9", 200, None, 2000),
        ("seconds=1-2", 200, None, 2000),
        ("bytes=" + "9" * 40 + "-", 200, None, 2000),
        ("", 200, None, 2000),
    ],
)
def test_players_get_it_in_parts(reader, story, asked, status, said, length):
    response = reader.get(story.recording.url, headers={"range": asked} if asked else {})
    assert (response.status_code, response.get("Content-Range")) == (status, said)
    assert len(response.getvalue()) == length
    if status != 416:
        assert response["Content-Length"] == str(length)
        assert response["Accept-Ranges"] == "bytes"
        assert response["Content-Type"] == "audio/mpeg"
        assert response["Surrogate-Key"] == f"article-{story.pk}"


def test_it_costs_no_statement_more(statements, story):
    with_it = len(statements(story.get_absolute_url())), len(statements("/feed.rss"))
    story.recording.delete()
    assert with_it == (len(statements(story.get_absolute_url())), len(statements("/feed.rss")))
