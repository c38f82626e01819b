"""Keywords as people type them: separated by commas of either script or by lines, or not at all."""

import re
from collections import Counter
from collections.abc import Iterable

from articles.text.normalize import comparable, identity_key, tidy

_SEPARATORS = re.compile(r"[،,؛;|\n\r\u2028\u2029]+")
_LONGEST_PHRASE = 5  # words; «صندوق الأمم المتحدة للسكان» has four
_PROCLITICS = "وفبلك"
# What a word is worth alone. A phrase must hold together better than this per word to be kept whole:
# at 0.4 a chance meeting of two frequent words (seen once, each seen several times) stays apart.
_ALONE = 0.4


def split_keywords(text: str) -> list[str]:
    """The keywords in `text`, tidied, in order, each once: «بوتين، إيران, ایران» is بوتين and إيران."""
    return unique_keywords(_SEPARATORS.split(text))


def unique_keywords(texts: Iterable[str]) -> list[str]:
    """`texts` tidied, without those that are empty or fold to one that came before."""
    found: dict[str, str] = {}
    for text in texts:
        if key := identity_key(text):
            found.setdefault(key, tidy(text))
    return list(found.values())


def has_separator(text: str) -> bool:
    """Whether `text` says itself where its keywords end."""
    return bool(_SEPARATORS.search(text.strip()))


def group_keywords(line: str, text: str, known: Iterable[str] = ()) -> list[str]:
    """The keywords of a `line` that has only spaces between its words.

    Words that occur together in `text` belong together: of all ways to cut the line, the one whose
    phrases hold together best is taken. `known` are identity keys of keywords that exist already;
    such a phrase always holds together.
    """
    words = tidy(line).split()
    keys = [identity_key(word) for word in words]
    counts = _count_phrases(keys, comparable(text))
    known = set(known)

    # best[i]: (worth, start of the last phrase) of the best way to cut the first i words
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        best.append(
            max(
                (best[start][0] + (end - start) * _cohesion(tuple(keys[start:end]), counts, known), start)
                for start in range(max(0, end - _LONGEST_PHRASE), end)
            )
        )
    phrases = []
    end = len(words)
    while end:
        start = best[end][1]
        phrases.append(" ".join(words[start:end]))
        end = start
    return unique_keywords(reversed(phrases))


def _count_phrases(keys: list[str], text: str) -> Counter[tuple[str, ...]]:
    """How often each run of up to five words of `text` occurs, for the runs that `keys` can form."""
    wanted = set(keys)
    words = [
        word[1:] if word not in wanted and word[0] in _PROCLITICS and word[1:] in wanted else word
        for word in text.split()
    ]
    return Counter(
        tuple(words[start : start + size])
        for size in range(1, _LONGEST_PHRASE + 1)
        for start in range(len(words) - size + 1)
        if words[start] in wanted and words[start + size - 1] in wanted
    )


def _cohesion(phrase: tuple[str, ...], counts: Counter[tuple[str, ...]], known: set[str]) -> float:
    """From 0 to 1: at its weakest joint, how often the rarer side of `phrase` comes with the other."""
    if " ".join(phrase) in known:
        return 1.0
    if len(phrase) == 1:
        return _ALONE
    together = counts[phrase]
    if not together:
        return 0.0
    return min(
        together / min(counts[phrase[:joint]], counts[phrase[joint:]]) for joint in range(1, len(phrase))
    )
