"""Acts on fronts: who may, what they change and record, what two editors do at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles.front import acts
from articles.front.log import said
from articles.models import Front, FrontAct, Pin, SectionMember, Zone
from articles.models.front import Fill, Layout
from articles.workflow.acts import Refused
from tests import factories
from tests.front.conftest import STRIP, pinned, standing
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db


def every_act(zones: list[Zone]) -> list[tuple[str, dict]]:
    pin = pinned(zones[1], factories.article())
    story = factories.article()
    return [
        ("pin", {"story": story.pk, "zone": zones[0].pk, "place": 1}),
        ("move", {"pin": pin.pk, "zone": zones[1].pk, "place": 2}),
        ("plan", {"pin": pin.pk, "zone": zones[1].pk, "place": 3, "begins": None, "ends": None}),
        ("unpin", {"pin": pin.pk}),
        ("add_zone", {"values": STRIP}),
        ("change_zone", {"zone": zones[2].pk, "values": {**STRIP, "size": 4}}),
        ("move_zone", {"zone": zones[-1].pk, "position": 0}),
        ("remove_zone", {"zone": zones[-1].pk}),
        ("undo", {"number": 1}),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_act_is_for_those_who_may_arrange(cast, zones, front, role):
    may = role in ("رئيس تحرير", "مدير النظام")
    for name, values in every_act(zones):
        before = FrontAct.objects.count()
        if may:
            act = getattr(acts, name)(None, cast[role], **values)
            assert act.by == cast[role]
            assert act.number == before + 1
            assert said(act)
        else:
            with pytest.raises(PermissionDenied):
                getattr(acts, name)(None, cast[role], **values)
            assert FrontAct.objects.count() == before


def test_who_works_in_some_sections_arranges_their_fronts_only(chief):
    own, other = factories.section("سياسة"), factories.section("رياضة")
    child = factories.section("برلمان", parent=own)
    SectionMember.objects.create(user=chief, section=own)
    for section in (own, child):
        assert acts.add_zone(section.pk, chief, values=STRIP)
    with pytest.raises(PermissionDenied):
        acts.add_zone(other.pk, chief, values=STRIP)
    assert set(Front.objects.exclude(section=None).values_list("section", flat=True)) == {own.pk, child.pk}


def test_pinning_shows_it_and_pinning_again_moves_it(zones, chief):
    story = factories.article(published_at=timezone.now() - timedelta(days=3))
    newest = factories.article()
    act = acts.pin(None, chief, story=story.pk, zone=zones[0].pk, place=1)
    assert standing()[0] == [story.pk]
    assert said(act) == f"ثبّت «{story.headline}» في المكان 1 من «الصدارة»"
    acts.pin(None, chief, story=story.pk, zone=zones[1].pk, place=2)
    assert standing()[:2] == [[newest.pk], [story.pk]]
    assert Pin.objects.count() == 1


def test_moving_within_a_zone_swaps_and_from_another_covers(zones, chief):
    rank = zones[1]
    one, two, three = (factories.article() for _ in range(3))
    first, second = pinned(rank, one, 1), pinned(rank, two, 2)
    acts.move(None, chief, pin=second.pk, zone=rank.pk, place=1)
    assert standing()[1][:2] == [two.pk, one.pk]
    led = pinned(zones[0], three)
    acts.move(None, chief, pin=led.pk, zone=rank.pk, place=1)
    assert standing()[1][:2] == [three.pk, one.pk]
    acts.unpin(None, chief, pin=led.pk)
    assert standing()[1][:2] == [two.pk, one.pk]
    assert first.pk in Pin.objects.values_list("pk", flat=True)


def test_doing_it_twice_records_it_once(zones, chief):
    pin = pinned(zones[1], factories.article(), 2)
    assert acts.move(None, chief, pin=pin.pk, zone=zones[1].pk, place=3)
    assert acts.move(None, chief, pin=pin.pk, zone=zones[1].pk, place=3) is None
    assert acts.move_zone(None, chief, zone=zones[0].pk, position=0) is None
    again = {"story": pin.article_id, "zone": zones[1].pk, "place": 3}
    assert acts.pin(None, chief, **again) is None
    assert FrontAct.objects.count() == 1
    acts.unpin(None, chief, pin=pin.pk)
    with pytest.raises(Refused, match="رُفع"):
        acts.unpin(None, chief, pin=pin.pk)


def test_a_plan_begins_and_ends_at_whole_minutes_that_are_to_come(zones, chief):
    now, lead = timezone.now(), zones[0].pk
    story = factories.article()
    act = acts.pin(
        None,
        chief,
        story=story.pk,
        zone=lead,
        place=1,
        begins=now + timedelta(hours=1, seconds=40),
        ends=now + timedelta(hours=2),
    )
    pin = Pin.objects.get()
    assert (pin.begins_at.second, pin.begins_at.microsecond) == (0, 0)
    assert "، من " in said(act)
    assert "، إلى " in said(act)
    for times, words in (
        ({"begins": now - timedelta(minutes=2)}, "مضى موعد البداية"),
        ({"ends": now - timedelta(minutes=2)}, "مضى موعد النهاية"),
        ({"begins": now + timedelta(hours=2), "ends": now + timedelta(hours=1)}, "بعد أن يبدأ"),
    ):
        with pytest.raises(Refused, match=words):
            acts.pin(None, chief, story=story.pk, zone=lead, place=1, **times)
    with pytest.raises(Refused, match="هذه الخطة موجودة"):
        acts.pin(None, chief, story=story.pk, zone=lead, place=1, begins=pin.begins_at)
    assert Pin.objects.count() == 1


def test_a_running_pin_gets_an_end_and_keeps_its_beginning(zones, chief):
    began = timezone.now() - timedelta(hours=1)
    pin = pinned(zones[0], factories.article(), begins_at=began)
    end = timezone.now() + timedelta(hours=1)
    acts.plan(None, chief, pin=pin.pk, zone=zones[0].pk, place=1, begins=None, ends=end)
    pin.refresh_from_db()
    assert pin.begins_at == began
    assert pin.ends_at == end.replace(second=0, microsecond=0)
    acts.plan(None, chief, pin=pin.pk, zone=zones[0].pk, place=1, begins=None, ends=None)
    pin.refresh_from_db()
    assert pin.ends_at is None


def test_a_plan_that_is_left_as_it_is_changes_nothing(zones, chief):
    begins = (timezone.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    pin = pinned(zones[0], factories.article(), begins_at=begins)
    same = {"pin": pin.pk, "zone": zones[0].pk, "place": 1, "begins": begins, "ends": None}
    assert acts.plan(None, chief, **same) is None
    # Without a beginning it begins now.
    acts.plan(None, chief, **{**same, "begins": None})
    pin.refresh_from_db()
    assert pin.begins_at <= timezone.now()


@pytest.mark.parametrize(("place", "words"), [(0, "الأماكن"), (5, "الأماكن"), (99, "الأماكن")])
def test_a_place_that_a_zone_does_not_have_is_refused(zones, chief, place, words):
    with pytest.raises(Refused, match=words):
        acts.pin(None, chief, story=factories.article().pk, zone=zones[1].pk, place=place)
    assert not Pin.objects.exists()


def test_what_cannot_stand_on_a_page_is_refused_with_the_reason(zones, chief):
    cases = [
        (in_state("withdrawn").pk, zones[0].pk, "مسحوب"),
        (in_state("archived").pk, zones[0].pk, "في الأرشيف"),
        (999_999, zones[0].pk, "لم يعد هذا الخبر موجودًا"),
        (factories.article().pk, zones[-1].pk, "اجعل له منطقة تُرتّبها»، أو أضف لقسمه منطقة جديدة"),
        (factories.article().pk, 999_999, "لم تعد هذه المنطقة"),
    ]
    for story, zone, words in cases:
        with pytest.raises(Refused, match=words):
            acts.pin(None, chief, story=story, zone=zone, place=1)
    assert not FrontAct.objects.exists()


def test_zones_are_added_changed_ordered_and_removed(front, zones, chief):
    section = factories.section("ثقافة")
    act = acts.add_zone(
        None,
        chief,
        values={**STRIP, "fill": Fill.SECTION, "section": section, "keyword": factories.keyword()},
    )
    made = front.zones.last()
    assert (str(made), made.keyword) == ("ثقافة", None)
    assert said(act) == "أضاف المنطقة «ثقافة»"
    acts.move_zone(None, chief, zone=made.pk, position=0)
    assert front.zones.first() == made
    acts.change_zone(None, chief, zone=made.pk, values={**STRIP, "title": "مختارات", "layout": Layout.LEAD})
    made.refresh_from_db()
    assert (str(made), made.size, made.section) == ("مختارات", 1, None)
    acts.remove_zone(None, chief, zone=made.pk)
    assert list(front.zones.all()) == zones


def test_a_rule_needs_what_it_names_and_the_front_page_a_zone(front, zones, chief):
    for fill in (Fill.SECTION, Fill.KEYWORD, Fill.SOURCE):
        with pytest.raises(Refused):
            acts.add_zone(None, chief, values={**STRIP, "fill": fill})
    with pytest.raises(Refused, match="من خبر واحد"):
        acts.add_zone(None, chief, values={**STRIP, "size": 21})
    for zone in zones[1:]:
        acts.remove_zone(None, chief, zone=zone.pk)
    with pytest.raises(Refused, match="بلا منطقة"):
        acts.remove_zone(None, chief, zone=zones[0].pk)
    assert front.zones.count() == 1


def test_a_page_holds_no_more_than_forty_zones(front, chief):
    Zone.objects.bulk_create(Zone(front=front, position=n, fill=Fill.NEWEST) for n in range(4, 40))
    with pytest.raises(Refused, match="40"):
        acts.add_zone(None, chief, values=STRIP)


def test_what_is_long_over_goes_with_the_next_act_and_stays_in_the_log(zones, chief):
    now = timezone.now()
    over = factories.article()
    pinned(zones[0], over, begins_at=now - timedelta(days=3), ends_at=now - timedelta(days=2))
    act = acts.pin(None, chief, story=factories.article().pk, zone=zones[0].pk, place=1)
    assert over.pk not in Pin.objects.values_list("article", flat=True)
    assert [change["row"][0] for change in act.changes] == ["pin"]


# --- Two editors ------------------------------------------------------------------------------------------


def test_acts_of_two_editors_come_together(front, zones, chief):
    other = factories.user(role="رئيس تحرير")
    seen = front.version
    one, two = factories.article(), factories.article()
    acts.pin(None, chief, story=one.pk, zone=zones[0].pk, place=1, seen=seen)
    acts.pin(None, other, story=two.pk, zone=zones[1].pk, place=1, seen=seen)
    acts.change_zone(None, other, zone=zones[2].pk, values={**STRIP, "size": 6}, seen=seen)
    assert standing()[0] == [one.pk]
    assert standing()[1][0] == two.pk
    assert list(front.acts.values_list("number", flat=True)) == [3, 2, 1]


def test_what_somebody_changed_since_is_not_overwritten_unseen(front, zones, chief):
    other = factories.user(role="رئيس تحرير", first_name="سارة")
    mine, theirs = factories.article(), factories.article()
    acts.pin(None, other, story=theirs.pk, zone=zones[0].pk, place=1, seen=0)
    with pytest.raises(Refused, match="غيّر سارة هذا الموضع"):
        acts.pin(None, chief, story=mine.pk, zone=zones[0].pk, place=1, seen=0)
    assert standing()[0] == [theirs.pk]
    acts.change_zone(None, other, zone=zones[1].pk, values={**STRIP, "title": "مختارات"}, seen=1)
    with pytest.raises(Refused, match="غيّر سارة"):
        acts.change_zone(None, chief, zone=zones[1].pk, values={**STRIP, "size": 3}, seen=1)
    # Having seen it, they may.
    assert acts.pin(None, chief, story=mine.pk, zone=zones[0].pk, place=1, seen=2)
    # One's own acts are no surprise.
    assert acts.pin(None, chief, story=factories.article().pk, zone=zones[0].pk, place=1, seen=2)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_recorded_one_after_the_other():
    chiefs = [factories.user(role="رئيس تحرير") for _ in range(2)]
    rank = Zone.objects.get(front__section=None, layout=Layout.RANK)
    stories = [factories.article() for _ in range(2)]
    ready = threading.Barrier(2)
    failed = []

    def work(n: int) -> None:
        try:
            ready.wait()
            acts.pin(None, chiefs[n], story=stories[n].pk, zone=rank.pk, place=n + 1, seen=0)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[n]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert set(rank.pins.values_list("place", "article")) == {(1, stories[0].pk), (2, stories[1].pk)}
    assert list(FrontAct.objects.values_list("number", flat=True)) == [2, 1]
