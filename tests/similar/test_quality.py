"""How good lists, stories and their copies are on a small labelled set: so that it cannot fall unseen.

The set (tests/data) is invented and easier than real news, whose figures docs/quality.md has. What is
asserted is what the engine reaches on it, less a little.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.similar.quality import ranked

DATA = Path(__file__).parent.parent / "data"
LABELS: dict[str, Any] = json.loads((DATA / "quality_labels.json").read_text())
COPIES = {frozenset(pair) for pair in LABELS["copies"]}

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(capsys) -> dict[str, list[str]]:
    """The similar list of each story of the set."""
    call_command("import_articles", str(DATA / "quality.jsonl"))
    return dict(ranked())


def found_at(lists: dict[str, list[str]], pairs: list[tuple[str, set[str]]]) -> list[float]:
    """For each story, 1 / the rank of the first of those it should find, 0 when none is there."""
    return [
        next((1 / rank for rank, one in enumerate(lists[story], 1) if one in wanted), 0.0)
        for story, wanted in pairs
    ]


def test_stories_of_one_event_find_each_other(lists):
    events = [
        (story, {one for one in others if frozenset((story, one)) not in COPIES})
        for story, others in LABELS["same_event"].items()
    ]
    ranks = found_at(lists, events)
    assert sum(ranks) / len(ranks) >= 0.97
    hard = defaultdict(set)  # headlines that share at most one word; a copy of the other will do
    for pair in LABELS["hard"]:
        for one, other in (pair, pair[::-1]):
            hard[one] |= {other, *(story for copies in COPIES if other in copies for story in copies)} - {one}
    ranks = found_at(lists, list(hard.items()))
    assert sum(ranks) / len(ranks) >= 0.75


def test_follow_ups_are_found(lists):
    ranks = found_at(lists, [(later, {earlier}) for later, earlier in LABELS["follow_ups"]])
    assert sum(ranks) / len(ranks) >= 0.8


def test_no_copy_is_ever_shown(lists):
    for story, shown in lists.items():
        texts = [story, *shown]
        assert not [pair for pair in COPIES if pair <= set(texts)], story


def test_every_copy_joins_its_story_and_nothing_else_does(lists):
    joined = {
        frozenset((copy, best))
        for copy, best in Article.objects.exclude(copy_of=None).values_list(
            "external_id", "copy_of__external_id"
        )
    }
    assert joined == COPIES
