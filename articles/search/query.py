"""What readers type: words, «phrases», exclusions, filters as words. Any text is a query, none an error."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from articles.text.normalize import fold, squeeze, storable
from articles.text.tokens import STOP_WORDS, words

# A question has a dozen words; what is longer is a text that somebody pasted, and its beginning will do.
LONGEST = 1_000  # characters that are read
MOST_WORDS = 12
_LONGEST_WORD = 40

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟＂", '"'))
_FILTERS = {
    fold(name): filter_
    for filter_, names in {
        "source": ("source", "مصدر", "المصدر"),
        "section": ("section", "قسم", "القسم"),
        "since": ("after", "since", "من", "منذ", "بعد"),
        "until": ("before", "until", "إلى", "حتى", "قبل"),
    }.items()
    for name in names
}
_PIECE = re.compile(
    r'(?P<minus>(?<!\S)[-−–])?(?:(?P<name>[^\W\d_][^\s:"]*):)?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))'
)
_YEARS = range(1900, 3000)  # what a clock anywhere on earth can still be set to
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


@dataclass(frozen=True)
class Query:
    """A query taken apart. `words` are folded, each once, in the typed order; dates include both ends."""

    text: str = ""  # as typed, to be shown again
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    source: str = ""
    section: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def all_words(self) -> tuple[str, ...]:
        """Those that score: the loose ones and those of phrases, the first dozen."""
        found = dict.fromkeys((*self.words, *(word for phrase in self.phrases for word in phrase)))
        return tuple(found)[:MOST_WORDS]

    @property
    def needed(self) -> tuple[str, ...]:
        """Those that a story must have: stop words («في») only when there is nothing else, or in a phrase."""
        quoted = {word for phrase in self.phrases for word in phrase}
        telling = tuple(word for word in self.all_words if word not in STOP_WORDS or word in quoted)
        return telling or self.all_words

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.phrases or self.source or self.section or self.since or self.until)

    def narrowed(self, source: str, section: str, since: str, until: str) -> Query:
        """This query with what the form's controls say; a control that is set wins over a typed word."""
        return replace(
            self,
            source=squeeze(storable(source))[:100] or self.source,
            section=squeeze(storable(section))[:100] or self.section,
            since=read_date(since, end=False) or self.since,
            until=read_date(until, end=True) or self.until,
        )


def parse(text: str) -> Query:
    """The query that `text` is. Time grows with its length and stops at LONGEST characters."""
    text = squeeze(storable(text))[:LONGEST]
    loose: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    without_phrases: list[tuple[str, ...]] = []
    filters: dict[str, str] = {}
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        quoted = piece["phrase"] is not None
        value = piece["phrase"] if quoted else piece["word"]
        filter_ = _FILTERS.get(fold(piece["name"])) if piece["name"] else None
        if filter_ in ("since", "until") and not read_date(value, end=False):
            filter_ = None  # «من: بيروت» is no date
        if filter_ and not piece["minus"]:
            filters[filter_] = value
            continue
        found = [word for word in words(value) if len(word) <= _LONGEST_WORD]
        if piece["name"] and not filter_:
            found = [*words(piece["name"]), *found]
        if piece["minus"]:
            if len(found) > 1:
                without_phrases.append(tuple(found))
            else:
                without += found
        elif quoted and len(found) > 1:
            phrases.append(tuple(found[:MOST_WORDS]))
        else:
            loose += found
    return Query(
        text=text,
        words=tuple(dict.fromkeys(loose)),
        phrases=tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        without=tuple(dict.fromkeys(without))[:MOST_WORDS],
        without_phrases=tuple(dict.fromkeys(without_phrases))[:MOST_WORDS],
    ).narrowed(
        filters.get("source", ""),
        filters.get("section", ""),
        filters.get("since", ""),
        filters.get("until", ""),
    )


def read_date(text: str, *, end: bool) -> date | None:
    """The day that «2026-11-23», «٢٠٢٦/١١» or «2026» begins (or ends) with; None for anything else."""
    if not (found := _DATE.fullmatch(fold(text))):
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or year not in _YEARS:
        return None
    try:
        if day:
            return date(year, month or 0, day)
        if not end:
            return date(year, month or 1, 1)
        return date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:  # no such day or month (calendar's error is one too)
        return None
