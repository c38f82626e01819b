"""A stored picture as pages name it, and the names of its renditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.core.files.storage import default_storage

# To be raised when renditions are made in another way: `manage.py make_renditions` then makes all anew.
RECIPE = 3
# A version has its recipe above these bits. The first recipe stood inside them: what it made counts as 0.
_BITS = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """A cut of a picture: `ratio` as width and height (None: all of it), and the widths it comes in.

    `first_widths` are those of the first recipe, where they were others.
    """

    key: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    first_widths: tuple[int, ...] = ()


# All of it stands over a text; wide cuts lead lists, in boxes of up to 50rem, and twice that on fine screens.
# 768 fills the screen of a phone that has 360 to 412 pixels, each of nearly two dots.
# The others stand in boxes of 8rem, or 20rem at most: a pixel for each on a plain screen, three on a fine.
FULL = Shape("full", None, (320, 768, 1280, 2000))
WIDE = Shape("16x9", (16, 9), (320, 768, 1280, 2000))
CLASSIC = Shape("4x3", (4, 3), (160, 320, 640, 960), (320, 640))
SQUARE = Shape("1x1", (1, 1), (160, 320, 640, 960), (320, 640))
SHAPES = {shape.key: shape for shape in (FULL, WIDE, CLASSIC, SQUARE)}


def rendition_version(focal_x: float, focal_y: float) -> int:
    """A number that differs whenever renditions would: by it their names, and so their addresses, do."""
    return RECIPE << _BITS | crc32(f"{focal_x:.4f} {focal_y:.4f}".encode())


def rendition_prefix(name: str, version: int, shape: Shape) -> str:
    """What the names of these renditions begin with, a width and «.webp» or «.avif» follow.

    `name` is the storage name of the original, or its address.
    """
    return f"{folder_of(name)}/{version:x}-{shape.key}-"


def folder_of(name: str) -> str:
    """Where the renditions of the original at `name` lie."""
    folder, dot, _extension = name.rpartition(".")
    if not dot:
        raise ValueError(f"no picture is called {name!r}")
    return folder


def original_of(name: str) -> str:
    """The original of what is stored at `name`, which may be a rendition, or the original itself."""
    folder = name.rpartition("/")[0]
    return f"{folder}.jpg" if "/" in folder else name


def box_of(width: int, height: int, shape: Shape) -> tuple[int, int]:
    """Size of the largest cut of that shape."""
    if shape.ratio is None:
        return width, height
    across, down = shape.ratio
    return min(width, max(1, height * across // down)), min(height, max(1, width * down // across))


def widths_of(across: int, shape: Shape, version: int) -> tuple[int, ...]:
    """The widths that a cut `across` pixels wide has in that version: the shape's, never more than it has."""
    widths = shape.widths if version >> _BITS else shape.first_widths or shape.widths
    whole = (across,) if across < widths[-1] else ()
    return *(width for width in widths if width <= across and width not in whole), *whole


@dataclass(frozen=True, slots=True)
class Sources:
    """One cut of a picture as an <img> and its <picture> name it; no `avif`: there is nothing but `src`."""

    src: str
    width: int
    height: int
    avif: str = ""
    webp: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """What pages say of a picture; `name` is the storage name of its original, a JPEG.

    Renditions lie beside their original and pictures are public, so their addresses follow from its own.
    `renditions` is the version of those that are there; while it is 0 the original stands for all of them.
    """

    name: str
    width: int
    height: int
    alt: str = ""
    renditions: int = 0

    @classmethod
    def of(cls, row: Sequence[Any]) -> Picture:
        """From its name, width, height and renditions; without an alt."""
        name, width, height, renditions = row
        return cls(name, width, height, renditions=renditions)

    @property
    def url(self) -> str:
        return default_storage.url(self.name)

    @property
    def thumbnail_url(self) -> str:
        """A small one, for the desk."""
        return self.small().src

    def full(self) -> Sources:
        """All of it, in every size and format."""
        return _sources(self, FULL)

    def lead(self) -> Sources:
        """The wide cut, in every size and format: for the one picture that opens a page."""
        return _sources(self, WIDE)

    def card(self) -> Sources:
        """The wide cut as a list has it, which has many: no WebP but the one of middle size in `src`."""
        return _sources(self, WIDE, most=1280, src=768)

    def small(self, shape: Shape = CLASSIC) -> Sources:
        """Up to 320 pixels, for a box that needs no more: again no WebP but one."""
        return _sources(self, shape, most=320, src=320)


@lru_cache(maxsize=8192)  # a front page has thirty, the same ones a minute later
def _sources(picture: Picture, shape: Shape, most: int = 2000, src: int = 0) -> Sources:
    """Up to the width `most`; `src` is the WebP of that width, and then the only one, or the original."""
    url = picture.url
    if not picture.renditions:
        return Sources(url, picture.width, picture.height)
    prefix = rendition_prefix(url, picture.renditions, shape)
    across, down = box_of(picture.width, picture.height, shape)
    widths = widths_of(across, shape, picture.renditions)
    some = [width for width in widths if width <= most] or widths[:1]
    avif = ", ".join([f"{prefix}{width}.avif {width}w" for width in some])
    if src:
        middle = max([width for width in some if width <= src] or some[:1])
        return Sources(f"{prefix}{middle}.webp", across, down, avif)
    return Sources(url, across, down, avif, avif.replace(".avif", ".webp"))
