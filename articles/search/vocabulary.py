"""The forms in which a typed word may stand in the archive: as typed, inflected, or repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from articles.search.backends.base import Backend, Word
from articles.text.stems import light_stem, without_proclitics
from articles.text.tokens import STOP_WORDS

# What a form is worth, the word as typed being 1. Measured on the corpus: at .7 a stem in a headline still
# stands before the typed word in a body, and the typed word in a headline before both.
INFLECTED = 0.7
REPAIRED = 0.5
# A word that hardly any story has was hardly meant: its repairs are as good as its inflections. Any other
# word is only repaired to one that is so many times more frequent.
HARDLY = 2
FAR_MORE = 10
# An index reads all lists of a group; the most frequent forms of a stem hold nearly all of its stories.
MOST_FORMS = 16
MOST_FORMS_IN_TEXTS = 6  # whose lists are ten times as long
MOST_REPAIRS = 12
# The vocabulary is asked for so many words of the stems of a query; a short stem alone has hundreds.
MOST_MATES = 400
_PROCLITICS = "وفبلك"
_LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"  # what folding leaves of the Arabic alphabet
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Shorter words have too many neighbours for one of them to be meant; longer ones are not typed.
_REPAIRABLE = range(3, 21)


@dataclass
class Term:
    """A word of a query: its forms with what each is worth, and how rare it is (0 for everywhere)."""

    word: str
    forms: dict[str, float]
    rarity: float = 0.0
    frequency: int = 0  # documents that have it as typed
    documents: dict[str, int] = field(default_factory=dict)  # that have each form or repair, where known
    repairs: dict[str, float] = field(default_factory=dict)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is rather a slip than a word."""
        return self.frequency <= HARDLY and len(self.word) in _REPAIRABLE and not self.word.isdigit()

    @property
    def group(self) -> tuple[str, ...]:
        return tuple(self.forms)

    @property
    def short_group(self) -> tuple[str, ...]:
        """The word as typed and its most frequent forms."""
        return self.group[: MOST_FORMS_IN_TEXTS + 1]

    @property
    def wide_group(self) -> tuple[str, ...]:
        return tuple({**self.forms, **self.repairs})


def terms_of(words: Sequence[str], backend: Backend) -> tuple[list[Term], int]:
    """The terms of the folded `words` of a query, and the number of documents; one statement."""
    bare = {word: [word, *_bare(word)] for word in words}
    asked = {"", *words}
    for word in words:
        asked.update(bare[word], (proclitic + word for proclitic in _PROCLITICS))
    stems = {light_stem(one) for word in words for one in bare[word]}
    rows = backend.words(sorted(asked), sorted(stems), MOST_MATES)
    known = {row.word: row for row in rows}
    total = known.pop("").documents if "" in known else 0
    return [_term(word, known, total) for word in words], total


def _term(word: str, known: dict[str, Word], total: int) -> Term:
    # «وزير» is no «زير»: what is taken off must leave a known word, and more of them than of the word itself.
    frequency = known[word].documents if word in known else 0
    bare = [
        rest for rest in without_proclitics(word, known.__contains__) if known[rest].documents > frequency
    ]
    stems = {light_stem(one) for one in (word, *bare)}
    with_proclitics = {proclitic + word for proclitic in _PROCLITICS if len(word) > 2}
    mates = [
        row
        for row in known.values()
        if row.documents > 0
        and row.word != word
        and (row.word not in STOP_WORDS or word in STOP_WORDS)
        and (row.stem in stems or row.word in bare or row.word in with_proclitics)
    ]
    mates.sort(key=lambda row: -row.documents)
    forms = {word: 1.0} | {row.word: INFLECTED for row in mates[:MOST_FORMS]}
    documents = {form: known[form].documents for form in forms if form in known}
    return Term(word, forms, rarity(frequency or sum(documents.values()), total), frequency, documents)


def rarity(documents: int, total: int) -> float:
    """BM25's weight of a word that `documents` of `total` have; unknown words are as rare as one story's."""
    documents = min(max(documents, 1), total)
    return log(1 + (total - documents + 0.5) / (documents + 0.5))


def _bare(word: str) -> list[str]:
    """What might remain of `word` without proclitics, known or not."""
    return list(without_proclitics(word, lambda rest: True))


def repair(terms: Iterable[Term], backend: Backend) -> None:
    """Give `terms` the known words that are one slip of the finger away; one statement for all.

    The slips are tried, not searched for: a word of six letters has some four hundred neighbours, each
    one look into the vocabulary's key. That needs no index of its own and no memory.
    """
    neighbours = {term.word: set(slips(term.word)) for term in terms if len(term.word) in _REPAIRABLE}
    asked = sorted(set().union(*neighbours.values()))
    known = backend.words(asked, [], 0) if asked else []
    for term in terms:
        near = [
            row
            for row in known
            if row.word in neighbours.get(term.word, ())
            and row.word not in term.forms
            and row.word not in STOP_WORDS
            and row.documents > (0 if term.is_doubtful else FAR_MORE * term.frequency)
        ]
        near.sort(key=lambda row: -row.documents)
        worth = INFLECTED if term.is_doubtful else REPAIRED
        term.repairs = {row.word: worth for row in near[:MOST_REPAIRS]}
        term.documents |= {row.word: row.documents for row in near[:MOST_REPAIRS]}


def slips(word: str) -> Iterator[str]:
    """What differs from `word` by one letter left out, put in, replaced, or by two swapped."""
    if word.isdigit():
        return
    letters = _LETTERS if word[0] in _LETTERS else _LATIN
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
