"""The blocks of cleaned HTML as plain text, each knowing where in the markup its characters stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from articles.text.style.passage import Passage

_TOKEN = re.compile(
    r"""(?P<tag><(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>)"""
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)|(?P<text>[^<&]+|[<&])"
)
_INLINE = frozenset(["a", "abbr", "bdi", "cite", "em", "q", "span", "strong", "sub", "sup", "time"])
_EMPTY = frozenset(("br", "hr"))
_LANG = re.compile(r"""(?:^|\s)lang=["']?(?P<lang>[a-zA-Z]*)""")


class Run(NamedTuple):
    """Characters of a block that stand together in the markup: plain ones, or one that is written as &…;"""

    at: int  # in the block's text
    source: int  # in the markup
    size: int  # in the text
    width: int  # in the markup


class Block:
    """What readers see as one piece of text: a paragraph, a cell, a line."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.pieces: list[str] = []
        self.foreign: list[tuple[int, int]] = []
        self.size = 0

    def add(self, text: str, source: int, width: int, foreign: bool) -> None:
        self.runs.append(Run(self.size, source, len(text), width))
        self.pieces.append(text)
        if foreign:
            self.foreign.append((self.size, self.size + len(text)))
        self.size += len(text)

    def passage(self) -> Passage:
        return Passage("".join(self.pieces), self.foreign)

    def places(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where the characters from `start` to `end` stand in the markup: one range for each text node.

        For no characters, the place behind the one before it.
        """
        if start == end:
            behind = self.places(start - 1, start)[0][1] if start else self.runs[0].source
            return [(behind, behind)]
        found: list[tuple[int, int]] = []
        number = bisect_right(self.runs, start, key=lambda run: run.at) - 1
        while number < len(self.runs) and self.runs[number].at < end:
            run = self.runs[number]
            number += 1
            first, last = max(start - run.at, 0), min(end - run.at, run.size)
            plain = run.size == run.width
            place = (run.source + first, run.source + last) if plain else (run.source, run.source + run.width)
            if found and found[-1][1] == place[0]:
                found[-1] = (found[-1][0], place[1])
            else:
                found.append(place)
        return found


def blocks_of(html: str) -> Iterator[Block]:
    """The blocks of cleaned `html` in order, without those of white space alone.

    What stands in an element with another `lang` is foreign to its block.
    """
    block = Block()
    languages: list[tuple[str, bool]] = []  # of the elements that are open: their name, whether foreign
    for token in _TOKEN.finditer(html):
        foreign = bool(languages) and languages[-1][1]
        if token["tag"]:
            name = token["name"].lower()
            if name not in _INLINE:
                if "".join(block.pieces).strip():
                    yield block
                block = Block()
            if token["close"]:
                if languages and languages[-1][0] == name:
                    languages.pop()
            elif name not in _EMPTY:
                lang = _LANG.search(token["attributes"])
                languages.append((name, lang["lang"] not in ("ar", "") if lang else foreign))
        else:
            text = unescape(token[0]) if token["entity"] else token[0]
            block.add(text, *(token.start(), len(token[0])), foreign)
    if "".join(block.pieces).strip():
        yield block


def lines_of(text: str) -> Iterator[Block]:
    """The lines of plain `text` as blocks."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            block = Block()
            block.add(line, at, len(line), foreign=False)
            yield block
        at += len(line) + 1
