"""A story appears and goes at its minute, whoever keeps the page and whenever it was scheduled."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.caching.headers import AT_EDGES, cache_control
from tests import factories

pytestmark = pytest.mark.django_db


def control(header: str) -> dict[str, int]:
    return {name: int(seconds) for name, seconds in re.findall(r"([a-z-]+)=(\d+)", header)}


def shows(reader, path: str, text: str) -> bool:
    return text in reader.get(path).content.decode()


@pytest.mark.parametrize("ahead", [True, False], ids=["scheduled before", "scheduled after it was kept"])
def test_a_scheduled_story_appears_at_its_minute(kept, clock, reader, committed, ahead):
    section = factories.section()
    factories.article(section=section)
    pages = ["/", section.get_absolute_url(), "/feed.rss"]

    def schedule() -> None:
        with committed():
            factories.article(
                section=section, headline="خبر الساعة العاشرة", published_at=clock.now + timedelta(minutes=30)
            )

    if ahead:
        schedule()
    for path in pages:
        assert not shows(reader, path, "خبر الساعة العاشرة")
    if not ahead:
        schedule()
    clock.forward(minutes=29, seconds=59)
    for path in pages:
        assert not shows(reader, path, "خبر الساعة العاشرة")
    clock.forward(seconds=1)
    for path in pages:
        assert shows(reader, path, "خبر الساعة العاشرة"), path


def test_one_that_is_moved_while_it_waits_appears_where_it_is_then(kept, clock, reader, committed):
    one, other = factories.section(), factories.section()
    for section in (one, other):
        reader.get(section.get_absolute_url())
    with committed():
        story = factories.article(
            section=one, headline="خبر ينتقل", published_at=clock.now + timedelta(minutes=20)
        )
    clock.forward(minutes=5)
    with committed():
        story.section = other
        story.save()
    for section in (one, other):
        reader.get(section.get_absolute_url())
    clock.forward(minutes=15)
    assert shows(reader, other.get_absolute_url(), "خبر ينتقل")
    assert not shows(reader, one.get_absolute_url(), "خبر ينتقل")


def test_one_that_expires_goes_at_its_minute(kept, clock, reader, committed):
    story = factories.article(headline="خبر ينتهي")
    elsewhere = factories.section()
    text = {"lede": "", "body": "<p>" + " ".join(f"سفينة{n} ميناء{n}" for n in range(60)) + "</p>"}
    best = factories.article(headline="الأصل", section=story.section, **text)
    copy = factories.article(headline="نسخة تعود", copy_of=best, section=elsewhere, **text)
    pages = ["/", story.section.get_absolute_url(), "/feed.rss"]
    assert not shows(reader, elsewhere.get_absolute_url(), "نسخة تعود")
    for path in pages:
        assert shows(reader, path, "خبر ينتهي")
        assert not shows(reader, path, "نسخة تعود")
    with committed():
        for one in (story, best):
            one.expires_at = clock.now + timedelta(minutes=10)
            one.save()
    for path in (*pages, copy.get_absolute_url()):
        reader.get(path)
    clock.forward(minutes=10)
    for path in pages:
        assert not shows(reader, path, "خبر ينتهي"), path
    for path in ("/", "/feed.rss", elsewhere.get_absolute_url()):
        assert shows(reader, path, "نسخة تعود"), path
    assert not shows(reader, copy.get_absolute_url(), "نُشر أيضاً في")
    assert reader.get(story.get_absolute_url()).status_code == 404


def test_a_title_that_waits_becomes_a_link_at_the_minute_of_its_story(kept, clock, reader, committed):
    page = factories.article()
    factories.related(page, "خبر منتظر", "read_also")
    path = page.get_absolute_url()
    assert shows(reader, path, "خبر منتظر")
    with committed():
        story = factories.article(headline="خبر منتظر", published_at=clock.now + timedelta(minutes=5))
    assert not shows(reader, path, story.get_absolute_url())
    clock.forward(minutes=5)
    assert shows(reader, path, story.get_absolute_url())


def test_pages_name_the_day_and_end_with_it(kept, clock, reader, article):
    clock.now = timezone.localtime(clock.now).replace(hour=23, minute=59, second=30)
    today = reader.get("/").content
    clock.forward(seconds=29)
    assert reader.get("/").content == today
    clock.forward(seconds=1)
    assert reader.get("/").content != today


def test_in_redis_a_page_is_kept_longer_than_a_minute_but_not_than_an_hour(
    redis_url, settings, clock, reader, article, is_kept
):
    settings.CACHE_URL = redis_url
    clock.now = timezone.localtime(clock.now).replace(hour=9)
    assert not is_kept("/")
    clock.forward(minutes=59)
    assert is_kept("/")
    clock.forward(minutes=1)
    assert not is_kept("/")


def test_in_a_process_it_is_kept_until_the_minute_ends(kept_here, clock, article, is_kept):
    clock.forward(seconds=20)
    assert not is_kept("/")
    clock.forward(seconds=39)
    assert is_kept("/")
    clock.forward(seconds=1)
    assert not is_kept("/")


@pytest.mark.parametrize("second", [0, 1, 30, 47, 56, 59, 59.9])
def test_nobody_keeps_it_past_the_whole_minute(clock, second):
    clock.forward(seconds=second)
    left = 60 - second
    for moment in (None, clock.now + timedelta(hours=5)):
        said = control(cache_control(clock.now, moment))
        assert 0 <= said["max-age"] + said["stale-while-revalidate"] <= left
        assert 0 <= said["s-maxage"] + said["stale-while-revalidate"] <= left
        assert said["max-age"] >= left // 2


def test_the_time_that_an_answer_took_is_not_given_away(clock):
    made = clock.now + timedelta(seconds=59)
    clock.forward(seconds=61)  # it was asked for before the minute, and is ready after it
    assert control(cache_control(made))["max-age"] == 0


def test_a_known_moment_within_the_minute_counts(clock):
    said = control(cache_control(clock.now, clock.now + timedelta(seconds=20), purged=True))
    assert said["s-maxage"] + said["stale-while-revalidate"] <= 20
    assert said["max-age"] + said["stale-while-revalidate"] <= 20
    assert said["s-maxage"] + said["stale-if-error"] <= 20


@pytest.mark.parametrize("minutes", [2, 9, 30, 600])
def test_what_we_can_take_back_may_be_kept_until_the_next_moment(clock, minutes):
    moment = clock.now + timedelta(minutes=minutes)
    said = control(cache_control(clock.now, moment, purged=True))
    shared = said["s-maxage"] + said["stale-while-revalidate"]
    assert shared == min(minutes * 60, AT_EDGES.total_seconds())
    assert said["max-age"] + said["stale-while-revalidate"] <= 60
    assert said["s-maxage"] + said["stale-if-error"] <= minutes * 60
    assert said["stale-if-error"] <= 3600


def test_long_lives_outside_need_purges_that_reach_all_processes(redis_url, settings, clock, reader, article):
    clock.now = timezone.localtime(clock.now).replace(hour=9)
    settings.EDGE_CACHES = [("varnish", {"url": "http://127.0.0.1:1/"})]
    settings.CACHE_URL = redis_url
    assert control(reader.get("/")["Cache-Control"])["s-maxage"] == 590
    settings.EDGE_CACHES = []
    assert control(reader.get("/")["Cache-Control"])["s-maxage"] == 50


def test_the_next_moment_is_asked_for_once(kept, clock, reader, committed, django_assert_num_queries):
    one, other = factories.article(), factories.article()

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(path)
        return len([query for query in queries if "MIN(" in query["sql"]])

    assert cost(one.get_absolute_url()) == 5  # stories appear, expire; breaking news, pins, rights end
    assert cost(other.get_absolute_url()) == 0
    with committed():
        factories.article(published_at=clock.now + timedelta(days=1))
    assert cost("/") == 5
