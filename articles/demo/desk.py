"""What the editors of the demo newsroom did besides writing: breaking news, pins, recordings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from articles.media.audio import check_audio
from articles.models import Article, BreakingNews, Pin, Recording, Zone

_SOUNDS = Path(__file__).parent / "sounds"


def load_desk(desk: dict[str, Any], new: Mapping[str, Article], now: datetime) -> None:
    """Do what `desk` says of the stories in `new`, by their keys: what was here keeps what it has."""
    for row in desk["breaking"]:
        if story := new.get(row["story"]):
            ends = now + timedelta(hours=row["hours"])
            BreakingNews.objects.create(text=row["text"], article=story, began_at=now, ends_at=ends)
    for row in desk["recording"]:
        if story := new.get(row["story"]):
            _load_recording(story, _SOUNDS / row["file"])
    for row in desk["pin"]:
        if story := new.get(row["story"]):
            _load_pin(row, story, now)


def _load_recording(story: Article, path: Path) -> None:
    with path.open("rb") as file:
        audio = check_audio(file, path.name, path.stat().st_size)
        name = default_storage.save(audio.name, File(audio.file))
    Recording.objects.create(
        article=story, file=name, content_type=audio.content_type, size=audio.size, seconds=audio.seconds
    )


def _load_pin(row: dict[str, Any], story: Article, now: datetime) -> None:
    """Into the first zone of that look of the front page, where nobody has arranged it."""
    zone = Zone.objects.filter(front__section=None, front__version=0, layout=row["layout"]).first()
    if zone is None:
        return
    begins, ends = (
        (now + timedelta(hours=row[name])).replace(second=0, microsecond=0) if name in row else None
        for name in ("begins_hours", "ends_hours")
    )
    Pin.objects.create(zone=zone, article=story, place=row["place"], begins_at=begins or now, ends_at=ends)
