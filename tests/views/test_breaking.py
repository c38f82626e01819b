"""The line of breaking news above readers' pages, and how the pages that have it are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow import acts, breaking
from articles.workflow.breaking import Lasts
from tests import factories
from tests.caching.conftest import clock, committed, kept, redis_url  # noqa: F401 - fixtures
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db
TEXT = "هزة أرضية خفيفة شرق مدينة الغدير"


@pytest.fixture
def chief():
    return factories.user(role="رئيس تحرير")


def line(reader, path: str) -> str:
    """What the page has between its masthead and its matter; "" for none."""
    page = reader.get(path).content.decode()
    start = page.find('<aside class="breaking"')
    return page[start : page.index("</aside>", start)] if start >= 0 else ""


def test_it_stands_above_every_page_and_on_none_without_it(reader, chief):
    story = factories.article(keywords=["ميناء"])
    things = [story, story.section, story.source, story.keyword_list[0]]
    pages = ["/", "/search/", "/nothing/", *(thing.get_absolute_url() for thing in things)]
    assert not any(line(reader, path) or "breaking.js" in reader.get(path).content.decode() for path in pages)
    breaking.announce(chief, TEXT, Lasts.HOUR)
    for path in pages:
        assert TEXT in line(reader, path), path
        assert "<a " not in line(reader, path)


def test_it_leads_to_its_story_once_that_is_out(reader, chief):
    story = in_state("approved")
    breaking.announce(chief, TEXT, Lasts.HOUR, story)
    assert TEXT in line(reader, "/")
    assert "<a " not in line(reader, "/")
    acts.publish(story.pk, chief)
    assert f'<a href="{story.get_absolute_url()}">{TEXT}</a>' in line(reader, "/")


def test_its_words_are_text(reader, chief):
    breaking.announce(chief, "<b>x</b> & \u202eقتل Orbitex 3-2", Lasts.HOUR)
    shown = line(reader, "/")
    assert "&lt;" in shown
    assert "<b>" not in shown
    assert "\u202e" not in shown


def test_an_article_costs_no_statement_more(reader, chief, django_assert_num_queries):
    story = factories.article()
    reader.get(story.get_absolute_url())
    breaking.announce(chief, TEXT, Lasts.HOUR, story)
    with django_assert_num_queries(5):
        assert TEXT in line(reader, story.get_absolute_url())


def test_kept_pages_have_it_at_once_and_lose_it_at_its_minute(kept, clock, reader, committed, chief):  # noqa: F811
    story = factories.article()
    pages = ["/", story.get_absolute_url()]
    for path in pages:
        assert not line(reader, path)
    with committed():
        breaking.announce(chief, TEXT, Lasts.HALF_AN_HOUR, story)
    for path in pages:
        assert TEXT in line(reader, path)
    clock.forward(minutes=29, seconds=59)
    for path in pages:
        assert TEXT in line(reader, path)
    clock.forward(seconds=1)
    for path in pages:
        assert not line(reader, path)


@pytest.mark.parametrize("how", ["end", "withdraw", "change"])
def test_kept_pages_follow_the_acts(kept, clock, reader, committed, chief, how):  # noqa: F811
    story = factories.article(published_at=timezone.now() - timedelta(hours=1))
    with committed():
        one = breaking.announce(chief, TEXT, Lasts.DAY, story)
    assert TEXT in line(reader, "/")
    with committed():
        match how:
            case "end":
                breaking.end(one.pk, chief)
            case "withdraw":
                acts.withdraw(story.pk, chief, "خبر غير صحيح")
            case "change":
                breaking.change(one.pk, chief, "نص آخر", story)
    assert TEXT not in line(reader, "/")
    assert ("نص آخر" in line(reader, "/")) == (how == "change")


def test_sections_are_named_beside_it_and_without_it(reader, chief):
    section = factories.section("علوم وتقنية", slug="علوم")
    link = f'<a href="{section.get_absolute_url()}">علوم وتقنية</a>'
    assert link in reader.get("/").content.decode()
    breaking.announce(chief, TEXT, Lasts.HOUR)
    assert link in reader.get("/").content.decode()
