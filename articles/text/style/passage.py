"""A block of text as the rules see it: whatever is not theirs to judge is masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff"
MARKS = "\u064b-\u065f\u0670"
SPACE = " \t\u00a0"
MASK = "\ufffc"  # stands for a character that no rule may touch

_FOREIGN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u05f2\u0700-\u074f\u0900-\u1fff\u2c00-\u2dff\u3040-\ud7ff"
_WORD = re.compile(f"[{ARABIC}{MARKS}\u0640]+")
_ARABIC = re.compile(f"[{ARABIC}]")
_LETTER = re.compile(f"[{_FOREIGN}]")
# Each alternative begins where the one before it cannot go on, so that no text makes this slow.
_NOT_OURS = re.compile(
    rf"(?P<url>(?:https?://|www\.|(?<![\w.-])[A-Za-z0-9.-]+\.[A-Za-z]{{2,}}/)[^\s<>«»\"،؛]*)"
    rf"|(?P<code>`[^`\n]*`|&\#?\w{{1,30}};)"
    rf"|(?P<tag>[@#]\w+)"
    rf"|(?P<run>[{_FOREIGN}0-9]+(?:[{SPACE}\-–—_.,:;!?'’&/@#+%=*°$€£~]{{1,4}}[{_FOREIGN}0-9]+)*)"
    rf"|(?P<number>[٠-٩۰-۹]+(?:[.,:/٫٬\-–][٠-٩۰-۹]+)+)"
)
_URL_END = re.compile(r"[.,:;!?؟)\]]+$")
_LEADING_NUMBERS = re.compile(f"(?:[0-9]+[^{_FOREIGN}0-9]+)+")
_SIGN_IN_NUMBER = re.compile(r"(?<=\d)[.,:/٫٬\-–](?=\d)")


class Slip(NamedTuple):
    """What a rule objects to: from where to where in its text, and the edits that mend it, if it knows."""

    rule: str
    start: int
    end: int
    edits: tuple[Edit, ...] = ()


class Edit(NamedTuple):
    """`text` instead of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def slip(rule: str, start: int, end: int, text: str) -> Slip:
    """A slip that is mended by one edit of just its place."""
    return Slip(rule, start, end, (Edit(start, end, text),))


class Passage:
    """A block of text. `masked` is as long, with MASK for addresses, code, tags, foreign words and their
    punctuation, the signs inside numbers, and the `foreign` ranges that its markup names."""

    def __init__(self, text: str, foreign: Iterable[tuple[int, int]] = ()) -> None:
        self.text = text
        self.masked = _masked(text, foreign)

    @cached_property
    def is_arabic(self) -> bool:
        """Whether a third of its letters or more are Arabic."""
        arabic = len(_ARABIC.findall(self.masked))
        return arabic > 0 and 2 * arabic >= len(_LETTER.findall(self.text))

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """Where its Arabic words stand, with their marks and stretches."""
        return [found.span() for found in _WORD.finditer(self.masked)]

    def is_foreign(self, start: int, end: int) -> bool:
        """Whether that part has letters, and none of them Arabic."""
        return not _ARABIC.search(self.text, start, end) and bool(_LETTER.search(self.text, start, end))


def _masked(text: str, foreign: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted([*foreign, *_ranges_not_ours(text)]):
        start = max(start, at)
        if start < end:
            pieces += [text[at:start], MASK * (end - start)]
            at = end
    return "".join([*pieces, text[at:]])


def _ranges_not_ours(text: str) -> Iterable[tuple[int, int]]:
    for found in _NOT_OURS.finditer(text):
        start, end = found.span()
        if found["url"]:
            ending = _URL_END.search(found[0])
            yield start, end - (len(ending[0]) if ending else 0)
        elif found["run"]:
            yield from _foreign_run(text, start, found[0])
        elif found["number"]:
            yield from _signs(found[0], start)
        else:
            yield start, end


def _foreign_run(text: str, start: int, run: str) -> Iterable[tuple[int, int]]:
    """The run from its first foreign word on; a number before it belongs to the Arabic sentence."""
    if not _LETTER.search(run):
        yield from _signs(run, start)
        return
    leading = _LEADING_NUMBERS.match(run)
    first = leading.end() if leading else 0
    yield from _signs(run[:first], start)
    end = start + len(run)
    # A title of several words keeps its own mark: «Who Are You?»; after one word the mark is Arabic's.
    if " " in run[first:].strip() and text[end : end + 1] in ("?", "!"):
        end += 1
    yield start + first, end


def _signs(number: str, start: int) -> Iterable[tuple[int, int]]:
    """The signs inside numbers: 1,000 and 3.5 and 10:30."""
    return ((start + found.start(), start + found.end()) for found in _SIGN_IN_NUMBER.finditer(number))
