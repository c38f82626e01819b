"""Sets Arabic lines: what the face can draw, how a text breaks into even lines, how large it may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from PIL import ImageDraw, ImageFont

from articles.text.bidi import isolate_text
from articles.text.normalize import squeeze, tidy

FACE = settings.BASE_DIR / "static" / "fonts" / "noto-naskh-arabic.woff2"
LEADING = 1.42  # of a headline's lines, in its size: so much keeps the dots of one from the next
_MEASURED = 200
_MISSING = "\uffff"  # no face has it
_ELLIPSIS = "…"
# Large letters are for a few lines; a headline of more is read like a text, and set smaller.
_DISPLAYED, _TEXT = 3, 64


@lru_cache(maxsize=16)
def font(size: int, weight: int = 700) -> ImageFont.FreeTypeFont:
    """The paper's face. Needs Pillow with raqm, which articles/cards/checks.py makes sure of."""
    face = ImageFont.truetype(str(FACE), size, layout_engine=ImageFont.Layout.RAQM)
    face.set_variation_by_axes([weight])
    return face


def drawable(text: str) -> str:
    """`text` as one line of what the face can draw: é becomes e, and emoji go with what joined them."""
    return squeeze("".join(letter for one in tidy(text) for letter in _drawn(one)))


@lru_cache(maxsize=4096)
def _drawn(letter: str) -> str:
    if letter.isspace() or _in_face(letter):
        return letter
    plain = unicodedata.normalize("NFKD", letter)
    return "".join(one for one in plain if _in_face(one) and not unicodedata.combining(one))


def _in_face(letter: str) -> bool:
    face = font(40)
    drawn, missing = face.getmask(letter), face.getmask(_MISSING)
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text broken into lines of one size."""

    lines: list[str]
    size: int

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * LEADING)


def fitted(text: str, width: int, height: int, largest: int, smallest: int = 30) -> Lines:
    """Drawable `text` as large as it goes into the box, its lines of about one length.

    What is too long for the smallest size ends with an ellipsis; "" has no lines.
    """
    for size in range(largest, smallest - 1, -2):
        lines = _broken(text, size, width)
        if len(lines) * size * LEADING <= height and (len(lines) <= _DISPLAYED or size <= _TEXT):
            return Lines(_balanced(text, size, width, len(lines)), size)
    *kept, last = _broken(text, smallest, width)[: max(1, int(height / smallest / LEADING))]
    while last and measure(last + _ELLIPSIS, smallest) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return Lines([*kept, last + _ELLIPSIS], smallest)


def cut(text: str, size: int, width: float, weight: int = 700) -> str:
    """`text` on one line, its end replaced by an ellipsis where it is wider than `width`."""
    if measure(text, size, weight) <= width:
        return text
    while text and measure(text + _ELLIPSIS, size, weight) > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text + _ELLIPSIS


def measure(text: str, size: int, weight: int = 700) -> float:
    """How wide `text` is on one line; lengths grow with the size, so one size is measured for all."""
    return _length(text, weight) * size / _MEASURED


@lru_cache(maxsize=4096)
def _length(text: str, weight: int) -> float:
    return font(_MEASURED, weight).getlength(isolate_text(text), direction="rtl", language="ar")


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, colour: str, **style: int | str
) -> None:
    """Draw one line with its baseline at `at`: its right end, or the side that `anchor` says."""
    face = font(size, int(style.get("weight", 700)))
    anchor = str(style.get("anchor", "rs"))
    draw.text(at, isolate_text(text), colour, face, anchor, direction="rtl", language="ar")


def _broken(text: str, size: int, width: float) -> list[str]:
    """`text` in as few lines as go into `width`, each as full as it gets."""
    space, lines, room = measure(" ", size), [""], float(width)
    for word, length in _words(text, size, width):
        if lines[-1] and length + space > room:
            lines.append("")
            room = width
        room -= length + (space if lines[-1] else 0)
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def _words(text: str, size: int, width: float) -> Iterator[tuple[str, float]]:
    """The words of `text` with their lengths; one that is wider than a line comes in pieces."""
    for word in text.split():
        while (length := measure(word, size)) > width:
            kept = max(1, int(len(word) * width / length) - 1)
            yield word[:kept], measure(word[:kept], size)
            word = word[kept:]
        yield word, length


def _balanced(text: str, size: int, width: int, count: int) -> list[str]:
    """`count` lines, the longest of them as short as can be."""
    narrow, wide = width // 3, width
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        if len(_broken(text, size, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    return _broken(text, size, wide)
