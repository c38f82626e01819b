"""Whether two headlines say the same."""

from __future__ import annotations

from articles.text.stems import light_stem
from articles.text.tokens import STOP_WORDS, words

# «… الدورة الخامسة من المشاورات …» and «… الدورة 5 من المشاورات …» share eight stems of ten. Below four words
# a headline is a rubric («أسعار العملات اليوم»), and only the same words repeat it.
_SHARED = 0.75
_FEWEST = 4


class Title:
    """A headline as a set of stems."""

    def __init__(self, text: str) -> None:
        self.stems = frozenset(light_stem(word) for word in words(text) if _says_something(word))

    def repeats(self, other: Title) -> bool:
        """Whether it has three quarters of the stems of the longer of both, or all where there are few."""
        longer = max(len(self.stems), len(other.stems))
        shared = len(self.stems & other.stems)
        return shared == longer > 0 if longer < _FEWEST else shared >= _SHARED * longer


def _says_something(word: str) -> bool:
    """No stop word and no single letter; a single digit may be all that two scores differ by."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
