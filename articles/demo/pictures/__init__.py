"""Flat, screen-print style illustrations for the demo newspaper: ``draw(scene, seed)``."""

from PIL import Image

from articles.demo.pictures.country import desert, farm, mountains, observatory, railway, sea, turbines
from articles.demo.pictures.sheet import Sheet
from articles.demo.pictures.signs import harbour_emblem, portrait, star_emblem
from articles.demo.pictures.towns import city, harbour, library, market, stadium

DRAWERS = {
    f.__name__: f
    for f in (
        city,
        harbour,
        desert,
        mountains,
        stadium,
        observatory,
        market,
        farm,
        sea,
        railway,
        library,
        turbines,
        portrait,
        harbour_emblem,
        star_emblem,
    )
}
SCENES: tuple[str, ...] = tuple(DRAWERS)


def draw(scene: str, seed: int) -> Image.Image:
    """The 1600x900 picture of a scene, always the same for the same seed."""
    if scene not in DRAWERS:
        raise ValueError(f"unknown scene {scene!r}; known scenes: {', '.join(SCENES)}")
    sheet = Sheet(scene, seed)
    DRAWERS[scene](sheet)
    return sheet.finish()
