"""What every public answer says, whatever its status: what it is, what it shows, how long it may be kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from articles.caching.headers import cache_control
from articles.models import OldAddress
from tests import factories
from tests.caching.conftest import Clock

pytestmark = pytest.mark.django_db

IN_ADVANCE = timedelta(minutes=3)


@pytest.fixture
def answers(clock: Clock, committed: Any) -> list[tuple[str, int]]:
    """Addresses of every kind, and what they answer; a story appears in three minutes."""
    story = factories.article(keywords=["ميناء"], authors=[factories.author()])
    withdrawn = factories.article(status="withdrawn", first_published_at=clock.now)
    OldAddress.objects.create(path="/old.php", article=story)
    with committed():
        factories.article(published_at=clock.now + IN_ADVANCE)
    month = timezone.localtime(clock.now)
    keyword = story.keyword_list[0]
    return [
        ("/", 200),
        (story.get_absolute_url(), 200),
        (story.section.get_absolute_url(), 200),
        ("/search/?q=خبر", 200),
        ("/search/suggest/?q=خ", 200),
        ("/latest.json", 200),
        *((f"{keyword.get_absolute_url()}feed.{form}", 200) for form in ("rss", "atom", "json")),
        (f"/search/feed.rss?q={story.headline}", 200),
        ("/sitemap.xml", 200),
        (f"/sitemap/{month:%Y-%m}.xml", 200),
        ("/news-sitemap.xml", 200),
        ("/robots.txt", 200),
        ("/opensearch.xml", 200),
        (f"/a/{story.pk}", 301),
        (f"/article/{story.pk}/wrong/", 301),
        (f"/article/{story.pk}", 301),
        ("/old.php", 301),
        ("/favicon.ico", 302),
        (f"/card/{story.pk}-{'0' * 20}.jpg", 302),
        ("/search/feed.rss", 400),
        ("/feeds/mix.rss?sections=" + ",".join(f"s{n}" for n in range(200)), 400),
        ("/nowhere/", 404),
        ("/article/999/x/", 404),
        ("/search/?q=خبر&page=99", 404),
        ("/sitemap/1999-01.xml", 404),
        (withdrawn.get_absolute_url(), 410),
        (f"/card/{withdrawn.pk}-{'0' * 20}.jpg", 410),
    ]


@pytest.fixture(params=["off", "locmem", "redis, purged"])
def cached(request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Any) -> str:
    """No page cache; one in the process; one for all machines, with a cache in front that we purge."""
    settings.CACHE_VERSIONS = tmp_path / "versions"
    settings.CACHE_URL = "off" if request.param == "off" else "locmem://"
    if request.param.startswith("redis"):
        settings.CACHE_URL = request.getfixturevalue("redis_url") + "?client_name=every"
        settings.EDGE_CACHES = [("varnish", {"url": "http://127.0.0.1:1/"})]
    return request.param


def test_it_has_an_etag_tags_and_a_life_that_ends_before_anything_changes(cached, answers, clock, reader):
    clock.forward(seconds=5)
    for path, status in answers:
        for again in (False, True):
            response = reader.get(path)
            where = f"{path} {again}"
            assert response.status_code == status, where
            assert response.streaming or re.fullmatch(r'W/"[0-9a-f]{32}"', response["ETag"]), where
            assert response["Surrogate-Key"].split()[0] == "all", where
            assert response["Cache-Tag"] == ",".join(response["Surrogate-Key"].split()), where
            assert not response.cookies, where
            assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding", where
            said = {
                name: int(seconds)
                for name, seconds in re.findall(r"([a-z-]+)=(\d+)", response["Cache-Control"])
            }
            assert {*said} == {"max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"}, where
            assert 0 < said["max-age"] + said["stale-while-revalidate"] <= 55, where
            for stale in ("stale-while-revalidate", "stale-if-error"):
                assert said[stale] > 0, where
                assert said["s-maxage"] + said[stale] <= IN_ADVANCE.total_seconds() - 5, where
            if cached == "off" or status != 200:  # nobody knows what comes next
                assert said["s-maxage"] + said["stale-if-error"] <= 55, where


def test_another_target_is_another_answer(reader):
    one, other = factories.article(), factories.article()
    tags = {reader.get(f"/a/{pk}")["ETag"] for pk in (one.pk, other.pk)}
    assert len(tags) == 2


def test_an_answer_that_ends_by_itself_stands_in_for_none_after_that(clock):
    said = cache_control(clock.now, ends=clock.now + timedelta(seconds=20))
    assert said == "public, max-age=15, s-maxage=15, stale-while-revalidate=5, stale-if-error=5"
