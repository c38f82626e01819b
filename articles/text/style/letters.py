"""Letters and signs inside words: stretches, direction marks, Persian letters, two systems of digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from articles.text.normalize import PERSIAN
from articles.text.style.passage import ARABIC, MARKS, MASK, Passage, Slip, slip
from articles.text.style.words import with_final_ye

# One that ends a particle (لـ«أمازون») or stands alone as a dash is no stretch.
_TATWEEL = re.compile(f"(?<=[{ARABIC}{MARKS}])\u0640+(?=[{ARABIC}])")
# Not the joiner (U+200D): it writes هـ and some emoji.
_DIRECTION_MARK = re.compile("[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_PERSIAN_LETTERS = frozenset(map(chr, PERSIAN))
# A word with one of these is a foreign name or Persian, and keeps its other letters.
_NOT_ARABIC = frozenset("پچژگ")
_FINAL_YE = ("ی", "ې")  # ى or ي, as the word may be

_DIGITS = {"western": "0123456789", "eastern": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹"}
_SYSTEM_OF = {digit: system for system, digits in _DIGITS.items() for digit in digits}
_TO = {
    system: str.maketrans("".join(_DIGITS.values()), digits * len(_DIGITS))
    for system, digits in _DIGITS.items()
}
_TO["western"] |= str.maketrans("٫٬", ".,")
_NUMBER = re.compile(rf"\d+(?:{MASK}\d+)*")


def tatweel(passage: Passage) -> Iterator[Slip]:
    for found in _TATWEEL.finditer(passage.masked):
        yield slip("tatweel", *found.span(), "")


def direction_marks(passage: Passage) -> Iterator[Slip]:
    for found in _DIRECTION_MARK.finditer(passage.masked):
        yield slip("direction-mark", *found.span(), "")


def persian_letters(passage: Passage) -> Iterator[Slip]:
    """Words with letters that Arabic writes with others; «علی» may be على or علي, so it has no proposal."""
    for start, end in passage.words:
        word = passage.text[start:end]
        letters = set(word)
        if letters & _PERSIAN_LETTERS and not letters & _NOT_ARABIC:
            mended = word.translate(PERSIAN)
            if word.endswith(_FINAL_YE):
                mended = with_final_ye(mended[:-1])
            yield slip("persian-letter", start, end, mended) if mended else Slip("persian-letter", start, end)


def digit_system(passages: Iterable[Passage]) -> str:
    """The system that most numbers of `passages` are written in; "" where there is one system or none.

    Of two that are even, the one that comes first.
    """
    systems: Counter[str] = Counter()
    for passage in passages:
        firsts = (found[0][0] for found in _NUMBER.finditer(passage.masked))
        systems.update(_SYSTEM_OF[digit] for digit in firsts if digit in _SYSTEM_OF)
    return systems.most_common(1)[0][0] if len(systems) > 1 else ""


def mixed_digits(passage: Passage, system: str) -> Iterator[Slip]:
    """Numbers that are not in `system`; none where that is ""."""
    if not system:
        return
    for found in _NUMBER.finditer(passage.masked):
        number = passage.text[found.start() : found.end()]
        mended = number.translate(_TO[system])
        if mended != number:
            yield slip("digits", *found.span(), mended)
