"""Words: common ones that are misspelt (words.toml says which), and those that stand there twice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from articles.text.style.passage import SPACE, Passage, Slip, slip

_HAMZA = str.maketrans("أإآ", "ااا")
_ARTICLE = "ال"
_BEFORE_ARTICLE = ("", "و", "ف", "ب", "ك", "وب", "فب", "وك")
_BEFORE_NOUN = ("", "و", "ف", "ب", "ل", "وب", "ول")
_BEFORE_VERB = ("", "و", "ف")
_ALONE = ("",)
_LONG = 5
_TANWIN = "\u064b"  # the only mark of a misspelt word that is looked past: «ايضاً»
_ENDINGS = {"ة": "ةه", "ى": "ىي", "ي": "يى"}

type Pairs = Iterator[tuple[str, str]]  # a slip, and what is right


def misspelt(passage: Passage) -> Iterator[Slip]:
    """Slips in ة and ه, in ى and ي, and in hamza; without a proposal where two words are possible."""
    slips = _slips()
    for start, end in passage.words:
        word = passage.masked[start:end]
        bare = word.removesuffix(_TANWIN)
        right = slips.get(bare)
        if right is not None:
            end = start + len(bare)
            rule = "final-letter" if right and right[:-1] == bare[:-1] else "hamza"
            yield slip(rule, start, end, right) if right else Slip(rule, start, end)
    for wrong, right in _phrases():
        for found in wrong.finditer(passage.masked):
            yield slip("hamza", *found.span(), right)


def repeated(passage: Passage) -> Iterator[Slip]:
    """A word that stands there again with nothing but spaces between; of other nouns only the definite ones.

    «رويدا رويدا» and «بي بي سي» are meant; «المجلس المجلس» hardly ever is, but an editor decides.
    """
    text, once = passage.masked, _once()
    for (start, end), (again, again_end) in zip(passage.words, passage.words[1:], strict=False):
        word = text[start:end]
        if word == text[again:again_end] and text[end:again].isspace():
            if word in once:
                yield Slip("repeated-word", start, again_end, slip("", end, again_end, "").edits)
            elif word.startswith(_ARTICLE) and len(word) >= _LONG:
                yield Slip("repeated-word", start, again_end)


def with_final_ye(stem: str) -> str:
    """`stem` with the one of ي and ى that makes it a word of the lists; "" where neither or both do."""
    found = [stem + ye for ye in "يى" if stem + ye in _words()]
    return found[0] if len(found) == 1 else ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text())


@cache
def _lists() -> dict[str, list[str]]:
    return {name: words.split() for name, words in _data().items() if isinstance(words, str)}


@cache
def _once() -> frozenset[str]:
    return frozenset(_lists()["once"])


@cache
def _words() -> frozenset[str]:
    """The right words of all lists, with what may stand before them."""
    return frozenset(right for _, right in _pairs())


@cache
def _slips() -> dict[str, str]:
    """What is right for each slip; "" where that may be one word or another."""
    slips: dict[str, str] = {}
    for wrong, right in _pairs():
        slips[wrong] = right if slips.get(wrong, right) == right else ""
    words = _words() | set(_lists()["real"])
    return {wrong: right for wrong, right in slips.items() if wrong not in words}


def _pairs() -> Pairs:
    """Each slip of each list with what is right."""
    lists = _lists()
    yield from _definite(lists["definite"])
    yield from _prefixed(lists["nouns"], _BEFORE_NOUN, _bare_alef)
    yield from _prefixed(lists["joined"], _BEFORE_VERB, _bare_alef)
    yield from _prefixed(lists["alone"], _ALONE, _bare_alef)
    yield from _prefixed(lists["wasl"], _BEFORE_NOUN, _with_hamza)
    yield from _with_article(lists["wasl"], _with_hamza)
    yield from _prefixed(lists["ya"], _BEFORE_VERB, lambda word: word[:-1] + "ى")
    yield from _prefixed(lists["maqsura"], _BEFORE_NOUN, lambda word: word[:-1] + "ي")
    yield from _prefixed(lists["ta"], _BEFORE_NOUN, lambda word: word[:-1] + "ه")


def _prefixed(words: Iterable[str], prefixes: Iterable[str], wrong: Callable[[str], str]) -> Pairs:
    """Each word gone `wrong` in its one way, with each prefix."""
    return ((prefix + wrong(word), prefix + word) for word, prefix in product(words, prefixes))


def _definite(words: Iterable[str]) -> Pairs:
    """Words with the article, gone wrong at its hamza, at its end, or at both."""
    for word in words:
        rest = word.removeprefix(_ARTICLE)
        stems = {rest[:-1], _bare_alef(rest[:-1])}
        for stem, ending in product(stems, _ENDINGS.get(rest[-1], rest[-1])):
            yield from zip(_articled(stem + ending), _articled(rest), strict=True)


def _with_article(words: Iterable[str], wrong: Callable[[str], str]) -> Pairs:
    for word in words:
        yield from zip(_articled(wrong(word)), _articled(word), strict=True)


def _articled(word: str) -> list[str]:
    """`word` with the article and what may stand before it; ل and ال are written لل (للأمن، للجنة)."""
    with_lam = "ل" + word if word.startswith("ل") else "لل" + word
    return [prefix + _ARTICLE + word for prefix in _BEFORE_ARTICLE] + [
        with_lam,
        "و" + with_lam,
        "ف" + with_lam,
    ]


def _bare_alef(word: str) -> str:
    return word[:2].translate(_HAMZA) + word[2:]  # the second letter: لأن، بأن


def _with_hamza(word: str) -> str:
    return "إ" + word[1:]


@cache
def _phrases() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"(?<!\w){wrong.replace(' ', f'[{SPACE}]+')}(?!\w)"), right)
        for right, wrongs in _data()["phrases"].items()
        for wrong in wrongs
    ]
