"""Colours of the style sheet, and how well each can be read where it stands (WCAG 2.2, 1.4.3 and 1.4.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

TOKENS = settings.BASE_DIR / "static" / "css" / "site" / "01-tokens.css"
# What stands on what, anywhere on a public page
PAIRS = (
    *(("ink", "paper"), ("soft", "paper"), ("meta", "paper"), ("accent", "paper"), ("visited", "paper")),
    *(("ink", "tint"), ("soft", "tint"), ("meta", "tint"), ("accent", "tint"), ("visited", "tint")),
    *(("paper", "ink"), ("on-accent", "accent"), ("on-alarm", "alarm")),
)
# Times, credits and the like may be paler than what is read; all else is 7:1.
PALE = frozenset({"meta"})
LEAST, LEAST_PALE = 7.0, 4.5

_BLOCK = r"^{} {{\n(.*?)^}}"
_TOKEN = re.compile(r"^  --([a-z-]+): (.+);$", re.MULTILINE)
_LIGHT_DARK = re.compile(r"light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_VAR = re.compile(r"var\(--([a-z-]+)\)")


@dataclass(frozen=True, slots=True)
class Measured:
    """One colour on another; `ratio` is between 1 and 21, rounded down to a tenth."""

    text: str
    ground: str
    ratio: float

    @property
    def least(self) -> float:
        return LEAST_PALE if self.text in PALE else LEAST

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.least


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours (#rrggbb) of a theme in a scheme, by token; `theme` is the value of data-theme."""

    theme: str
    is_dark: bool
    colours: dict[str, str]

    def measured(self) -> list[Measured]:
        return [
            Measured(text, ground, contrast(self.colours[text], self.colours[ground]))
            for text, ground in PAIRS
        ]


@cache
def palettes() -> tuple[Palette, ...]:
    """Light, dark, and high contrast of both, as the style sheet has them."""
    css = TOKENS.read_text()
    plain = _tokens(css, ":root")
    strong = plain | _tokens(css, r'\[data-theme="contrast"\]')
    themes = (
        ("light", False, plain),
        ("dark", True, plain),
        *(("contrast", d, strong) for d in (False, True)),
    )
    return tuple(Palette(theme, is_dark, _colours(tokens, is_dark)) for theme, is_dark, tokens in themes)


def contrast(one: str, other: str) -> float:
    """How much two colours (#rrggbb) differ, from 1 to 21 (WCAG 2.2, «contrast ratio»), rounded down."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return int((lighter + 0.05) / (darker + 0.05) * 10) / 10


def _luminance(colour: str) -> float:
    """WCAG 2.2, «relative luminance»."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _tokens(css: str, selector: str) -> dict[str, str]:
    """The first block of that selector."""
    block = re.search(_BLOCK.format(selector), css, re.MULTILINE | re.DOTALL)
    if block is None:
        raise ValueError(f"no block {selector} in {TOKENS.name}")
    return dict(_TOKEN.findall(block[1]))


def _colours(tokens: dict[str, str], is_dark: bool) -> dict[str, str]:
    """Those tokens that are opaque colours."""

    def value(name: str) -> str:
        text = _LIGHT_DARK.sub(lambda found: found[2 if is_dark else 1], tokens[name])
        other = _VAR.fullmatch(text)
        return value(other[1]) if other else text

    shown = {name: value(name) for name in tokens}
    return {name: _long(colour) for name, colour in shown.items() if _HEX.fullmatch(colour)}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])
