from difflib import SequenceMatcher
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.sequences import Steps, ascending, common


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("", "abc", []),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "axc", [(0, 0), (2, 2)]),
        ("abcd", "bd", [(1, 0), (3, 1)]),
        ("aabb", "abab", [(0, 0), (2, 1), (3, 3)]),
    ],
)
def test_what_stayed(old, new, pairs):
    assert common(old, new) == pairs


_TEXTS = st.text(alphabet="ابتث", max_size=40)


@given(_TEXTS, _TEXTS)
def test_pairs_are_equal_and_ascend(old, new):
    pairs = common(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def _longest(old, new):
    row = [0] * (len(new) + 1)
    for item in old:
        before = row[:]
        for j, other in enumerate(new):
            row[j + 1] = before[j] + 1 if item == other else max(row[j], before[j + 1])
    return row[-1]


@given(_TEXTS, _TEXTS)
@example("ابتت", "اتتب")  # without its ends the rest would have ب once
def test_without_anything_unique_the_part_is_a_longest_one(old, new):
    old, new = (
        f"[{old * 2}]",
        f"({new * 2})",
    )  # ends that nothing shares: nothing is taken off before it is looked at
    assert len(common(old, new)) == _longest(old, new)


@given(st.permutations(range(12)))
def test_ascending_is_a_longest_run(places):
    run = ascending(list(enumerate(places)))
    assert len(run) == _longest(range(12), places)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(run))


@pytest.mark.parametrize("words", [1, 5, 400, 10**9])
def test_steps_bound_the_work_on_three_hundred_thousand_words(words):
    random = Random(words)
    old, new = ([random.randrange(words) for _ in range(300_000)] for _ in range(2))
    steps = Steps()
    pairs = common(old, new, steps)
    assert steps.left >= 0
    assert all(old[i] == new[j] for i, j in pairs)


def test_a_long_text_with_few_changes_costs_what_its_length_does():
    def cost(length):
        random = Random(7)
        old = [random.randrange(length // 3) for _ in range(length)]
        new = [item if n % 50 else -n for n, item in enumerate(old)]
        steps = Steps()
        assert len(common(old, new, steps)) > 0.97 * length
        return Steps().left - steps.left

    assert cost(80_000) < 5 * cost(20_000)


def test_without_steps_nothing_is_common_but_the_ends():
    assert common("axyzb", "azyxb", Steps(0)) == [(0, 0), (4, 4)]


def test_it_is_as_good_as_the_standard_library():
    random = Random(3)
    old = [random.randrange(60) for _ in range(300)]
    new = [item for item in old if random.random() > 0.1]
    assert len(common(old, new)) >= sum(
        block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    )
