"""What two sequences have in common, in bounded time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pairs = list[tuple[int, int]]  # places in the old and in the new sequence

_MOST_STEPS = 4_000_000  # two bodies of 2 MB without a paragraph in common; at most 32 MB of memory
_WORD = 64  # items that one step of the table of a longest common part does at once


@dataclass(slots=True)
class Steps:
    """What a comparison may still cost; when it is used up, the rest counts as replaced."""

    left: int = _MOST_STEPS

    def take(self, steps: int) -> bool:
        """Whether so many steps are left; they are taken then."""
        if steps > self.left:
            return False
        self.left -= steps
        return True


def common(old: Sequence[Hashable], new: Sequence[Hashable], steps: Steps | None = None) -> Pairs:
    """Places of equal items, ascending in both: what stayed when `old` became `new`.

    What is once in both sequences holds them together, as it does for a reader («من» does not); between such
    places stands a longest common part. Takes at most `steps`.
    """
    steps = steps or Steps()
    pairs: Pairs = []
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        low, high, start, end = gaps.pop()
        while low < high and start < end and old[low] == new[start]:
            pairs.append((low, start))
            low, start = low + 1, start + 1
        while low < high and start < end and old[high - 1] == new[end - 1]:
            high, end = high - 1, end - 1
            pairs.append((high, end))
        if low == high or start == end or not steps.take(high - low + end - start):
            continue
        shared = set(old[low:high]) & set(new[start:end])
        left = [place for place in range(low, high) if old[place] in shared]
        right = [place for place in range(start, end) if new[place] in shared]
        anchors = ascending(_once_in_both(old, left, new, right))
        if anchors:
            ends = [(low - 1, start - 1), *anchors, (high, end)]
            pairs += anchors
            gaps += [(i + 1, k, j + 1, n) for (i, j), (k, n) in pairwise(ends)]
        elif steps.take(len(right) * (len(left) // _WORD + 1)):
            part = _longest_common([old[place] for place in left], [new[place] for place in right])
            pairs += [(left[i], right[j]) for i, j in part]
    return sorted(pairs)


def ascending(pairs: Pairs) -> Pairs:
    """The most of `pairs` that ascend in both places; the others have crossed over."""
    pairs = sorted(pairs)
    tails: list[int] = []  # the smallest new place that a run of that length can end with
    ends: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    run: Pairs = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _once_in_both(
    old: Sequence[Hashable], left: list[int], new: Sequence[Hashable], right: list[int]
) -> Pairs:
    """Of the places `left` in `old` and `right` in `new`, those of items that are once in each."""
    here = Counter(old[place] for place in left)
    there = Counter(new[place] for place in right)
    places = {new[place]: place for place in right if there[new[place]] == here[new[place]] == 1}
    return [(place, places[old[place]]) for place in left if old[place] in places]


def _longest_common(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """A longest common part. A row of the usual table is one number, a bit per item of `old`.

    A bit is 0 where the common part grows by that item (Crochemore and others, 2001; Hyyrö, 2004).
    """
    masks: dict[Hashable, int] = {}
    for place, item in enumerate(old):
        masks[item] = masks.get(item, 0) | 1 << place
    full = (1 << len(old)) - 1
    row = full
    rows = []
    for item in new:
        both = row & masks.get(item, 0)
        row = ((row + both) | (row - both)) & full
        rows.append(row)
    pairs: Pairs = []
    i, j = len(old), len(new)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs
