"""Which block of an old body became which of a new one: kept, reworded, moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.text.blocks import Block
from articles.text.sequences import Pairs, Steps, ascending, common

_ALIKE = 0.5  # of the words of both; a paragraph that kept less was written anew
_TELLING = 20  # a word that more paragraphs have says nothing about which became which
_CANDIDATES = 3
_SHORT = 8  # words of a subhead or an item, which is replaced in its place; a paragraph that is written anew
# is not, or who keeps the other's change of the old one would lose the new one.


def align(old: Sequence[Block], new: Sequence[Block], steps: Steps | None = None) -> Pairs:
    """Places of the blocks that belong together, by the old place; each block is in one pair at most.

    First equal blocks in their order, then equal ones that moved, then those with half of their words in
    common (folded: a mended hamza makes no new paragraph), last subheads between the same neighbours.
    Pairs that are not in ascending() of all have moved. Time grows with the length of both texts.
    """
    places = dict(common([block.key for block in old], [block.key for block in new], steps))
    for find in (_moved, _reworded, _in_the_same_place):
        taken = set(places.values())
        rest_old = [place for place in range(len(old)) if place not in places]
        rest_new = [place for place in range(len(new)) if place not in taken]
        if not rest_old or not rest_new:
            break
        places |= dict(find(old, new, rest_old, rest_new, places))
    return sorted(places.items())


def _moved(
    old: Sequence[Block], new: Sequence[Block], rest_old: list[int], rest_new: list[int], _: dict[int, int]
) -> Iterator[tuple[int, int]]:
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in reversed(rest_new):
        waiting[new[place].key].append(place)
    for place in rest_old:
        if waiting[old[place].key]:
            yield place, waiting[old[place].key].pop()


def _reworded(
    old: Sequence[Block], new: Sequence[Block], rest_old: list[int], rest_new: list[int], _: dict[int, int]
) -> Iterator[tuple[int, int]]:
    having: dict[str, list[int]] = defaultdict(list)
    for place in rest_old:
        for word in set(old[place].words):
            having[word].append(place)
    alike = []
    for place in rest_new:
        shared = Counter(
            at for word in set(new[place].words) if len(having[word]) <= _TELLING for at in having[word]
        )
        for at, _count in shared.most_common(_CANDIDATES):
            likeness = _likeness(old[at].words, new[place].words)
            if likeness >= _ALIKE:
                alike.append((-likeness, abs(at - place), at, place))
    seen_old: set[int] = set()
    seen_new: set[int] = set()
    for _likest, _nearest, at, place in sorted(alike):
        if at not in seen_old and place not in seen_new:
            seen_old.add(at)
            seen_new.add(place)
            yield at, place


def _likeness(one: list[str], other: list[str]) -> float:
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def _in_the_same_place(
    old: Sequence[Block],
    new: Sequence[Block],
    rest_old: list[int],
    rest_new: list[int],
    places: dict[int, int],
) -> Iterator[tuple[int, int]]:
    ends = [(-1, -1), *ascending(list(places.items())), (len(old), len(new))]
    free_old, free_new = set(rest_old), set(rest_new)
    for (low, start), (high, end) in pairwise(ends):
        here = [place for place in range(low + 1, high) if place in free_old]
        there = [place for place in range(start + 1, end) if place in free_new]
        if len(here) == len(there):
            yield from (
                (i, j)
                for i, j in zip(here, there, strict=True)
                if old[i].tag == new[j].tag and _is_short(old[i]) and _is_short(new[j])
            )


def _is_short(block: Block) -> bool:
    return block.tag not in ("p", "") and len(block.words) <= _SHORT
