"""Acts on fronts are taken back, and that again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front import acts
from articles.front.log import said
from articles.models import Pin, Zone
from articles.models.front import Fill
from articles.workflow.acts import Refused
from tests import factories
from tests.front.conftest import STRIP, pinned

pytestmark = pytest.mark.django_db


def rows() -> list:
    zones = Zone.objects.order_by("pk").values_list(
        "pk", "position", "title", "layout", "size", "fill", "section", "keyword", "source"
    )
    pins = Pin.objects.order_by("pk").values_list("pk", "zone", "article", "place", "begins_at", "ends_at")
    return [*zones, *pins]


def test_every_act_can_be_taken_back_and_that_too(front, zones, chief):
    pin = pinned(zones[1], factories.article(), 1, ends_at=timezone.now() + timedelta(hours=5))
    pinned(zones[-1], factories.article())
    story = factories.article()
    todo = [
        ("pin", {"story": story.pk, "zone": zones[0].pk, "place": 1}),
        ("pin", {"story": pin.article_id, "zone": zones[2].pk, "place": 1}),
        ("add_zone", {"values": {**STRIP, "title": "جديدة"}}),
        ("change_zone", {"zone": zones[2].pk, "values": {**STRIP, "size": 4}}),
        ("move_zone", {"zone": zones[-1].pk, "position": 0}),
        ("remove_zone", {"zone": zones[-1].pk}),
    ]
    for name, values in todo:
        before = rows()
        act = getattr(acts, name)(None, chief, **values)
        after = rows()
        assert before != after
        back = acts.undo(None, chief, number=act.number)
        assert rows() == before, name
        assert said(back).startswith("تراجع عن: ")
        with pytest.raises(Refused, match="من قبل"):
            acts.undo(None, chief, number=act.number)
        acts.undo(None, chief, number=back.number)
        assert rows() == after, name


def test_several_are_taken_back_one_after_another(zones, chief):
    before = rows()
    made = [
        acts.pin(None, chief, story=factories.article().pk, zone=zones[0].pk, place=1).number
        for _ in range(3)
    ]
    for number in reversed(made):
        acts.undo(None, chief, number=number)
    assert rows() == before


def test_what_was_changed_since_is_not_put_back(zones, chief):
    story = factories.article()
    act = acts.pin(None, chief, story=story.pk, zone=zones[1].pk, place=1)
    pin = Pin.objects.get()
    acts.move(None, chief, pin=pin.pk, zone=zones[1].pk, place=2)
    with pytest.raises(Refused, match="تراجع عن الأحدث أولًا"):
        acts.undo(None, chief, number=act.number)
    assert Pin.objects.get().place == 2


def test_a_zone_into_which_others_pinned_is_not_taken_back_with_their_stories(front, zones, chief):
    act = acts.add_zone(None, chief, values=STRIP)
    acts.pin(None, chief, story=factories.article().pk, zone=front.zones.last().pk, place=1)
    with pytest.raises(Refused):
        acts.undo(None, chief, number=act.number)
    assert Pin.objects.count() == 1


def test_a_pin_of_a_story_that_was_deleted_does_not_come_back(zones, chief):
    story = factories.article()
    pin = pinned(zones[0], story)
    act = acts.unpin(None, chief, pin=pin.pk)
    story.delete()
    with pytest.raises(Refused):
        acts.undo(None, chief, number=act.number)
    with pytest.raises(Refused, match="السجل"):
        acts.undo(None, chief, number=77)


def test_a_merged_keyword_takes_its_zones_along_and_back(bare):
    from articles.authority.acts import merge
    from articles.authority.undo import undo

    keep, gone = factories.keyword("غوغل"), factories.keyword("جوجل")
    (only,) = bare({"fill": Fill.KEYWORD, "keyword": gone})
    act = merge(keep=keep, gone=gone, by=None)
    only.refresh_from_db()
    assert only.keyword == keep
    undo(act=act, by=None)
    only.refresh_from_db()
    assert only.keyword.name == "جوجل"
