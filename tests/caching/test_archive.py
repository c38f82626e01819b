"""What purges the pages of the archive: a day's own stories, and the first or last story of any day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


def story(**fields: Any) -> Article:
    """One without words, and so a copy of no other."""
    return factories.article(body="", lede="", **fields)


class Shelf:
    """Two days of a month, the month, the year and the whole archive, kept."""

    def __init__(self, is_kept, now) -> None:
        self.is_kept = is_kept
        self.today, self.before = timezone.localtime(now), timezone.localtime(now) - timedelta(days=2)
        self.pages = {
            "today": f"/archive/{self.today:%Y/%m/%d}/",
            "before": f"/archive/{self.before:%Y/%m/%d}/",
            "month": f"/archive/{self.before:%Y/%m}/",
            "year": f"/archive/{self.before:%Y}/",
            "all": "/archive/",
        }

    def look(self) -> None:
        for path in self.pages.values():
            self.is_kept(path)
        assert self.gone() == set()

    def gone(self) -> set[str]:
        return {name for name, path in self.pages.items() if not self.is_kept(path)}


@pytest.fixture
def shelf(kept_here, clock, is_kept) -> Shelf:
    clock.now = clock.now.replace(month=5, day=20)
    made = Shelf(is_kept, clock.now)
    made.first = story(published_at=clock.now - timedelta(hours=3))
    made.old = story(published_at=clock.now - timedelta(days=2))
    made.older = story(published_at=clock.now - timedelta(days=2, hours=1))
    made.look()
    return made


EVERYTHING = {"today", "before", "month", "year", "all"}


def test_one_more_story_of_a_day_is_on_its_page_alone(shelf, clock, committed):
    with committed():
        story(published_at=clock.now)
    assert shelf.gone() == {"today"}
    with committed():
        story(published_at=clock.now - timedelta(days=2, hours=2))
    assert shelf.gone() == {"before"}


def test_the_first_story_of_a_day_is_in_every_calendar(shelf, clock, committed):
    with committed():
        story(published_at=clock.now - timedelta(days=1))
    assert shelf.gone() == EVERYTHING


def test_so_is_the_last_that_goes(shelf, committed):
    with committed():
        shelf.old.status = "withdrawn"
        shelf.old.save()
    assert shelf.gone() == {"before"}
    with committed():
        shelf.older.delete()
    del shelf.pages["before"]
    assert shelf.gone() == EVERYTHING - {"before"}


def test_a_story_that_moves_to_another_day_is_taken_off_its_old_one(shelf, clock, committed):
    with committed():
        shelf.old.published_at = clock.now - timedelta(hours=2)
        shelf.old.save()
    assert shelf.gone() == {"today", "before"}
    with committed():
        shelf.older.published_at = clock.now - timedelta(hours=1, minutes=30)
        shelf.older.save()
    del shelf.pages["before"]
    assert shelf.gone() == EVERYTHING - {"before"}


def test_a_headline_is_where_its_line_is(shelf, committed):
    with committed():
        shelf.old.headline = "عنوان آخر"
        shelf.old.save()
    assert shelf.gone() == {"before"}


def test_a_scheduled_story_is_there_at_its_minute(shelf, clock, reader, committed):
    clock.forward(days=1)
    path = f"/archive/{timezone.localtime(clock.now):%Y/%m/%d}/"
    shelf.look()
    with committed():
        story(published_at=clock.now + timedelta(minutes=5))
    assert reader.get(path).status_code == 404
    assert f'href="{path}"' not in reader.get("/archive/").content.decode()
    clock.forward(minutes=5)
    assert reader.get(path).status_code == 200
    assert f'href="{path}"' in reader.get("/archive/").content.decode()


# --- The next in the section --------------------------------------------------------------------------------


def test_the_next_story_of_the_section_purges_the_page_that_leads_to_it(shelf, clock, is_kept, committed):
    other = factories.section("قسم آخر")
    newest, oldest = shelf.first.get_absolute_url(), shelf.older.get_absolute_url()
    for path in (newest, oldest):
        is_kept(path)

    def gone() -> list[bool]:
        return [not is_kept(path) for path in (newest, oldest)]

    assert gone() == [False, False]
    with committed():  # between them: «newest» leads to it
        between = story(published_at=clock.now - timedelta(hours=5), section=shelf.first.section)
    assert gone() == [True, False]
    with committed():
        between.headline = "عنوان آخر تمامًا"
        between.save()
    assert gone() == [True, False]
    with committed():
        story(published_at=clock.now, section=other)
    assert gone() == [False, False]
    with committed():
        between.status = "withdrawn"
        between.save()
    assert gone() == [True, False]
