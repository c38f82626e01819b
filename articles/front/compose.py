"""What stands on a front at a moment: one step from its zones, their pins and the newest stories of their
rules. Readers' pages and the preview of a coming moment ask for nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from articles.front.pools import LED_FROM, Pool, pool, shows_newest
from articles.lines import Line
from articles.models import Keyword, Pin, Section, Source, Zone
from articles.models.front import Layout
from articles.prepared import Prepared
from articles.querysets import is_public, shown_photo


@dataclass(frozen=True, slots=True)
class Running:
    """A pin that runs, and its story where readers may see it."""

    pk: int
    zone: int
    place: int
    article: int
    story: Line | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A story at a place, and the pin that holds it there (None: it fills the place)."""

    story: Line
    pin: int | None = None


# By zone and place
type Held = dict[tuple[int, int], Standing]


@dataclass(frozen=True, slots=True)
class Shown:
    """A zone, or one strip of a zone that has one for each section, with what stands in it."""

    zone: Zone
    subject: Section | Keyword | Source | None
    places: list[Standing]

    @property
    def stories(self) -> list[Line]:
        return [standing.story for standing in self.places]


@dataclass(frozen=True)
class Composition:
    """A front at a moment."""

    shown: list[Shown] = field(default_factory=list)
    # Articles (ids) that are pinned and that readers may not see
    waiting: list[int] = field(default_factory=list)
    # When the newest story of all appeared; None where a new one need not stand here
    newest_at: datetime | None = None

    @property
    def stories(self) -> list[Line]:
        return [story for shown in self.shown for story in shown.stories]


def compose(section: int | None, at: datetime, sections: Sequence[Section]) -> Composition:
    """The front page (None) or the front of a section (its id) at the moment `at`.

    Pins first, in the order of zones and places; then rules fill the zones in their order with the newest
    that stands nowhere yet. No story stands twice, nor do two copies of one. `sections` are all there are. At
    most four statements, whatever the number of zones.
    """
    zones: list[Zone] = _zones(True, section=section) if section else _zones(False)
    if not zones:
        return Composition()
    rows = _pins(True, at=at, section=section) if section else _pins(False, at=at)
    pins = [_running(row, at) for row in rows]
    held = _held(zones, pins)
    stories = pool(zones, [one.story for one in held.values()], at, sections)
    waiting = [pin.article for pin in pins if pin.story is None]
    newest_at = None
    if shows_newest(zones):
        known = [*stories.newest[:1], *(one.story for one in held.values())]
        newest_at = max((story.published_at for story in known), default=None)
    return Composition(_filled(zones, held, stories, sections), waiting, newest_at)


def key_of(story: Line) -> int:
    """What all copies of a story have in common."""
    return story.copy_of or story.pk


def _held(zones: Sequence[Zone], pins: Sequence[Running]) -> Held:
    """Who holds which place. `pins` of one place come with the last begun first."""
    of_zone = defaultdict(list)
    for pin in pins:
        of_zone[pin.zone].append(pin)
    held: Held = {}
    taken: set[int] = set()
    for zone in zones:
        for pin in of_zone[zone.pk]:
            place = (zone.pk, pin.place)
            if pin.story is None or pin.place > zone.size or place in held or key_of(pin.story) in taken:
                continue
            held[place] = Standing(pin.story, pin.pk)
            taken.add(key_of(pin.story))
    return held


def _filled(zones: Sequence[Zone], held: Held, stories: Pool, sections: Sequence[Section]) -> list[Shown]:
    """The zones in their order: at each place who holds it, else the next story that stands nowhere yet."""
    taken = {key_of(standing.story) for standing in held.values()}
    shown = []
    for zone in zones:
        for subject, candidates in stories.of(zone, sections):
            free = _free(zone, candidates, taken)
            places = []
            for place in range(1, zone.size + 1):
                standing = held.get((zone.pk, place)) or next(free, None)
                if standing:
                    places.append(standing)
            taken.update(key_of(one.story) for one in places)
            shown.append(Shown(zone, subject, places))
    return shown


def _free(zone: Zone, candidates: Sequence[Line], taken: set[int]) -> Iterator[Standing]:
    """Those of `candidates` that stand nowhere yet; where one leads, the newest with a picture."""
    seen = set(taken)
    free = []
    for story in candidates:
        if key_of(story) not in seen:
            seen.add(key_of(story))
            free.append(Standing(story))
    if zone.layout == Layout.LEAD:
        del free[LED_FROM:]
        free.sort(key=lambda standing: standing.story.photo is None)
    return iter(free)


# --- Statements -----------------------------------------------------------------------------------------


@Prepared
def _zones(of_section: bool, section: int = 0) -> QuerySet[Any]:
    zones = Zone.objects.filter(**_of(of_section, "front__section", section))
    return zones.select_related("section", "keyword", "source").defer("keyword__introduction")


@Prepared
def _pins(of_section: bool, at: datetime, section: int = 0) -> QuerySet[Any]:
    """All that run, those of one place together and the last begun first."""
    running = Pin.objects.running(at).filter(**_of(of_section, "zone__front__section", section))
    seen = running.alias(photo=shown_photo(at, "article__lead_photo"))
    columns = ("pk", "zone", "place", "article__status", "article__expires_at", *Line.columns_over("article"))
    return seen.order_by("zone", "place", "-begins_at", "-pk").values_list(*columns)


def _of(of_section: bool, column: str, section: int) -> dict[str, Any]:
    return {column: section} if of_section else {f"{column}__isnull": True}


def _running(row: Sequence[Any], at: datetime) -> Running:
    pk, zone, place, status, expires_at, *columns = row
    article, published_at = columns[0], columns[6]
    is_out = is_public(status, published_at, expires_at, at)
    return Running(pk, zone, place, article, Line.of(columns) if is_out else None)
