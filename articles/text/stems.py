"""Light stems: a word without its article, prepositions and endings, so that «الوزراء» meets «وزراء»."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

# After Larkey's light10 (Larkey, Ballesteros, Connell 2002): the article with what may stand before it, «و»
# before a long word, then the endings in this order; at least two letters must remain. Unlike there, «و» goes
# last, so that «الوزراء» and «وزراء» stay together.
_ARTICLES = ("وبال", "فبال", "وكال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 2
_LONG = 4
# What may be written together with any word. These letters also begin words of their own (وزير, بلد), so
# they are taken off only when a known word remains.
_PROCLITICS = (*_ARTICLES, "و", "ف", "ب", "ل", "ك")
_ARABIC = ("\u0621", "\u06d3")


@lru_cache(maxsize=65_536)
def light_stem(word: str) -> str:
    """The light stem of a `word` folded by match_key; other scripts and numbers stay as they are."""
    if not word or not _ARABIC[0] <= word[0] <= _ARABIC[1]:
        return word
    stem = word
    for article in _ARTICLES:
        if stem.startswith(article) and len(stem) - len(article) >= _SHORTEST:
            stem = stem[len(article) :]
            break
    if stem[0] == "و" and len(stem) > _LONG:
        stem = stem[1:]
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            stem = stem[: -len(ending)]
    return stem


def without_proclitics(word: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Known words that remain of `word` (folded) without «و», «ف», «ب», «ل», «ك», «ال», «لل» before it.

    «والمدارس» gives «المدارس» and «مدارس» where both are known; «وزير» gives nothing, unless «زير» is.
    """
    for proclitic in _PROCLITICS:
        rest = word.removeprefix(proclitic)
        if rest is not word and len(rest) > _SHORTEST and rest != word:
            if is_known(rest):
                yield rest
            if proclitic.endswith("لل") and is_known("ال" + rest):
                yield "ال" + rest
