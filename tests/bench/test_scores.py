"""The scorer scores what it says it does."""

from __future__ import annotations

from math import log2

import pytest

from articles.bench.scores import related_scores, search_scores

LABELS = {
    "same_event": {"a": {"b": 1, "c": 1}, "z": {"gone": 2}},
    "keywords": {},
    "editor_links": {"a": ["d"]},
    "near_dup": [["c", "c2", 0.6, 0.8], ["a", "a2", 0.6, 0.8]],
    "same_url": [["b", "b2"]],
}
TITLES = {
    "a": "وصول السفينة الكبيرة",
    "b": "السفينة الكبيرة في الميناء",
    "c": "رصيف جديد",
    **dict.fromkeys(["a2", "b2", "c2", "d"], "خبر"),
}


def scores(*found: str) -> dict[str, float]:
    return related_scores({"a": found}, LABELS, TITLES)


def test_a_perfect_list_scores_one():
    found = scores("b", "c", "d")
    assert found["events: queries"] == 1  # what «z» should find is not in the archive
    assert (found["events: nov"], found["events: MRR"], found["dup@10"]) == (1, 1, 0)
    assert found["editor links: MRR"] == pytest.approx(1 / 3)


def test_a_copy_is_as_good_as_its_original_but_earns_only_once():
    assert scores("b2", "c2")["events: nov"] == 1
    twice = scores("b", "b2", "c")
    assert twice["events: nov"] == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))
    assert twice["dup@10"] == pytest.approx(1 / 3)


def test_a_copy_of_the_article_itself_is_no_hit_and_takes_a_place():
    found = scores("a2", "b")
    assert found["events: MRR"] == 1  # a reader would not count it
    assert found["events: nov"] < 1
    assert found["dup@10"] == 0.5


def test_hard_events_have_headlines_that_share_no_more_than_a_word():
    assert scores("b")["hard events: MRR"] == 0
    assert scores("c")["hard events: MRR"] == 1


def test_nothing_found_scores_nothing():
    assert scores()["events: nov"] == scores()["events: MRR"] == 0


def test_searches_are_scored_by_kind():
    queries = {"1": {"targets": ["a"], "kind": "plain"}, "2": {"targets": ["b", "c"], "kind": "typo"}}
    found = search_scores({"1": ["x", "a"], "2": ["b"]}, queries)
    assert found == {"plain": (0.5, 1.0), "typo": (1.0, 0.5), "all": (0.75, 0.75)}
