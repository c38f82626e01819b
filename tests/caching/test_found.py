"""Cards and sitemaps among the kept pages: what is kept, until when, and what leaves it alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


def seconds(response, name: str = "max-age") -> int:
    found = re.search(rf"\b{name}=(\d+)", response["Cache-Control"])
    assert found
    return int(found[1])


def test_the_news_of_48_hours_end_when_the_oldest_gets_older(kept, clock, reader, is_kept):
    clock.forward(seconds=10)
    story = factories.article(published_at=clock.now - timedelta(hours=47, minutes=59, seconds=40))
    path = "/news-sitemap.xml"
    response = reader.get(path)
    assert story.get_absolute_url() in response.content.decode()
    assert seconds(response) + seconds(response, "stale-while-revalidate") <= 20
    assert is_kept(path)
    clock.forward(seconds=19)
    assert is_kept(path)
    clock.forward(seconds=1)
    assert story.get_absolute_url() not in reader.get(path).content.decode()


def test_they_end_so_where_no_page_is_kept(clock, reader):
    factories.article(published_at=clock.now - timedelta(hours=47, minutes=59, seconds=40))
    response = reader.get("/news-sitemap.xml")
    assert seconds(response) + seconds(response, "stale-while-revalidate") <= 20


def test_a_change_of_a_story_makes_sitemaps_anew(kept, clock, reader, committed):
    story = factories.article(published_at=clock.now - timedelta(days=1))
    index, news = (reader.get(path).content for path in ("/sitemap.xml", "/news-sitemap.xml"))
    with committed():
        factories.article(published_at=clock.now - timedelta(days=80))
    assert reader.get("/sitemap.xml").content != index
    assert reader.get("/news-sitemap.xml").content == news
    with committed():
        story.status = "withdrawn"
        story.save()
    assert story.get_absolute_url() not in reader.get("/news-sitemap.xml").content.decode()


def test_a_scheduled_story_is_in_the_news_at_its_minute(kept, clock, reader, committed):
    with committed():
        story = factories.article(published_at=clock.now + timedelta(minutes=5))
    assert story.get_absolute_url() not in reader.get("/news-sitemap.xml").content.decode()
    clock.forward(minutes=5)
    assert story.get_absolute_url() in reader.get("/news-sitemap.xml").content.decode()


def test_cards_and_streams_push_no_page_out(kept, reader, article, is_kept):
    page = reader.get(article.get_absolute_url()).content.decode()
    card = re.search(r'"og:image" content="http://testserver([^"]*)"', page)
    assert card
    month = timezone.localtime(article.published_at)
    for path in (card[1], f"/sitemap/{month:%Y-%m}.xml"):
        assert not is_kept(path)
        assert not is_kept(path)
        assert (
            f"article-{article.pk}" in reader.get(path)["Cache-Tag"]
            or "search" in reader.get(path)["Cache-Tag"]
        )


def test_a_new_headline_is_a_new_card_at_once(kept, reader, article, committed):
    def address() -> str:
        found = re.search(
            r'"og:image" content="http://testserver([^"]*)"',
            reader.get(article.get_absolute_url()).content.decode(),
        )
        assert found
        return found[1]

    before = address()
    with committed():
        article.headline = "عنوان آخر"
        article.save()
    assert address() != before
    assert reader.get(before)["Location"] == address()
