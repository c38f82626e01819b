"""What corrections purge: their story, its feeds, and the pages of all corrections."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from articles.models import Correction
from tests import factories
from tests.caching.newsroom import HEADS

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(newsroom, reader, clock) -> Any:
    """With pages of corrections: the newest of them, its feed, and one of old ones."""
    for n in range(25):
        Correction.objects.create(
            article=newsroom.old, text=f"تصويب {n}", issued_at=clock.now - timedelta(days=2, minutes=n)
        )
    newsroom.first = Correction.objects.create(
        article=newsroom.other, text="كان الرقم خطأ.", issued_at=clock.now
    )
    newsroom.pages |= {"corrections": "/corrections/", "corrections feed": "/corrections/feed.atom"}
    older = re.search(r'rel="next" href="([^"]*)"', reader.get("/corrections/").content.decode())
    newsroom.pages["corrections deep"] = f"/corrections/{older[1]}"
    newsroom.look_at_all()
    return newsroom


NEWEST = {"corrections", "corrections feed"}


def test_a_correction_is_on_its_story_in_feeds_and_on_the_newest_page(corrected, clock, committed):
    with committed():
        Correction.objects.create(article=corrected.old, text="خطأ.", issued_at=clock.now)
    assert corrected.gone() == NEWEST | {"old", "feed", "ships feed"}


def test_an_amended_one_is_where_it_stands(corrected, committed):
    deep_one = Correction.objects.order_by("issued_at").first()
    with committed():
        deep_one.text = "نص آخر"
        deep_one.save()
    assert corrected.gone() == {"corrections deep", "old", "feed", "ships feed"}
    with committed():
        corrected.first.text = "نص آخر"
        corrected.first.save()
    assert corrected.gone() == NEWEST | {"other", "feed", "ball feed"}


def test_a_story_that_leaves_takes_its_corrections_along_and_brings_them_back(corrected, committed):
    with committed():
        corrected.other.status = "archived"
        corrected.other.save()
    lists = {"sport", "agency", "ball"}
    assert corrected.gone() == HEADS | lists | {"other", "ball feed"} | NEWEST
    with committed():
        corrected.other.status = "published"
        corrected.other.save()
    # It may have had others that stand deeper.
    assert {"corrections deep", *NEWEST} <= corrected.gone()


def test_a_story_without_any_touches_none(corrected, clock, committed):
    with committed():
        story = factories.article(section=corrected.sport, source=corrected.agency, published_at=clock.now)
    with committed():
        story.status = "withdrawn"
        story.save()
    assert not corrected.gone() & {*NEWEST, "corrections deep"}


def test_a_headline_is_where_its_corrections_are(corrected, committed):
    with committed():
        corrected.other.headline = "عنوان آخر للملعب"
        corrected.other.save()
    assert corrected.gone() & {*NEWEST, "corrections deep"} == NEWEST
