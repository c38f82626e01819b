"""Quotation marks: « » around a quotation, “ ” around one inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.style.passage import SPACE, Edit, Passage, Slip, slip

_MARK = re.compile('[«»“”„‟"]')
_LOOSE = frozenset('“”„‟"')
_OPENS_AFTER = frozenset("([{«“:،؛/-–—ـ")  # besides a space: what may stand before an opening mark
_CLOSES_BEFORE = frozenset(")]}»”:،؛.,;!?؟…/-–—")
_DEEPEST = 6  # marks that wait for their end; more are no quotations
_SPACES = re.compile(f"[{SPACE}]+")

type Pair = tuple[int, int, int]  # where it opens, where it closes, in how many others it stands


def quotes(passage: Passage) -> Iterator[Slip]:
    """Loose marks that make a pair; those without a partner; spaces between « » and what they hold.

    A quotation in another language keeps its marks.
    """
    text = passage.masked
    pairs, alone = _paired(text)
    for start, end, depth in pairs:
        opening, closing = "“”" if depth else "«»"
        if text[start] == "«":
            yield from _spaces_inside(text, start, end)
        elif (text[start], text[end]) != (opening, closing) and not passage.is_foreign(start, end):
            edits = (Edit(start, start + 1, opening), Edit(end, end + 1, closing))
            yield Slip("quotes", start, end + 1, edits)
    for at in alone:
        yield Slip("quotes", at, at + 1)


def _paired(text: str) -> tuple[list[Pair], list[int]]:
    """The pairs of `text`, and loose marks that have no partner."""
    pairs: list[tuple[int, int]] = []
    alone: list[int] = []
    waiting: list[int] = []
    for found in _MARK.finditer(text):
        at = found.start()
        top = text[waiting[-1]] if waiting else ""
        if text[at] == "«":
            waiting.append(at)
        elif text[at] == "»":
            guillemet = next((n for n in reversed(range(len(waiting))) if text[waiting[n]] == "«"), None)
            if guillemet is not None:
                alone += waiting[guillemet + 1 :]
                pairs.append((waiting[guillemet], at))
                del waiting[guillemet:]
        elif top in _LOOSE and not _only_opens(text, at):
            pairs.append((waiting.pop(), at))
        elif _only_closes(text, at):
            if not text[at - 1].isdigit():  # 55": inches
                alone.append(at)
        else:
            waiting.append(at)
        if len(waiting) > _DEEPEST:
            alone += waiting
            waiting = []
    alone += waiting
    return _with_depth(pairs), sorted(at for at in alone if text[at] in _LOOSE)


def _with_depth(pairs: list[tuple[int, int]]) -> list[Pair]:
    """`pairs` in order, each with the number of those around it."""
    deep: list[Pair] = []
    ends: list[int] = []
    for start, end in sorted(pairs):
        while ends and ends[-1] < start:
            ends.pop()
        deep.append((start, end, len(ends)))
        ends.append(end)
    return deep


def _only_opens(text: str, at: int) -> bool:
    """By its neighbours: a space before it, and none after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _OPENS_AFTER) and bool(after) and not after.isspace()


def _only_closes(text: str, at: int) -> bool:
    """By its neighbours: no space before it, and one or a closing sign after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    closing = not after or after.isspace() or after in _CLOSES_BEFORE
    return closing and bool(before) and not before.isspace() and before not in _OPENS_AFTER


def _spaces_inside(text: str, start: int, end: int) -> Iterator[Slip]:
    """Those after « and before », unless the marks are typed the wrong way round: »كلمة« و»كلمة«."""
    before, after = text[start - 1 : start], text[end + 1 : end + 2]
    if before.isspace() or not before or before in _OPENS_AFTER:
        found = _SPACES.match(text, start + 1)
        if found and found.end() < end:
            yield slip("space-inside", *found.span(), "")
    if after.isspace() or not after or after in _CLOSES_BEFORE:
        inner = text[max(start + 1, end - 20) : end]
        spaces = len(inner) - len(inner.rstrip(SPACE))
        if 0 < spaces < len(inner):
            yield slip("space-inside", end - spaces, end, "")
