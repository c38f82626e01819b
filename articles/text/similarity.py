"""How alike two texts are: weighted terms for «similar», shingles for «the same text»."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import log, sqrt
from zlib import crc32

SHINGLE_WORDS = 5  # what separates a copied sentence from a common phrase
SKETCH_SIZE = 16
_SPREAD = 0x9E3779B1  # Knuth's multiplicative hash: crc32 of like strings is not spread evenly
_MASK = 0xFFFFFFFF


def shingles(words: Sequence[str]) -> array[int]:
    """Hashes (32 bits, ascending, each once) of the runs of five `words`; one run for a shorter text."""
    if not words:
        return array("I")
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    runs = (" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last))
    return array("I", sorted({crc32(run.encode()) * _SPREAD & _MASK for run in runs}))


def sketch(hashes: Iterable[int]) -> list[int]:
    """The smallest of the `hashes` of a text (bottom-k minhash): two texts that share much share some."""
    return nsmallest(SKETCH_SIZE, hashes)


def containment(one: Iterable[int], other: Iterable[int]) -> float:
    """Which part of the shorter text's shingles the longer one has, from 0 to 1."""
    first, second = frozenset(one), frozenset(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def weighted_terms(fields: Iterable[tuple[float, Sequence[str]]]) -> dict[str, float]:
    """What a text is about: its terms and how much each stands for it.

    `fields` are pairs of a weight and the stems of one field (headline, lede, body). Within a field a term
    weighs by the logarithm of its count, and each field has the length of its weight: a headline of six
    words says as much as a body of three hundred, if it is given as much.
    """
    terms: dict[str, float] = {}
    for weight, stems in fields:
        counts = {stem: 1 + log(count) for stem, count in Counter(stems).items()}
        length = sqrt(sum(count * count for count in counts.values()))
        for stem, count in counts.items():
            terms[stem] = terms.get(stem, 0.0) + weight * count / length
    return terms
