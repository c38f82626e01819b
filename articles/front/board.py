"""A front as the desk shows it: who stands where and why, what waits and why it is not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.front.compose import Composition, Shown, Standing, compose
from articles.lines import Line
from articles.models import Pin, Section, Zone
from articles.models.front import Fill
from articles.models.status import State, state_of
from articles.times import clock

_SAID = ("headline", "status", "published_at", "expires_at")


@dataclass(frozen=True, slots=True)
class Row:
    """A place of a zone and the story that stands there; `pin` holds it (None: the rule put it there)."""

    place: int
    story: Line
    pin: Pin | None


@dataclass(frozen=True, slots=True)
class Aside:
    """A pin that is not seen now: whether it is yet to begin, and why in words."""

    pin: Pin
    state: State
    is_planned: bool
    why: str


@dataclass(frozen=True, slots=True)
class Board:
    """A zone: what stands in it, or its strips where it has one for each section, and what waits."""

    zone: Zone
    rows: list[Row]
    strips: list[Shown]
    asides: list[Aside]

    @property
    def is_for_each(self) -> bool:
        return self.zone.fill == Fill.EACH

    @property
    def lacks_subject(self) -> bool:
        """Whether its rule names what was deleted."""
        return self.zone.fill in (Fill.SECTION, Fill.KEYWORD, Fill.SOURCE) and self.zone.subject is None


def boards(section: int | None, at: datetime, sections: Sequence[Section]) -> list[Board]:
    """The front page (None) or the front of a section, zone by zone, as it is at the moment `at`."""
    of: dict[str, Any] = {"front__section": section} if section else {"front__section__isnull": True}
    zones = list(Zone.objects.filter(**of).select_related("section", "keyword", "source"))
    pins = _pins(zones, at)
    composition = compose(section, at, sections) if zones else Composition()
    shown = defaultdict(list)
    for one in composition.shown:
        shown[one.zone.pk].append(one)
    of_zone = defaultdict(list)
    for pin in pins.values():
        of_zone[pin.zone_id].append(pin)
    return [_board(zone, shown[zone.pk], of_zone[zone.pk], pins, at) for zone in zones]


def _pins(zones: Sequence[Zone], at: datetime) -> dict[int, Pin]:
    """Those that run or are yet to begin, in the order of places and beginnings."""
    left = Pin.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), zone__in=zones)
    said = left.select_related("article").only(
        "zone", "place", "begins_at", "ends_at", *(f"article__{name}" for name in _SAID)
    )
    return {pin.pk: pin for pin in said.order_by("place", "begins_at", "pk")}


def _board(zone: Zone, shown: list[Shown], own: list[Pin], pins: dict[int, Pin], at: datetime) -> Board:
    if zone.fill == Fill.EACH:
        return Board(zone, [], shown, [])
    standing = shown[0].places if shown else []
    rows = [
        Row(place, one.story, pins.get(one.pin) if one.pin else None)
        for place, one in enumerate(standing, start=1)
    ]
    seen = {one.pin for one in standing}
    asides = [
        Aside(pin, state_of(pin.article, at), pin.begins_at > at, _why(pin, zone, standing, own, at))
        for pin in own
        if pin.pk not in seen
    ]
    return Board(zone, rows, [], sorted(asides, key=lambda aside: (aside.is_planned, aside.pin.begins_at)))


def _why(pin: Pin, zone: Zone, standing: Sequence[Standing], own: Sequence[Pin], at: datetime) -> str:
    """Why a pin of `zone` is not seen at the moment `at`, and what will let it be seen."""
    if pin.begins_at > at:
        return _planned(pin, own)
    if pin.place > zone.size:
        return _("المنطقة أصغر من مكانه. كبّرها، أو انقله.")
    state = state_of(pin.article, at)
    if state == State.SCHEDULED and pin.article.published_at:
        return _("ينتظر نشره %(at)s، ويملأ غيره مكانه إلى ذلك.") % {"at": clock(pin.article.published_at)}
    if state != State.PUBLISHED:
        return _("لا يراه القراء: %(state)s. يملأ غيره مكانه.") % {"state": state.label}
    by_pin = {one.pin: one.story for one in standing if one.pin}
    over = [other for other in own if other.place == pin.place and other.pk in by_pin]
    if over:
        until = over[0].ends_at
        words = {"story": by_pin[over[0].pk].headline, "at": clock(until) if until else ""}
        if until:
            return _("ثُبّت بعده «%(story)s» في مكانه، ويعود هذا حين ينتهي ذاك %(at)s.") % words
        return _("ثُبّت بعده «%(story)s» في مكانه، ويعود هذا حين يُرفع ذاك.") % words
    return _("الخبر، أو نسخة منه، مثبت في مكان آخر من الصفحة.")


def _planned(pin: Pin, own: Sequence[Pin]) -> str:
    """When it begins and ends, and over whom it will stand."""
    words = _("يبدأ %(begins)s") % {"begins": clock(pin.begins_at)}
    if pin.ends_at:
        words += _("، وينتهي %(ends)s") % {"ends": clock(pin.ends_at)}
    under = [
        other
        for other in own
        if other.place == pin.place
        and other.begins_at < pin.begins_at
        and (other.ends_at is None or other.ends_at > pin.begins_at)
    ]
    if under:
        words += _("، فوق «%(story)s»") % {"story": under[-1].article.headline}
    return f"{words}."
