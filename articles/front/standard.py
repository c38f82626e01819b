"""The front page of a newsroom that has arranged nothing yet."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed

from articles.models.front import Fill, Layout

ZONES: list[dict[str, Any]] = [
    {"layout": Layout.LEAD, "size": 1, "fill": Fill.NEWEST},
    {"layout": Layout.RANK, "size": 4, "fill": Fill.NEWEST},
    {"layout": Layout.LATEST, "size": 8, "fill": Fill.NEWEST},
    {"layout": Layout.LIST, "size": 10, "fill": Fill.READ},
    {"layout": Layout.STRIP, "size": 5, "fill": Fill.EACH},
]


def make_front_page(using: str, apps: Any = installed, **kwargs: Any) -> None:
    """After migrating: the front page is there, as groups' permissions are; one that is there stays.

    Not in a migration: what empties a database (`flush`, some tests) migrates nothing anew. While the tables
    are migrated `apps` are those of the last migration.
    """
    try:
        front, zone = (apps.get_model("articles", name) for name in ("Front", "Zone"))
    except LookupError:  # migrated back to before there were any
        return
    made, is_new = front.objects.using(using).get_or_create(section=None)
    if is_new:
        zone.objects.using(using).bulk_create(
            zone(front=made, position=position, **values) for position, values in enumerate(ZONES)
        )
