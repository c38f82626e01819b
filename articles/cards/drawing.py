"""Draws a card like a piece of the paper: ink on paper, rules, and the rhombic dot."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from articles.cards.card import HEIGHT, WIDTH, Card, CardPhoto
from articles.cards.lettering import LEADING, cut, drawable, fitted, measure, write


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a card: its ground, and on it the headline, the paper's name, small words and dots."""

    ground: str
    ink: str
    name: str
    soft: str
    dots: str


# The light scheme of static/css/site/01-tokens.css: a card stands among others and knows no reader's wish.
ON_PAPER = Inks(ground="#fcf9f3", ink="#1a1916", name="#0b4c56", soft="#423e37", dots="#f4eee2")
ON_COLOUR = Inks(ground="#0b4c56", ink="#fcf9f3", name="#fcf9f3", soft="#bcd5d6", dots="#09414a")
_CREDIT = "#615b50"

_EDGE = 64
_BAND = 96  # under a photo
_BESIDE = 500  # the width of a photo beside its headline
_SMALLEST = 30  # letters that can be read on a phone


def draw(card: Card, picture: Image.Image | None) -> Image.Image:
    """The card, with its photo's `picture` where it has one."""
    if card.photo and picture:
        return _wide(card, card.photo, picture) if card.photo.is_wide else _beside(card, card.photo, picture)
    return _set(card)


def _wide(card: Card, photo: CardPhoto, picture: Image.Image) -> Image.Image:
    """The photo, and under it whose it is. (Every network writes the headline beside it.)"""
    sheet, pen = _sheet(ON_PAPER)
    sheet.paste(_cropped(picture, photo, WIDTH, HEIGHT - _BAND))
    _double_rule(pen, 0, WIDTH, HEIGHT - _BAND + 6, ON_PAPER.ink)
    left, right, baseline = 40, WIDTH - 40, HEIGHT - 30
    end = _named(pen, card, 400, right, baseline, 46, ON_PAPER)
    credits = [one for one in (drawable(photo.credit), drawable(card.source)) if one]
    for number, credit in enumerate(credits):
        said = cut(credit, 26, end - left - 60, 400)
        # One on the line of the names, two around it
        y = baseline + (number * 34 - 16 if len(credits) > 1 else 0)
        write(pen, (left, y), said, 26, _CREDIT, anchor="ls", weight=400)
    return sheet


def _beside(card: Card, photo: CardPhoto, picture: Image.Image) -> Image.Image:
    """A tall photo at the left, which it would lose its head in, and the headline at its right."""
    sheet, pen = _sheet(ON_PAPER)
    sheet.paste(_cropped(picture, photo, _BESIDE, HEIGHT))
    left, right, bottom = _BESIDE + 44, WIDTH - 52, HEIGHT - 44
    _masthead(pen, card, left, right, 50, ON_PAPER)
    for credit in filter(None, (drawable(card.source), drawable(photo.credit))):
        write(pen, (right, bottom), cut(credit, 26, right - left, 400), 26, _CREDIT, weight=400)
        bottom -= 42
    bottom -= 8 if bottom < HEIGHT - 44 else 0
    bottom = _signed(pen, card, left, right, bottom, 34, ON_PAPER)
    _headline(pen, card, left, right, 140, bottom, 72, ON_PAPER)
    return sheet


def _set(card: Card) -> Image.Image:
    """The headline alone: on paper, or, of an opinion, on the paper's colour and signed."""
    inks = ON_COLOUR if card.is_opinion else ON_PAPER
    sheet, pen = _sheet(inks)
    # The dots of the paper's mark (static/img/icon.svg), running off the sheet
    for x, y in ((126, HEIGHT - 168), (34, HEIGHT - 76), (218, HEIGHT - 76)):
        _dot(pen, x, y, 84, inks.dots)
    left, right = _EDGE, WIDTH - _EDGE
    _masthead(pen, card, left, right, 60, inks)
    bottom = HEIGHT - 48
    if source := drawable(card.source):
        write(pen, (right, bottom), cut(source, 28, right - left, 400), 28, inks.soft, weight=400)
        bottom -= 50
    bottom = _signed(pen, card, left, right, bottom, 40, inks)
    _headline(pen, card, left, right, 158, bottom, 124, inks)
    return sheet


def _masthead(pen: ImageDraw.ImageDraw, card: Card, left: int, right: int, size: int, inks: Inks) -> None:
    """The paper's name and the section over the double rule that begins each part of the paper."""
    _named(pen, card, left, right, 82, size, inks, apart=True)
    _double_rule(pen, left, right, 112, inks.ink)


def _named(
    pen: ImageDraw.ImageDraw,
    card: Card,
    left: int,
    right: int,
    baseline: int,
    size: int,
    inks: Inks,
    apart: bool = False,
) -> float:
    """The paper's name and the section between `left` and `right`; where they end.

    They stand `apart`, or side by side with a dot between.
    """
    room = (right - left) * 0.6
    paper = drawable(card.paper)
    while size > _SMALLEST and measure(paper, size) > room:
        size -= 2
    paper = cut(paper, size, room)
    write(pen, (right, baseline), paper, size, inks.name)
    end, small = right - measure(paper, size), round(size * 0.66)
    section = cut(drawable(card.section), small, end - left - 80)
    if apart:
        write(pen, (left, baseline), section, small, inks.soft, anchor="ls")
        return left
    _dot(pen, end - 26, baseline - round(size * 0.24), round(size * 0.15), inks.name)
    write(pen, (end - 52, baseline), section, small, inks.soft)
    return end - 52 - measure(section, small)


def _signed(
    pen: ImageDraw.ImageDraw, card: Card, left: int, right: int, bottom: int, size: int, inks: Inks
) -> int:
    """Who wrote an opinion, on the lowest line; what is left above it ends there."""
    if not (authors := drawable("، ".join(card.authors))):
        return bottom
    _dot(pen, right - 10, bottom - 28, 10, inks.soft)
    write(pen, (right - 36, bottom - 14), cut(authors, size, right - left - 40), size, inks.soft)
    return bottom - 84


def _headline(
    pen: ImageDraw.ImageDraw,
    card: Card,
    left: int,
    right: int,
    top: int,
    bottom: int,
    largest: int,
    inks: Inks,
) -> None:
    """In the middle of its room, a little above, where an eye looks for it."""
    text = drawable(card.headline)
    if not text:
        return
    lines = fitted(text, right - left, bottom - top, largest)
    y = top + (bottom - top - lines.height) * 0.42 + lines.size * 1.04
    for line in lines.lines:
        write(pen, (right, y), line, lines.size, inks.ink)
        y += lines.size * LEADING


def _cropped(picture: Image.Image, photo: CardPhoto, width: int, height: int) -> Image.Image:
    """`picture` filling the box, what matters in it as near to the middle as can be."""
    return ImageOps.fit(
        picture,
        (width, height),
        Image.Resampling.LANCZOS,
        centering=_centering(picture, photo, width, height),
    )


def _centering(picture: Image.Image, photo: CardPhoto, width: int, height: int) -> tuple[float, float]:
    """For ImageOps.fit: which share of what is cut away goes at the left and at the top."""
    scale = max(width / picture.width, height / picture.height)
    shares = []
    for focal, side, shown in (
        (photo.focal_x, picture.width, width / scale),
        (photo.focal_y, picture.height, height / scale),
    ):
        spare = side - shown
        shares.append(min(1.0, max(0.0, (focal * side - shown / 2) / spare)) if spare > 0 else 0.5)
    return shares[0], shares[1]


def _sheet(inks: Inks) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", (WIDTH, HEIGHT), inks.ground)
    return sheet, ImageDraw.Draw(sheet)


def _double_rule(pen: ImageDraw.ImageDraw, left: int, right: int, y: int, colour: str) -> None:
    pen.rectangle((left, y, right - 1, y + 5), colour)
    pen.rectangle((left, y + 9, right - 1, y + 10), colour)


def _dot(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, colour: str) -> None:
    pen.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour)
