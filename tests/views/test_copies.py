"""One story in several papers: a line in lists, and the other papers on its page."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from articles.models import Article
from tests import factories
from tests.similar.newsroom import NOW, copy_of, derive, story, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies() -> list[Article]:
    """The same text from a paper, an agency and us, in the order in which they had it."""
    rng = random.Random(6)
    words = topic(rng)
    section = factories.section("اقتصاد")
    paper = story(
        rng, words, section=section, source=factories.source("المرفأ"), published_at=NOW - timedelta(hours=9)
    )
    agency = copy_of(rng, paper, section=section, source=factories.source("وكالة سهيل", kind="agency"))
    own = copy_of(rng, paper, section=section, source=factories.source("السدرة", kind="own"))
    for number, article in enumerate((paper, agency, own)):
        article.published_at = NOW - timedelta(hours=9 - number)
        article.keywords.set(["ميناء الرمال"])
        article.save()
    derive(paper, agency, own)
    return [paper, agency, own]


def shown(reader, path: str, copies: list[Article]) -> list[Article]:
    page = reader.get(path).content.decode()
    return [article for article in copies if f'href="{article.get_absolute_url()}"' in page]


def test_lists_of_several_sources_show_the_best_copy_alone(reader, copies):
    section, keyword = copies[0].section, copies[0].keyword_list[0]
    for path in ("/", section.get_absolute_url(), keyword.get_absolute_url()):
        assert shown(reader, path, copies) == copies[2:], path
    feed = reader.get("/feed.rss").content.decode()
    assert [f"/a/{article.pk}<" in feed for article in copies] == [False, False, True]


def test_the_page_of_a_source_has_its_own_copy(reader, copies):
    for article in copies:
        assert shown(reader, article.source.get_absolute_url(), copies) == [article]


def test_each_copy_names_the_others(reader, copies):
    for article in copies:
        page = reader.get(article.get_absolute_url()).content.decode()
        foot = page[page.index('class="also-in"') :]
        foot = foot[: foot.index("</p>")]
        assert "نُشر أيضاً في" in foot
        assert [other.source.name in foot for other in copies] == [other != article for other in copies]


def test_when_the_best_goes_the_next_one_stands_at_once(reader, copies):
    Article.objects.filter(pk=copies[2].pk).update(status="withdrawn")  # no task has run yet
    assert copies[1] in shown(reader, "/", copies)
    derive(copies[2])
    assert shown(reader, "/", copies) == [copies[1]]


def test_a_scheduled_best_copy_takes_its_place_at_its_minute(reader, copies, monkeypatch):
    minute = NOW + timedelta(hours=1)
    Article.objects.filter(pk=copies[2].pk).update(published_at=minute)
    derive(copies[2])
    assert copies[2] not in shown(reader, "/", copies)
    assert shown(reader, "/", copies)
    monkeypatch.setattr("django.utils.timezone.now", lambda: minute)
    assert shown(reader, "/", copies) == [copies[2]]


def test_a_story_of_its_own_names_nobody(reader, article):
    derive(article)
    assert "also-in" not in reader.get(article.get_absolute_url()).content.decode()
