"""The photos of the demo newsroom: each said once, drawn when something first asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from articles.demo.pictures import draw
from articles.media.images import store_picture
from articles.models import Photo

# As a body of the demo names a picture: by its scene and its seed, «sea-3»
_NAMED = re.compile(r'data-photo="([a-z_]+-\d+)"')


class Photos:
    """Those that are `said`: scene, seed and words; perhaps a `width`, and `rights_hours` from `now` on."""

    def __init__(self, said: Iterable[dict[str, Any]], now: datetime) -> None:
        self._said = {name_of(one): one for one in said}
        self._made: dict[str, Photo] = {}
        self._now = now

    def called(self, name: str) -> Photo:
        """The photo of that name, stored; KeyError where none is said."""
        if name not in self._made:
            self._made[name] = self._drawn(self._said[name])
        return self._made[name]

    def placed(self, body: str) -> str:
        """`body` with the numbers of its photos in place of their names."""
        return _NAMED.sub(lambda found: f'data-photo="{self.called(found[1]).pk}"', body)

    def _drawn(self, said: dict[str, Any]) -> Photo:
        photo = Photo(alt=said["alt"], caption=said.get("caption", ""), credit=said.get("credit", ""))
        photo.licence = said.get("licence", "")
        if "rights_hours" in said:
            photo.rights_expire_at = self._now + timedelta(hours=said["rights_hours"])
        picture = draw(said["scene"], said["seed"])
        if "width" in said:
            picture.thumbnail((said["width"], said["width"]))
        photo.store(store_picture(picture))
        return photo


def name_of(said: dict[str, Any]) -> str:
    """What a photo is called: «sea-3»."""
    return f"{said['scene']}-{said['seed']}"
