from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from articles.front.compose import compose
from articles.models import Article, Front, Pin, Section, Zone
from articles.models.front import Fill, Layout
from tests import factories
from tests.workflow.conftest import cast  # noqa: F401 - the same people

STRIP = {"title": "", "layout": Layout.STRIP, "size": 5, "fill": Fill.NEWEST}


@pytest.fixture
def chief(db: None) -> Any:
    return factories.user("huda", role="رئيس تحرير", first_name="هدى")


@pytest.fixture
def front(db: None) -> Front:
    """The front page, as a newsroom has it that has arranged nothing."""
    return Front.objects.get(section=None)


@pytest.fixture
def zones(front: Front) -> list[Zone]:
    """Its lead, second rank, list of the newest, most read, and strips of sections."""
    return list(front.zones.all())


@pytest.fixture
def bare(front: Front) -> Callable[..., list[Zone]]:
    """The front page with these zones in place of its own."""

    def make(*values: dict[str, Any]) -> list[Zone]:
        front.zones.all().delete()
        return [zone(front, position=n, **one) for n, one in enumerate(values)]

    return make


def zone(front: Front, **values: Any) -> Zone:
    defaults = {"layout": Layout.STRIP, "size": 3, "fill": Fill.NEWEST}
    return Zone.objects.create(front=front, **{**defaults, **values})


def pinned(zone: Zone, article: Article, place: int = 1, **times: Any) -> Pin:
    begins = times.pop("begins_at", timezone.now())
    return Pin.objects.create(zone=zone, article=article, place=place, begins_at=begins, **times)


def standing(at: datetime | None = None, section: int | None = None) -> list[list[int]]:
    """The ids of the stories that stand in each zone, or strip of one."""
    composed = compose(section, at or timezone.now(), list(Section.objects.all()))
    return [[story.pk for story in shown.stories] for shown in composed.shown]
