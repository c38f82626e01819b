"""Words of a text, as they are matched: folded further than names are, with their places in the original."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.text.normalize import fold

# A word as typed: letters, digits, and the marks, stretches and invisible signs between them.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\ufe70-\ufe7f"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}{_INVISIBLE}])*")
_NOT_WORD = re.compile(r"[\W_]+")
# A hamza before waw is written on ya in Egypt and on waw elsewhere: مسئول, مسؤول.
_HAMZA_BEFORE_WAW = re.compile("[ئء]و")
_SEATS = str.maketrans({"ؤ": "و", "ئ": "ي", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز"})

# What says nothing of its own, as match_key writes it.
_STOP = """
في من علي الي عن ان او ام ثم مع هذا هذه ذلك تلك هولاء التي الذي الذين اللذان اللتان اللواتي ما ماذا
لماذا كيف متي اين كان كانت كانوا يكون تكون كون لا لم لن لو لولا قد هو هي هم هن هما نحن انا انت انتم
كما بعد قبل بين حول خلال عند عندما حتي كل كلا كافه جميع بعض غير اي ايه ايضا اذا اذ حيث منذ مذ فيه
فيها فيهم منه منها منهم عليه عليها عليهم به بها بهم له لها لهم لنا لي انه انها انهم لكن ليس ليست
ليسوا قال قالت قالوا يقول تقول اضاف اضافت اوضح اوضحت اكد اكدت اشار اشارت ذكر ذكرت امام ضد تم يتم تمت
عبر نحو هناك هنا لدي لديه لديها اكثر اقل يوم اليوم امس غدا عام العام وقد فقد ولا فلا وما فما وهو وهي
وهم فهو فهي وفي وفيه وفيها ومن ومنه ومنها وعلي وعليه والي واليه اليه اليها اليهم وان فان بان لان
وكان وكانت وكما ولم ولن ولكن ولقد لقد وقال وقالت واضاف واضافت واوضح واكد واكدت واشار وتم وهذا وهذه
وذلك والتي والذي والذين وبعد وقبل وبين وخلال وعند وكل وبه وبها وله ولها وانه وانها وليس ومع وعن وحتي
وايضا الا سوي دون بدون عدا مثل مثلا اما انما بل اثر تحت فوق كذلك كذا هكذا لذلك لذا بذلك فيما بما مما
عما لما كلما ربما انفسهم نفسه نفسها ذات ذاته ذاتها احد احدي
"""
STOP_WORDS = frozenset(_STOP.split())


class Token(NamedTuple):
    """A word of a text: as it is matched, and from where to where it stands in the original."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=65_536)
def match_key(word: str) -> str:
    """A single `word` folded for matching: as names are, and hamza seats and Persian letters too.

    «مسئول», «مسؤول» → «مسوول»; «رئيس», «رئیس» → «رييس». "" when nothing of it is a letter or digit.
    """
    folded = _HAMZA_BEFORE_WAW.sub("وو", fold(word)).translate(_SEATS)
    return _NOT_WORD.sub("", folded)


def tokens(text: str, among: Container[str] | None = None) -> Iterator[Token]:
    """The words of `text` in order, or those `among` some; places count in characters, marks and all."""
    for found in _WORD.finditer(text):
        key = match_key(found[0])
        if key and (among is None or key in among):
            yield Token(key, found.start(), found.end())


def words(text: str) -> list[str]:
    """The words of `text` in order, as they are matched, stop words among them."""
    return [key for word in _WORD.findall(text) if (key := match_key(word))]


def content_words(text: str) -> list[str]:
    """The words of `text` that say something: no stop words, no single letters."""
    return [word for word in words(text) if word not in STOP_WORDS and len(word) > 1]
