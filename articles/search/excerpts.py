"""Texts in their own spelling with the found words marked, and the part of a text that has most of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.vocabulary import Term
from articles.text.tokens import tokens

EXCERPT = 220  # characters: two lines of a listing on a wide screen, four on a phone
_BEFORE = 60  # of them before the first marked word
_READ = 20_000  # of a text; what a reader searched for stands far earlier


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it was searched for."""

    text: str
    marked: bool


class Marker:
    """Marks the words of one query."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = list(terms)
        self.place = {
            form: place for place, term in enumerate(self.terms) for form in (*term.repairs, *term.forms)
        }

    def mark(self, text: str) -> list[Piece]:
        """All of `text`, in pieces."""
        return _pieces(text, self._places(text), 0, len(text))

    def excerpt(self, texts: Iterable[str]) -> list[Piece]:
        """About EXCERPT characters of the one of `texts` that has the most terms close together."""
        best: tuple[int, str, int] = (0, "", 0)
        first = ""
        for text in texts:
            first = first or text
            text = text[:_READ]
            places = self._places(text)
            for at, (start, _, _) in enumerate(places):
                near = {term for begin, _, term in places[at : at + 30] if begin - start < EXCERPT - _BEFORE}
                if len(near) > best[0]:
                    best = (len(near), text, start)
            if first and best[0] == len(self.terms):
                break
        count, text, start = best
        if not count:
            text, start = first, 0
        return self._cut(text, start)

    def _cut(self, text: str, start: int) -> list[Piece]:
        """The part of `text` around `start`, ending at words, with «…» where it was cut."""
        begin = 0 if start <= _BEFORE else text.rfind(" ", 0, start - _BEFORE) + 1
        end = begin + EXCERPT
        end = len(text) if end >= len(text) else max(text.rfind(" ", begin, end), begin + 1)
        pieces = _pieces(text, self._places(text[:end]), begin, end)
        before = [Piece("… ", marked=False)] if begin else []
        after = [Piece(" …", marked=False)] if end < len(text) else []
        return [*before, *pieces, *after]

    def _places(self, text: str) -> list[tuple[int, int, int]]:
        """Where the terms stand in `text`: start, end, which."""
        return [
            (token.start, token.end, self.place[token.word])
            for token in tokens(text)
            if token.word in self.place
        ]


def _pieces(text: str, places: list[tuple[int, int, int]], begin: int, end: int) -> list[Piece]:
    pieces = []
    at = begin
    for start, stop, _ in places:
        if start < begin or stop > end:
            continue
        if start > at:
            pieces.append(Piece(text[at:start], marked=False))
        pieces.append(Piece(text[start:stop], marked=True))
        at = stop
    if at < end:
        pieces.append(Piece(text[at:end], marked=False))
    return pieces
