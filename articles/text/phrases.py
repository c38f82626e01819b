"""The phrases of a text: which runs of words may name something, how often they stand where.

Arabic has no capitals to tell a name by. What tells it here: a run without stop words that comes again,
stands in the headline too, or was set in quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from articles.text.normalize import comparable, tidy
from articles.text.tokens import STOP_WORDS, match_key

LONGEST = 5  # words; «صندوق الأمم المتحدة للسكان» has four
_CHUNK = re.compile(r"\S+")
_BEGINS_APART, _ENDS_APART = re.compile(r"^[^\w+#%]"), re.compile(r"[^\w+#%]$")
_OPENING, _CLOSING = frozenset("«“\"'‹"), frozenset("»”\"'›")
_OUTSIDE = re.compile(r"^[^\w+#%]+|[^\w+#%\u064b-\u065f]+$")
_HASHTAG = re.compile(r"#(?=\w)|_")
_LONGEST_CHUNK = 100  # characters between two spaces; what is longer is no word
_MOSTLY = 0.6  # of its occurrences inside of one longer phrase: it is a part of that name
_SHORTEST_REST = 3  # letters that must remain when a proclitic is taken off


class Word(NamedTuple):
    """A word as names are compared, where it stands, and what it stands in."""

    key: str
    start: int
    end: int  # in the text of its field
    field: int
    run: int  # words of one run have nothing but spaces between them
    quoted: bool


def words_of_fields(fields: Sequence[str], most: int) -> list[Word]:
    """The first `most` words of `fields` (headline, lede, body as plain text), in order."""
    return list(islice(_words(fields), most))


def _words(fields: Sequence[str]) -> Iterator[Word]:
    run = 0
    for field, text in enumerate(fields):
        run += 1
        quoted = False
        last = 0
        for found in _CHUNK.finditer(text):
            chunk = found[0][:_LONGEST_CHUNK]
            keys = _keys(chunk)
            quoted = quoted or chunk[0] in _OPENING
            if not keys or _BEGINS_APART.search(chunk) or "\n" in text[last : found.start()]:
                run += 1
            for key in keys:
                yield Word(key, found.start(), found.start() + len(chunk), field, run, quoted)
                run += len(keys) > 1
            last = found.end()
            if _ENDS_APART.search(chunk):
                run += 1
                quoted = quoted and not _CLOSING.intersection(chunk[1:])


@lru_cache(maxsize=50_000)
def _keys(chunk: str) -> tuple[str, ...]:
    return tuple(comparable(chunk).split())


@lru_cache(maxsize=50_000)
def is_stop(key: str) -> bool:
    """Whether a word says nothing of its own, or is a single letter."""
    return match_key(key) in STOP_WORDS or (len(key) < 2 and not key.isdigit())


@lru_cache(maxsize=50_000)
def without_prefixes(key: str) -> tuple[str, ...]:
    """`key` itself, then without «و», «ف», and then without «ب», «ل», «ك»: «وبالمدارس» is also «المدارس»."""
    forms = [key]
    if key[0] in "وف":
        forms.append(key[1:])
    for form in list(forms):
        if form.startswith("لل"):
            forms.append("ال" + form[2:])
        elif form[:1] and form[0] in "بلك":
            forms.append(form[1:])
    return tuple(form for form in forms if form == key or len(form) >= _SHORTEST_REST)


def runs(words: Sequence[Word], longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """(start, size) of each run of up to `longest` words that neither begins nor ends with a stop word."""
    for start, word in enumerate(words):
        if is_stop(word.key):
            continue
        for size in range(1, longest + 1):
            if start + size > len(words) or words[start + size - 1].run != word.run:
                break
            if not is_stop(words[start + size - 1].key):
                yield start, size


def as_written(fields: Sequence[str], words: Sequence[Word]) -> str:
    """The run `words` as its field spells it, tidied, without the punctuation around it."""
    text = fields[words[0].field][words[0].start : words[-1].end]
    return _OUTSIDE.sub("", tidy(_HASHTAG.sub(" ", text)))


def excerpt(fields: Sequence[str], word: Word, before: int = 40, after: int = 60) -> str:
    """The words around `word` in its field, a line of a hundred letters or so."""
    text = fields[word.field]
    start, end = max(0, word.start - before), min(len(text), word.end + after)
    start = 0 if start == 0 else text.find(" ", start, word.start) + 1 or word.start
    end = end if end == len(text) else max(text.rfind(" ", word.end, end), word.end)
    return ("…" if start else "") + tidy(text[start:end]) + ("…" if end < len(text) else "")


class Phrase(NamedTuple):
    """A run of words that may name something: as written, and where its occurrences begin."""

    key: str
    text: str
    size: int
    starts: tuple[int, ...]
    quoted: bool


def new_phrases(fields: Sequence[str], words: Sequence[Word], taken: Iterable[int] = ()) -> list[Phrase]:
    """Runs of 2–4 words without a stop word that come again elsewhere or stand in quotes, best first.

    `taken` are places of words that belong to a name already; runs inside of these are left out, as are
    runs that hardly ever come outside of a longer one.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    known = {word.key for word in words}
    covered = set(taken)
    for start, size in runs(words, 4):
        run = words[start : start + size]
        if size < 2 or any(is_stop(word.key) for word in run) or run[0].key[0].isdigit():
            continue
        if covered.issuperset(range(start, start + size)):
            continue
        key = " ".join((_first_form(run[0].key, known), *(word.key for word in run[1:])))
        places.setdefault(key, []).append((start, size))
    phrases = []
    for key, occurrences in places.items():
        size = occurrences[0][1]
        quoted = any(_fills_quotes(words, start, size) for start, size in occurrences)
        if quoted or _stands_free(words, occurrences):
            text = _written(fields, words, key, occurrences)
            phrases.append(Phrase(key, text, size, tuple(start for start, _ in occurrences), quoted))
    kept: list[Phrase] = []
    inside: Counter[str] = Counter()  # how often a run comes inside of a longer phrase that was kept
    for phrase in sorted(phrases, key=lambda phrase: -phrase.size):
        if inside[phrase.key] >= _MOSTLY * len(phrase.starts):
            continue
        kept.append(phrase)
        parts = phrase.key.split()
        for size in range(2, len(parts)):
            for start in range(len(parts) - size + 1):
                part = " ".join(parts[start : start + size])
                inside[part] = max(inside[part], len(phrase.starts))
    return sorted(kept, key=lambda phrase: _worth(phrase, words), reverse=True)


def _first_form(key: str, known: set[str]) -> str:
    """The first word of a phrase without «و», «ب» and the like, where the text has it without, too."""
    bare = next((form for form in without_prefixes(key)[1:] if form in known), key)
    return "ال" + key[2:] if bare == key and key.startswith("لل") and len(key) > 4 else bare


def _written(
    fields: Sequence[str], words: Sequence[Word], key: str, occurrences: Sequence[tuple[int, int]]
) -> str:
    """The phrase `key` as the text spells it where no preposition stands before it, else folded."""
    for start, size in occurrences:
        run = words[start : start + size]
        if " ".join(word.key for word in run) == key:
            return as_written(fields, run)
    start, size = occurrences[0]
    text = as_written(fields, words[start : start + size])
    return "ال" + text[2:] if text.startswith("لل") else key


def _stands_free(words: Sequence[Word], occurrences: Sequence[tuple[int, int]]) -> bool:
    """Whether a run comes more than once, and not always behind or before the same word.

    One that does is a piece of something longer: of a longer name, or of a sentence that was copied.
    """
    before = {_neighbour(words, start, -1, n) for n, (start, _) in enumerate(occurrences)}
    behind = {_neighbour(words, start + size - 1, 1, n) for n, (start, size) in enumerate(occurrences)}
    return len(before) > 1 and len(behind) > 1


def _neighbour(words: Sequence[Word], place: int, step: int, occurrence: int) -> str | int:
    """The word beside `place`; where none says anything, something that no other occurrence has."""
    beside = place + step
    if not 0 <= beside < len(words) or words[beside].run != words[place].run or is_stop(words[beside].key):
        return occurrence
    return words[beside].key


def _fills_quotes(words: Sequence[Word], start: int, size: int) -> bool:
    """Whether the run is all that stands between two quotation marks."""
    run = words[start].run
    before = start > 0 and words[start - 1].run == run
    behind = start + size < len(words) and words[start + size].run == run
    return words[start].quoted and not before and not behind


def _worth(phrase: Phrase, words: Sequence[Word]) -> float:
    worth = float(len(phrase.starts))
    if any(words[start].field == 0 for start in phrase.starts):
        worth *= 2
    if phrase.quoted:
        worth *= 1.5
    return worth if phrase.size < 4 else worth * 0.7  # most of the long ones are half a sentence
