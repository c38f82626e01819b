"""The feed of a keyword, also under its old addresses."""

from __future__ import annotations

import feedparser
import pytest

from articles.authority.acts import merge
from articles.models import Correction, Keyword
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_has_the_stories_of_the_keyword_alone(reader):
    factories.article(headline="رصيف جديد", keywords=["ميناء الرمال"])
    factories.article(headline="خبر آخر", keywords=["الترام"])
    keyword = Keyword.objects.get(name="ميناء الرمال")
    feed = feedparser.parse(reader.get(f"{keyword.get_absolute_url()}feed.rss").content)
    assert not feed.bozo
    assert feed.feed.title.startswith("ميناء الرمال")
    assert feed.feed.link == f"http://testserver{keyword.get_absolute_url()}"
    assert [entry.title for entry in feed.entries] == ["رصيف جديد"]


def test_the_page_announces_it(reader):
    keyword = factories.keyword("ميناء الرمال")
    page = reader.get(keyword.get_absolute_url()).content.decode()
    assert f'type="application/rss+xml" href="{keyword.get_absolute_url()}feed.rss"' in page


def test_a_merged_keyword_leads_its_subscribers_on(reader, editor):
    keep, gone = factories.keyword("غوغل"), factories.keyword("جوجل")
    old = f"{gone.get_absolute_url()}feed.rss"
    merge(keep=keep, gone=gone, by=editor)
    response = reader.get(old)
    assert response.status_code == 301
    assert response["Location"] == f"{keep.get_absolute_url()}feed.rss"


def test_an_unknown_keyword_has_no_feed(reader):
    assert reader.get("/keyword/لا-شيء/feed.rss").status_code == 404


def test_it_stays_within_its_sql(reader, django_assert_max_num_queries):
    photo = f'<figure data-photo="{factories.photo().pk}"></figure>'
    Correction.objects.create(article=factories.article(keywords=["ميناء الرمال"], body=photo), text="خطأ.")
    address = f"{Keyword.objects.get().get_absolute_url()}feed.rss"
    with django_assert_max_num_queries(4):
        reader.get(address)
