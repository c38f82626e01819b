"""The feed of a source, also under its old addresses."""

from __future__ import annotations

import feedparser
import pytest

from articles.authority.sources import merge
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_has_the_stories_of_the_source_alone(reader):
    source = factories.source("المرفأ")
    factories.article(headline="رصيف جديد", source=source)
    factories.article(headline="خبر آخر", source=factories.source("الوكالة"))
    feed = feedparser.parse(reader.get(f"{source.get_absolute_url()}feed.rss").content)
    assert not feed.bozo
    assert feed.feed.title.startswith("المرفأ")
    assert feed.feed.link == f"http://testserver{source.get_absolute_url()}"
    assert [entry.title for entry in feed.entries] == ["رصيف جديد"]


def test_the_page_announces_it(reader):
    source = factories.source("المرفأ")
    page = reader.get(source.get_absolute_url()).content.decode()
    assert f'type="application/rss+xml" href="{source.get_absolute_url()}feed.rss"' in page


def test_a_merged_source_leads_its_readers_and_subscribers_on(reader, editor):
    keep, gone = factories.source("المرفأ"), factories.source("جريدة المرفأ")
    old = gone.get_absolute_url()
    merge(keep=keep, gone=gone, by=editor)
    for end in ("", "feed.rss"):
        response = reader.get(f"{old}{end}")
        assert (response.status_code, response["Location"]) == (301, f"{keep.get_absolute_url()}{end}")


def test_an_unknown_source_has_no_feed(reader):
    assert reader.get("/source/لا-شيء/feed.rss").status_code == 404


def test_it_stays_within_its_sql(reader, django_assert_max_num_queries):
    story = factories.article()
    with django_assert_max_num_queries(4):
        reader.get(f"{story.source.get_absolute_url()}feed.rss")
