"""Whether two names may be one name spelt twice, and by which keys such names find each other.

Names that fold alike are one keyword already (identity_key). What is compared here are those that folding
keeps apart and an editor would not: «جوجل» and «غوغل», «رئيس الوزراء» and «الوزراء رئيس». The answer is a
proposal with its reason; a person decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from articles.text.normalize import identity_key
from articles.text.stems import light_stem
from articles.text.tokens import words as words_of

# How one foreign sound is written here and there: g as ج in Cairo, غ in Beirut, ق in Riyadh, ك in Baghdad;
# th, s and t as speakers hear them. (v with ڤ, p with پ and ch with چ are one letter to match_key already.)
_G = str.maketrans("غق", "جج")
_SOUNDS = str.maketrans("غقكطثصضظذح", "جججتتسدززه")
_LONG_VOWELS = "اوي"
_FINAL = "اه"  # «سوريا», «سورية»
_SLIGHT = frozenset("اويهaeiouy")  # letters whose absence is no other word, most of the time
_ARTICLE = "ال"
_NISBA = ("ي", "يه")
_MARKS = re.compile(r"[0-9]+(?:\.[0-9]+)*|[+#%]")

# A shorter word has another of the language's words one letter away: إيران and إيراد, حزب and حرب.
_SOUND_LETTERS, _SOUND_CONSONANTS = 4, 4
_SLIGHT_LETTERS, _ANY_LETTERS = 5, 7
_STEM_LETTERS = 3
MOST_LETTERS = 40  # a longer name is not searched by single letters: each of them makes a key


class _Form(NamedTuple):
    words: tuple[str, ...]
    stems: tuple[str, ...]  # in the order of the alphabet
    sounds: tuple[str, ...]
    marks: tuple[str, ...]  # numbers and signs: «2025» and «2026», C and C++ are never one


@lru_cache(maxsize=20_000)
def _form(name: str) -> _Form:
    key = identity_key(name)
    words = tuple(words_of(key))
    return _Form(
        words,
        tuple(sorted(light_stem(word) for word in words)),
        tuple(_sounds(word) for word in words),
        tuple(sorted(_MARKS.findall(key))),
    )


def variant_reason(one: str, other: str) -> str:
    """Why `one` and `other` may be the same name, or "" when nothing says so.

    hamza: another seat or a Persian letter; space: written together; order: of the words; stem: article or
    ending; sound: a foreign name heard otherwise; letter: one letter more, less, other or moved.
    """
    first, second = _form(one), _form(other)
    if not first.words or not second.words or first.marks != second.marks:
        return ""
    if first.words == second.words:
        return "hamza"
    if "".join(first.words) == "".join(second.words):
        return "space"
    if sorted(first.words) == sorted(second.words):
        return "order"
    if first.stems == second.stems and _inflected(first.words, second.words):
        return "stem"
    if len(first.words) != len(second.words):
        return ""
    different = [pair for pair in zip(first.words, second.words, strict=True) if pair[0] != pair[1]]
    if all(_sound_alike(*pair) for pair in different):
        return "sound"
    return "letter" if len(different) == 1 and _one_letter_apart(*different[0]) else ""


def blocking_keys(name: str) -> set[str]:
    """What `name` shares with each name that variant_reason may find it in, and with few others.

    Three keys for spaces, stems and sounds; and the name without each of its letters in turn, since two
    names one letter apart are equal without one (the deletion neighbourhood).
    """
    form = _form(name)
    if not form.words:
        return set()
    keys = {
        "w:" + "".join(form.words),
        "s:" + " ".join(form.stems),
        "t:" + " ".join(form.sounds),
    }
    if sum(map(len, form.words)) > MOST_LETTERS:
        return keys
    for place, word in enumerate(form.words):
        if len(word) < _SLIGHT_LETTERS - 1 or not word.isalpha():
            continue
        for letter in range(len(word)):
            rest = word[:letter] + word[letter + 1 :]
            keys.add("d:" + " ".join((*form.words[:place], rest, *form.words[place + 1 :])))
        # whole, too: it is what the longer one of a pair becomes without its letter
        keys.add("d:" + " ".join(form.words))
    return keys


def _bare(word: str) -> str:
    """`word` without the article, when enough remains to be a word."""
    rest = word.removeprefix(_ARTICLE)
    return rest if len(rest) >= _STEM_LETTERS else word


def _inflected(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Equal stems of one lone word say less: «مصر» is not «مصري»."""
    if len(first) > 1:
        return True
    nisba = [_bare(word).endswith(_NISBA) for word in (*first, *second)]
    return nisba[0] == nisba[1] and min(len(light_stem(word)) for word in (*first, *second)) >= _STEM_LETTERS


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> str:
    """The consonants of `word` as they are heard; other scripts and numbers as they are."""
    if not "\u0621" <= word[0] <= "\u06d3":
        return word
    bare = _bare(word).replace("تش", "ش")
    inner = "".join(letter for letter in bare[1:-1] if letter not in _LONG_VOWELS)
    last = bare[-1:] if len(bare) > 1 and bare[-1] not in _FINAL else ""
    first = "ف" if bare[0] == "و" else bare[0]
    return (first + inner + last).translate(_SOUNDS)


def _sound_alike(one: str, other: str) -> bool:
    """Whether a foreign name could be written as these two words; of three consonants only g may differ."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    if min(len(first), len(second)) < _SOUND_LETTERS or _sounds(one) != _sounds(other):
        return False
    if not first.isalpha() or one.startswith(_ARTICLE) != other.startswith(_ARTICLE):
        return False
    return len(_sounds(one)) >= _SOUND_CONSONANTS or first.translate(_G) == second.translate(_G)


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a single slip of the hand lies between two words long enough for that to mean something."""
    shortest = min(len(_bare(one)), len(_bare(other)))
    if shortest < _SLIGHT_LETTERS - 1 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    first, second = one[start:], other[start:]
    end = 0
    while end < min(len(first), len(second)) and first[-1 - end] == second[-1 - end]:
        end += 1
    first, second = first[: len(first) - end], second[: len(second) - end]
    if len(first) > 2 or len(second) > 2 or (len(first) == 2 and first != second[::-1]):
        return False
    if not (first + second).isalpha() or {len(first), len(second)} not in ({0, 1}, {1}, {2}):
        return False
    # moved, or a long vowel more or less, or two letters of one sound
    slight = len(first) == 2 or set(first + second) <= _SLIGHT
    slight = slight or first.translate(_SOUNDS) == second.translate(_SOUNDS)
    longest = max(len(_bare(one)), len(_bare(other)))
    return longest >= (_SLIGHT_LETTERS if slight else _ANY_LETTERS)
