"""Kept pages: an act purges the page that it arranges and no other; what is planned ends them by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.front import acts
from articles.models import Zone
from articles.models.front import Fill, Layout
from tests import factories
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db

LEAD = {"title": "", "layout": Layout.LEAD, "size": 1, "fill": Fill.NONE}


@pytest.fixture
def chief(db):
    return factories.user(role="رئيس تحرير")


@pytest.fixture
def zones(db) -> list[Zone]:
    """Those of the front page that nobody has arranged."""
    return list(Zone.objects.filter(front__section=None))


@pytest.fixture
def room(kept, clock, zones, is_kept):
    """Two sections with stories, and every page of them kept; asking says which are not kept any more."""
    one, two = factories.section("سياسة"), factories.section("رياضة")
    story = factories.article(section=one)
    factories.article(section=two)
    pages = {
        "home": "/",
        "one": one.get_absolute_url(),
        "two": two.get_absolute_url(),
        "story": story.get_absolute_url(),
        "feed": "/feed.rss",
    }

    def gone() -> set[str]:
        return {name for name, path in pages.items() if not is_kept(path)}

    gone()
    assert not gone()
    return one, two, story, gone


def test_each_act_purges_its_front_alone(room, zones, chief, committed):
    one, _two, story, gone = room
    with committed():
        acts.pin(None, chief, story=story.pk, zone=zones[0].pk, place=1)
    assert gone() == {"home"}
    with committed():
        acts.move_zone(None, chief, zone=zones[-1].pk, position=1)
    assert gone() == {"home"}
    with committed():
        acts.undo(None, chief, number=2)
    assert gone() == {"home"}
    with committed():  # the first act on a section that had no front
        made = acts.add_zone(one.pk, chief, values=LEAD)
    assert gone() == {"one"}
    with committed():
        acts.pin(one.pk, chief, story=story.pk, zone=made.front.zones.get().pk, place=1)
    assert gone() == {"one"}


def test_an_act_that_changes_nothing_or_is_refused_purges_nothing(room, zones, chief, committed):
    *_others, gone = room
    with committed():
        acts.move_zone(None, chief, zone=zones[0].pk, position=0)
    assert gone() == set()


def test_a_plan_takes_effect_and_ends_at_its_minutes_on_kept_pages(
    room,
    zones,
    chief,
    clock,
    reader,
    committed,
):
    _one, two, _story, _gone = room
    old = factories.article(section=two, headline="خبر الخطة", published_at=clock.now - timedelta(days=40))

    def leads() -> bool:
        html = reader.get("/").content.decode()
        return old.get_absolute_url() in html[html.index("front-lead") : html.index("front-rank")]

    assert not leads()
    with committed():
        acts.pin(
            None,
            chief,
            story=old.pk,
            zone=zones[0].pk,
            place=1,
            begins=clock.now + timedelta(minutes=30),
            ends=clock.now + timedelta(minutes=50),
        )
    assert not leads()
    clock.forward(minutes=29, seconds=59)
    assert not leads()
    clock.forward(seconds=1)
    assert leads()
    clock.forward(minutes=19, seconds=59)
    assert leads()
    clock.forward(seconds=1)
    assert not leads()


def test_what_is_pinned_before_it_is_out_appears_when_it_is_and_goes_with_it(
    room,
    chief,
    clock,
    reader,
    committed,
):
    one, two, _story, gone = room
    draft = in_state("approved", section=two, headline="خبر ينتظر", source=factories.source("وكالة"))
    with committed():
        made = acts.add_zone(one.pk, chief, values=LEAD)
        acts.pin(one.pk, chief, story=draft.pk, zone=made.front.zones.get().pk, place=1)
    path = one.get_absolute_url()
    assert "خبر ينتظر" not in reader.get(path).content.decode()
    gone()
    with committed():
        draft.status, draft.published_at = "published", clock.now
        draft.save()
    assert "خبر ينتظر" in reader.get(path).content.decode()
    with committed():
        draft.status = "withdrawn"
        draft.save()
    assert "خبر ينتظر" not in reader.get(path).content.decode()
    with committed():
        draft.status, draft.published_at = "published", clock.now + timedelta(minutes=5)
        draft.save()
    assert "خبر ينتظر" not in reader.get(path).content.decode()
    clock.forward(minutes=5)
    assert "خبر ينتظر" in reader.get(path).content.decode()


def test_a_zone_of_a_keyword_or_source_follows_its_list(room, chief, clock, reader, committed):
    one, two, _story, _gone = room
    keyword, agency = factories.keyword("الميناء"), factories.source("الوكالة")
    with committed():
        for values in ({"fill": Fill.KEYWORD, "keyword": keyword}, {"fill": Fill.SOURCE, "source": agency}):
            acts.add_zone(one.pk, chief, values={**LEAD, "layout": Layout.LIST, "size": 4, **values})
    path = one.get_absolute_url()
    elsewhere = factories.article(section=two, headline="خبر له كلمة")
    reader.get(path)
    with committed():
        elsewhere.keywords.set(["الميناء"])
    assert "خبر له كلمة" in reader.get(path).content.decode()
    with committed():
        factories.article(
            section=two,
            source=agency,
            headline="خبر من الوكالة",
            body="<p>كلام لم يقله غيره.</p>",
            published_at=clock.now,
        )
    assert "خبر من الوكالة" in reader.get(path).content.decode()


def test_a_zone_of_films_or_galleries_follows_the_texts(room, chief, reader, committed):
    one, two, _story, _gone = room
    old = factories.article(section=two, headline="خبر قديم صار له مقطع")
    with committed():
        acts.add_zone(one.pk, chief, values={**LEAD, "layout": Layout.LIST, "size": 4, "fill": Fill.FILM})
    path = one.get_absolute_url()
    assert "بالفيديو" not in reader.get(path).content.decode()
    with committed():
        old.body += '<figure data-embed="https://www.youtube.com/watch?v=KasAlSahel0"></figure>'
        old.save()
    page = reader.get(path).content.decode()
    assert "بالفيديو" in page
    assert "خبر قديم صار له مقطع" in page
