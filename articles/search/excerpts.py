"""Texts in their own spelling with the found words marked, and the part of a text that has most of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.vocabulary import Term
from articles.text.sentences import sentences
from articles.text.tokens import tokens

EXCERPT = 220  # characters: two lines of a listing on a wide screen, four on a phone
_BEFORE = 60  # of them before the first marked word
_READ = 6_000  # of a text, a thousand words; what a reader searched for stands earlier


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
        pieces, at = [], 0
        for token in tokens(text, self.place):
            if token.start > at:
                pieces.append(Piece(text[at : token.start], marked=False))
            pieces.append(Piece(text[token.start : token.end], marked=True))
            at = token.end
        return [*pieces, Piece(text[at:], marked=False)] if at < len(text) else pieces

    def excerpt(self, texts: Iterable[str]) -> list[Piece]:
        """About EXCERPT characters of the one of `texts` that has the most terms close together."""
        most, best, first = 0, ("", 0), ""
        for text in texts:
            first = first or text
            count, start = self._densest(text[:_READ])
            if count > most:
                most, best = count, (text, start)
            if first and most == len(self.terms):
                break
        return self._cut(*best) if most else self._cut(first, 0)

    def _densest(self, text: str) -> tuple[int, int]:
        """The most terms that stand close together in `text`, and where the first such place begins."""
        most, best = 0, 0
        near: deque[tuple[int, int]] = deque()  # where and which, within one excerpt
        for token in tokens(text, self.place):
            near.append((token.start, self.place[token.word]))
            while token.end - near[0][0] > EXCERPT - _BEFORE and len(near) > 1:
                near.popleft()
            count = len({term for _, term in near})
            if count > most:
                most, best = count, near[0][0]
            if most == len(self.terms):
                break
        return most, best

    def _cut(self, text: str, start: int) -> list[Piece]:
        """The part of `text` around `start`, ending at words, with «…» where it was cut.

        It begins with the sentence where that is not far before, as a quotation would.
        """
        begin = 0 if start <= _BEFORE else text.rfind(" ", 0, start - _BEFORE) + 1
        window = max(0, start - EXCERPT // 2)
        begun = [window + first for first, _ in sentences(text[window:start])]
        if window:
            begun = begun[1:]  # the first is the end of one that began before
        begin = begun[-1] if begun else begin
        end = begin + EXCERPT
        end = len(text) if end >= len(text) else max(text.rfind(" ", begin, end), begin + 1)
        before = [Piece("… ", marked=False)] if begin else []
        after = [Piece(" …", marked=False)] if end < len(text) else []
        return [*before, *self.mark(text[begin:end]), *after]
