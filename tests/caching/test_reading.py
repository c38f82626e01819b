"""What changes of the newest and of the most read purge: exactly the pages that show it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Article, Zone
from articles.models.front import Fill, Layout
from articles.reading.ranking import rank
from tests import factories
from tests.reading.conftest import were_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(kept, clock, is_kept):
    """Two sections with stories that are read, pages that show them, and which of these are not kept."""
    economy, sport = factories.section("اقتصاد"), factories.section("رياضة")
    harbour, agency = factories.source("المرفأ"), factories.source("الوكالة")
    made = [
        factories.article(section=economy, source=harbour, published_at=clock.now - timedelta(hours=n + 2))
        for n in range(4)
    ]
    were_read({story: 10 - n for n, story in enumerate(made)})
    goal = factories.article(section=sport, source=agency)
    for days in (1, 7, 30):
        rank(days)
    for story in (*made, goal):  # no copies of one text
        Article.objects.filter(pk=story.pk).update(
            body=f"<p>{' '.join(f'{story.pk}ك{n}' for n in range(9))}</p>"
        )
    pages = {
        "home": "/",
        "day": "/most-read/",
        "week": "/most-read/?days=7",
        "month": "/most-read/?days=30",
        "latest": "/latest.json",
        "economy": economy.get_absolute_url(),
        "economy latest": f"{economy.get_absolute_url()}latest.json",
        "sport": sport.get_absolute_url(),
        "sport latest": f"{sport.get_absolute_url()}latest.json",
        "feed": "/feed.rss",
    }

    def gone() -> set[str]:
        return {name for name, path in pages.items() if not is_kept(path)}

    gone()
    assert not gone()
    return made, goal, gone


def test_another_ranking_purges_its_page_and_the_fronts_that_show_it(room, clock, committed, renewed):
    _made, goal, gone = room
    clock.forward(seconds=10)
    were_read({goal: 99})
    with committed():
        rank(7)
    assert set().union(*renewed) == {"read-7"}
    assert gone() == {"week"}
    with committed():
        rank(1)
    assert gone() == {"day", "home"}
    with committed():
        rank(1)
    assert gone() == set()


def test_a_front_without_the_zone_does_not_care(room, committed):
    _made, goal, gone = room
    Zone.objects.filter(fill=Fill.READ).delete()
    with committed():
        Zone.objects.first().front.acts.create(number=1, kind="undo")
    assert gone() == {"home"}
    were_read({goal: 99})
    with committed():
        rank(1)
    assert gone() == {"day"}


def test_a_new_story_is_told_where_the_newest_end_of_its_lists_is(room, clock, committed):
    made, _goal, gone = room
    with committed():
        factories.article(
            section=made[0].section, source=made[0].source, published_at=clock.now, body="", lede=""
        )
    assert gone() == {"home", "economy", "economy latest", "latest", "feed"}


def test_what_is_withdrawn_leaves_them_at_once(room, committed, reader):
    made, _goal, gone = room
    with committed():
        made[1].status = "withdrawn"
        made[1].save()
    assert gone() == {"home", "day", "week", "month", "latest", "economy", "economy latest", "feed"}
    assert made[1].headline not in reader.get("/most-read/").content.decode()
    assert len(reader.get("/latest.json").json()["stories"]) == 4


def test_a_story_appears_and_expires_at_its_minute(room, clock, committed, reader):
    made, goal, _gone = room
    with committed():
        made[0].expires_at = clock.now + timedelta(minutes=10)
        made[0].save()
        factories.article(
            section=goal.section, published_at=clock.now + timedelta(minutes=5), body="", lede=""
        )
    assert made[0].headline in reader.get("/most-read/").content.decode()
    before = len(reader.get("/latest.json").json()["stories"])
    clock.forward(minutes=5)
    assert len(reader.get("/latest.json").json()["stories"]) == before + 1
    assert made[0].headline in reader.get("/most-read/").content.decode()
    clock.forward(minutes=5)
    assert made[0].headline not in reader.get("/most-read/").content.decode()
    assert len(reader.get("/latest.json").json()["stories"]) == before


def test_windows_are_other_pages_and_nothing_else_of_the_address_is(room, is_kept):
    assert is_kept("/most-read/?utm_source=x")
    assert is_kept("/latest.json?since=5")


def test_a_zone_of_a_section_front_is_purged_with_the_ranking(room, committed, is_kept):
    from articles.models import Front

    _made, goal, gone = room
    with committed():
        front = Front.objects.create(section=goal.section)
        Zone.objects.create(front=front, fill=Fill.READ, layout=Layout.LIST)
        front.acts.create(number=1, kind="add-zone")
    assert gone() == {"sport"}
    were_read({goal: 99})
    with committed():
        rank(1)
    assert gone() == {"day", "home", "sport"}
