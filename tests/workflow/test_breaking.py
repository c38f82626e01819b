"""Breaking news: who may say it, when it ends, and what becomes of it with its story."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import BreakingNews, SectionMember
from articles.workflow import acts, breaking
from articles.workflow.acts import Refused
from articles.workflow.breaking import Lasts
from tests import factories
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = ROLES
TEXT = "هزة أرضية خفيفة شرق مدينة الغدير ولا أنباء عن أضرار"


def told(at=None) -> list[str]:
    return [one.text for one in BreakingNews.objects.running(at)]


@pytest.mark.parametrize("role", ROLES)
def test_the_chief_and_the_administrator_say_it(cast, role):
    running = breaking.announce(cast[CHIEF], "أول الأخبار", Lasts.HOUR)
    doings = [
        lambda: breaking.announce(cast[role], TEXT, Lasts.HOUR),
        lambda: breaking.change(running.pk, cast[role], "نص آخر"),
        lambda: breaking.end(running.pk, cast[role]),
    ]
    for do in doings:
        if role in (CHIEF, ADMINISTRATOR):
            do()
        else:
            with pytest.raises(PermissionDenied):
                do()
    assert told() == ([TEXT] if role in (CHIEF, ADMINISTRATOR) else ["أول الأخبار"])


def test_who_works_in_some_sections_says_it_of_their_stories(cast):
    own, other = factories.section(), factories.section()
    SectionMember.objects.create(user=cast[CHIEF], section=own)
    with pytest.raises(PermissionDenied):
        breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR, factories.article(section=other))
    assert told() == []
    breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR, factories.article(section=own))
    assert told() == [TEXT]


def test_it_ends_by_itself(cast):
    one = breaking.announce(cast[CHIEF], TEXT, Lasts.HALF_AN_HOUR)
    assert told(one.ends_at - timedelta(microseconds=1)) == [TEXT]
    assert told(one.ends_at) == []


def test_the_newest_comes_first_and_the_one_before_it_comes_back(cast):
    breaking.announce(cast[CHIEF], "أول", Lasts.FOUR_HOURS)
    second = breaking.announce(cast[CHIEF], "ثان", Lasts.HOUR)
    assert told() == ["ثان", "أول"]
    assert told(second.ends_at) == ["أول"]


def test_ended_or_over_it_cannot_be_changed_and_the_record_says_who_ended_it(cast):
    one = breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR)
    breaking.end(one.pk, cast[ADMINISTRATOR])
    one.refresh_from_db()
    assert told() == []
    assert (one.made_by, one.ended_by) == (cast[CHIEF], cast[ADMINISTRATOR])
    for again in (
        lambda: breaking.end(one.pk, cast[CHIEF]),
        lambda: breaking.change(one.pk, cast[CHIEF], "ب"),
    ):
        with pytest.raises(Refused, match="انتهى هذا العاجل"):
            again()


def test_changing_mends_the_words_and_may_let_it_last(cast):
    one = breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR)
    assert breaking.change(one.pk, cast[CHIEF], "نص مصحح").ends_at == one.ends_at
    assert breaking.change(one.pk, cast[CHIEF], "نص مصحح", lasts=Lasts.DAY).ends_at > one.ends_at
    assert told() == ["نص مصحح"]


@pytest.mark.parametrize("text", ["", "   ", "ـــ", "\u202e"])
def test_it_says_something(cast, text):
    with pytest.raises(Refused, match="اكتب ما جرى"):
        breaking.announce(cast[CHIEF], text, Lasts.HOUR)


def test_too_long_or_said_already_in_another_spelling(cast):
    with pytest.raises(Refused, match="أطول من 140"):
        breaking.announce(cast[CHIEF], "ا" * 141, Lasts.HOUR)
    breaking.announce(cast[CHIEF], "إغلاق الميناء", Lasts.HOUR)
    with pytest.raises(Refused, match="معروض الآن"):
        breaking.announce(cast[CHIEF], "اغلاق المينـاء", Lasts.HOUR)
    assert len(told()) == 1


def test_a_withdrawn_story_takes_its_line_with_it(cast):
    story = in_state("published")
    breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR, story)
    acts.withdraw(story.pk, cast[CHIEF], "خبر غير صحيح")
    assert told() == []
    story.refresh_from_db()
    with pytest.raises(Refused, match="مسحوب"):
        breaking.announce(cast[CHIEF], TEXT, Lasts.HOUR, story)


def test_the_next_moment_is_the_first_end(cast):
    assert BreakingNews.objects.next_moment(timezone.now()) is None
    breaking.announce(cast[CHIEF], "أول", Lasts.DAY)
    first = breaking.announce(cast[CHIEF], "ثان", Lasts.HOUR)
    assert BreakingNews.objects.next_moment(timezone.now()) == first.ends_at
