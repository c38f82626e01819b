"""Rows of a front before and after an act: what changed, whom it concerns, and putting it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from articles.models import Article, Front, Keyword, Pin, Section, Source, Zone

# The rows of a front by what they are called in an act, those that others hang on first
MODELS: dict[str, type[Zone] | type[Pin]] = {"zone": Zone, "pin": Pin}
_LED_TO: dict[str, type[models.Model]] = {
    "article_id": Article,
    "section_id": Section,
    "keyword_id": Keyword,
    "source_id": Source,
}

type Row = dict[str, Any]
type Rows = dict[tuple[str, int], Row]


def rows_of(front: Front) -> Rows:
    """All zones and pins of a front, as JSON holds them; two queries."""
    stored = {"zone": Zone.objects.filter(front=front), "pin": Pin.objects.filter(zone__front=front)}
    return {(name, row.pk): _row(row) for name, rows in stored.items() for row in rows.order_by("pk")}


def differences(before: Rows, after: Rows) -> list[dict[str, Any]]:
    """What is in one and not in the other, or reads otherwise there."""
    keys = dict.fromkeys([*before, *after])
    return [
        {"row": list(key), "before": before.get(key), "after": after.get(key)}
        for key in keys
        if before.get(key) != after.get(key)
    ]


def concerned(changes: Iterable[dict[str, Any]]) -> set[str]:
    """What an act touched, so that two can be compared: rows, and places of zones."""
    found = set()
    for change in changes:
        name, pk = change["row"]
        found.add(f"{name}-{pk}")
        if name == "pin":
            sides = [side for side in (change["before"], change["after"]) if side]
            found |= {f"place-{side['zone_id']}-{side['place']}" for side in sides}
    return found


def fits(changes: Iterable[dict[str, Any]], now: Rows) -> bool:
    """Whether `now` still holds what the changes made, so that they can be put back."""
    changes = list(changes)
    made = {tuple(change["row"]) for change in changes}
    for change in changes:
        key = (change["row"][0], change["row"][1])
        after, here = change["after"], now.get(key)
        if after is None or here is None:
            if after != here:
                return False
            continue
        changed = [
            name for name in after if change["before"] is None or after[name] != change["before"][name]
        ]
        if any(here[name] != after[name] for name in changed):
            return False
        if key[0] == "zone" and change["before"] is None and _has_others(key[1], now, made):
            return False
    return all(_can_stand(change["before"], now, made) for change in changes)


def put_back(front: Front, changes: Iterable[dict[str, Any]], now: Rows) -> None:
    """Make the rows what they were before `changes`, which fit `now`."""
    ordered = sorted(changes, key=lambda change: list(MODELS).index(change["row"][0]))
    for change in ordered:
        name, pk = change["row"]
        before, after = change["before"], change["after"]
        if before is None:
            continue
        if after is None:
            _unsaved(front, name, pk, before).save(force_insert=True)
        else:
            changed = {field: value for field, value in before.items() if value != after[field]}
            _unsaved(front, name, pk, {**now[name, pk], **changed}).save(force_update=True)
    for change in reversed(ordered):
        if change["before"] is None:
            MODELS[change["row"][0]].objects.filter(pk=change["row"][1]).delete()


def _row(stored: models.Model) -> Row:
    values = {
        column.attname: getattr(stored, column.attname)
        for column in stored._meta.concrete_fields
        if column.attname not in ("id", "front_id")
    }
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _unsaved(front: Front, name: str, pk: int, row: Row) -> models.Model:
    times = {
        column: datetime.fromisoformat(row[column])
        for column in row
        if column.endswith("_at") and row[column]
    }
    own = {"front_id": front.pk} if name == "zone" else {}
    return MODELS[name](pk=pk, **{**row, **times, **own})


def _has_others(zone: int, now: Rows, made: set[tuple[Any, ...]]) -> bool:
    """Whether stories were pinned in a zone by other acts than the one that made it."""
    return any(key[0] == "pin" and row["zone_id"] == zone and key not in made for key, row in now.items())


def _can_stand(row: Row | None, now: Rows, made: set[tuple[Any, ...]]) -> bool:
    """Whether all that a row leads to is there."""
    if row is None:
        return True
    if "zone_id" in row and ("zone", row["zone_id"]) not in {*now, *made}:
        return False
    return all(
        row.get(column) is None or model._default_manager.filter(pk=row[column]).exists()
        for column, model in _LED_TO.items()
    )
