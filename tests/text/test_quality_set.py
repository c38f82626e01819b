"""The labelled set of tests/data/quality.jsonl is what it says it is, before anything is measured with it.

Sixty-seven invented stories: events told by two or three papers, agency copies, follow-ups, and others from
the same sections. Labels: `same_event` {id: {id: grade}}, 2 where both quote the same words and 1 elsewhere;
`hard`, those whose headlines share at most one word; `copies`, the agency's text first; `follow_ups`, the
later story first; `searches`, each with all stories that hold its words.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from articles.intake.archive import ArchiveOptions, check_entry, read_entry
from articles.text.similarity import containment, shingles
from articles.text.stems import light_stem, without_proclitics
from articles.text.tokens import content_words, words

DATA = Path(__file__).parent.parent / "data"
LINES = (DATA / "quality.jsonl").read_bytes().splitlines()
STORIES: dict[str, dict[str, Any]] = {story["id"]: story for story in map(json.loads, LINES)}
LABELS = json.loads((DATA / "quality_labels.json").read_text())
COPIES = {frozenset(pair) for pair in LABELS["copies"]}
KINDS = {
    *("plain", "hamza", "teh", "alef", "persian"),
    *("diacritics", "tatweel", "digits", "prefix", "typo"),
}


@cache
def text_shingles(name: str) -> frozenset[int]:
    return frozenset(shingles(words(f"{STORIES[name]['lede']}\n{STORIES[name]['body']}")))


def shared(one: str, other: str) -> float:
    """Which part of the shorter of two texts the other holds word for word."""
    return containment(text_shingles(one), text_shingles(other))


@cache
def stems(name: str) -> set[str]:
    story = STORIES[name]
    text = "\n".join([story["title"], story["lede"], story["body"], *story["keywords"]])
    return {light_stem(word) for word in words(text)}


def apart(one: str, other: str) -> timedelta:
    first, second = (datetime.fromisoformat(STORIES[name]["published"]) for name in (one, other))
    return first - second


def events() -> set[frozenset[str]]:
    """The stories of each event, copies among them."""
    return {frozenset({name, *others, *copies_of(name)}) for name, others in LABELS["same_event"].items()}


def copies_of(name: str) -> set[str]:
    return {other for pair in COPIES if name in pair for other in pair}


def test_every_line_is_a_good_story_of_sixty_to_160_words():
    assert len(STORIES) == len(LINES) >= 64
    for number, line in enumerate(LINES, start=1):
        check_entry(read_entry(number, line, ArchiveOptions()), ArchiveOptions())
    for story in STORIES.values():
        assert 60 <= len(f"{story['lede']} {story['body']}".split()) <= 160
        assert len(story["keywords"]) >= 2
    assert len({story["title"] for story in STORIES.values()}) == len(STORIES)


def test_labels_name_stories_and_agree_with_each_other():
    same = LABELS["same_event"]
    named = [
        *same,
        *(other for others in same.values() for other in others),
        *(name for kind in ("hard", "copies", "follow_ups") for pair in LABELS[kind] for name in pair),
        *(name for search in LABELS["searches"] for name in search["targets"]),
    ]
    assert set(named) <= set(STORIES)
    for name, others in same.items():
        assert name not in others
        assert all(same[other][name] == grade for other, grade in others.items())


def test_events_are_told_by_different_sources_within_two_days():
    assert len(events()) >= 14
    assert sum(len(event) for event in events()) == len(set().union(*events()))
    for name, others in LABELS["same_event"].items():
        for other, grade in others.items():
            assert STORIES[name]["source"] != STORIES[other]["source"]
            assert abs(apart(name, other)) <= timedelta(days=2)
            assert (shared(name, other) > 0) == (grade == 2)


def test_hard_pairs_share_at_most_one_word_of_their_headlines():
    assert sum(any(set(pair) <= event for pair in LABELS["hard"]) for event in events()) >= 5
    for one, other in LABELS["hard"]:
        assert other in LABELS["same_event"][one]
        first, second = (
            {light_stem(word) for word in content_words(STORIES[name]["title"])} for name in (one, other)
        )
        assert len(first & second) <= 1


def test_copies_share_half_of_their_text_and_nothing_else_does():
    assert len(COPIES) >= 6
    for one, other in combinations(STORIES, 2):
        if frozenset({one, other}) in COPIES:
            assert shared(one, other) >= 0.5
            assert STORIES[one]["source"] != STORIES[other]["source"]
            assert STORIES[one]["title"] != STORIES[other]["title"]
            assert apart(one, other) <= timedelta(0)  # the agency had it first
        else:
            assert shared(one, other) < 0.2


def test_follow_ups_come_a_week_later():
    assert len(LABELS["follow_ups"]) >= 4
    for later, earlier in LABELS["follow_ups"]:
        assert timedelta(days=5) <= apart(later, earlier) <= timedelta(days=10)
        assert later not in LABELS["same_event"]


def test_there_is_more_of_the_same_section_for_each_event():
    sections = {name: story["section"] for name, story in STORIES.items()}
    for event in events():
        for name in event:
            assert any(sections[other] == sections[name] for other in STORIES if other not in event)


def test_there_are_searches_of_every_kind():
    kinds = [search["kind"] for search in LABELS["searches"]]
    assert len(kinds) >= 40
    assert set(kinds) == KINDS
    assert min(kinds.count(kind) for kind in KINDS) >= 4


@pytest.mark.parametrize("search", LABELS["searches"], ids=lambda search: search["q"])
def test_targets_hold_the_words_of_their_search(search):
    """All stories that do, but for a typo, which leaves one word of two whole."""
    known = set().union(*map(stems, STORIES))

    def holds(name: str, word: str) -> bool:
        readings = {word, *without_proclitics(word, lambda rest: light_stem(rest) in known)}
        return any(light_stem(reading) in stems(name) for reading in readings)

    need = any if search["kind"] == "typo" else all
    found = [name for name in STORIES if need(holds(name, word) for word in words(search["q"]))]
    if search["kind"] == "typo":
        assert set(search["targets"]) <= set(found)
    else:
        assert search["targets"] == found
