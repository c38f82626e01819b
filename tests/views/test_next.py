"""The next story of the section, at the end of a story."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


def following(reader: Any, story: Any) -> list[str]:
    html = reader.get(story.get_absolute_url()).content.decode()
    nav = re.search(r'<nav class="next-story".*?</nav>', html, re.DOTALL)
    return re.findall(r"<(?:p|a)[^>]*>([^<]+)<", nav[0]) if nav else []


@pytest.fixture
def ago() -> Any:
    now = timezone.now()
    return lambda hours: now - timedelta(hours=hours)


def test_it_is_the_next_older_one_of_the_same_section(reader, ago):
    energy, sport = factories.section("طاقة"), factories.section("رياضة")
    first = factories.article(section=energy, published_at=ago(1))
    factories.article(section=sport, published_at=ago(2))
    second = factories.article(section=energy, published_at=ago(3), headline="الثاني", short_headline="قصير")
    last = factories.article(section=energy, published_at=ago(4), headline="الأخير")
    assert following(reader, first) == ["التالي في طاقة", "قصير"]
    assert following(reader, second) == ["التالي في طاقة", "الأخير"]
    assert following(reader, last) == []


def test_what_readers_may_not_see_is_passed_over(reader, ago):
    section = factories.section("طاقة")
    first = factories.article(section=section, published_at=ago(1))
    factories.article(section=section, published_at=ago(2), status="draft")
    factories.article(section=section, published_at=ago(3), status="withdrawn")
    factories.article(section=section, published_at=ago(4), expires_at=ago(1))
    factories.article(section=section, published_at=ago(5), copy_of=first)
    factories.article(section=section, published_at=ago(-1), headline="لاحق")
    assert following(reader, first) == []
    factories.article(section=section, published_at=ago(6), headline="ظاهر")
    assert following(reader, first) == ["التالي في طاقة", "ظاهر"]


def test_two_of_one_moment_follow_each_other_once(reader, ago):
    section, at = factories.section("طاقة"), ago(1)
    one, two = (factories.article(section=section, published_at=at, headline=name) for name in ("أ", "ب"))
    assert following(reader, two) == ["التالي في طاقة", "أ"]
    assert following(reader, one) == []


def test_copies_are_named_as_before(reader, ago):
    section = factories.section("طاقة")
    best = factories.article(section=section, published_at=ago(1))
    agency = factories.source("الوكالة")
    factories.article(section=section, published_at=ago(2), copy_of=best, source=agency)
    factories.article(section=section, published_at=ago(3), headline="التالي حقًا")
    html = reader.get(best.get_absolute_url()).content.decode()
    assert re.search(r'class="also-in".*الوكالة', html)
    assert following(reader, best) == ["التالي في طاقة", "التالي حقًا"]
