"""How good ranked lists are, against labels: the figures of docs/quality.md.

Labels (JSON): `same_event` and `keywords` {id: {id: grade}}, `editor_links` {id: [ids]}, `near_dup`
[[id, id, …]] and `same_url` [[id, id]]. Ranked lists: {id: [ids, best first]}.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from math import log2
from typing import Any

LIST = 10
_HARD_WORDS = 1  # a hard pair's headlines share no more words than this

type Ranked = Mapping[str, Sequence[str]]
type Truth = Mapping[str, Mapping[str, int]]


def related_scores(ranked: Ranked, labels: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, float]:
    """The figures for similar lists; `titles` are those of all articles of the archive, by id."""
    copies = _copies(labels)
    words = {pk: {word for word in title.split() if len(word) > 2} for pk, title in titles.items()}
    events: Truth = labels["same_event"]
    hard = {
        one: {two: grade for two, grade in others.items() if _differ(words, one, two)}
        for one, others in events.items()
    }
    links = {one: dict.fromkeys(others, 1) for one, others in labels["editor_links"].items()}
    scores: dict[str, float] = {}
    for name, truth in (
        ("events", events),
        ("hard events", hard),
        ("keywords", labels["keywords"]),
        ("editor links", links),
    ):
        known = _relevant(truth, ranked, titles.keys(), copies)
        scores[f"{name}: queries"] = len(known)
        scores[f"{name}: nov"] = _mean(_novelty(ranked[one], wanted, copies) for one, wanted in known.items())
        scores[f"{name}: MRR"] = _mean(
            _first_hit([pk for pk in ranked[one] if pk not in copies[one]], wanted)
            for one, wanted in known.items()
        )
    scores["dup@10"] = _mean(_repeats(one, found[:LIST], copies) for one, found in ranked.items())
    return scores


def search_scores(ranked: Ranked, queries: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """MRR and recall@10 by kind of query («all» for all); a query is {"targets": [ids], "kind": …}."""
    rows: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, query in queries.items():
        found, targets = list(ranked.get(name, ()))[:LIST], set(query["targets"])
        row = _first_hit(found, targets), len(targets & set(found)) / len(targets)
        for kind in ("all", query["kind"]):
            rows[kind].append(row)
    return {
        kind: (_mean(mrr for mrr, _ in some), _mean(recall for _, recall in some))
        for kind, some in rows.items()
    }


def _copies(labels: Mapping[str, Any]) -> defaultdict[str, set[str]]:
    copies: defaultdict[str, set[str]] = defaultdict(set)
    for one, two, *_ in (*labels["near_dup"], *labels["same_url"]):
        copies[one].add(two)
        copies[two].add(one)
    return copies


def _differ(words: Mapping[str, Set[str]], one: str, two: str) -> bool:
    return one in words and two in words and len(words[one] & words[two]) <= _HARD_WORDS


def _relevant(
    truth: Truth, ranked: Ranked, here: Set[str], copies: Mapping[str, set[str]]
) -> dict[str, dict[str, int]]:
    """What is to be found for each ranked article, copies of it as good as the original.

    Copies of the article itself are nothing that a reader wants.
    """
    known = {}
    for one, others in truth.items():
        if one not in ranked:
            continue
        wanted = {two: grade for two, grade in others.items() if two in here and two not in copies[one]}
        for two, grade in list(wanted.items()):
            for twin in (copies[two] - copies[one] - {one}) & here:
                wanted[twin] = max(grade, wanted.get(twin, 0))
        if wanted:
            known[one] = wanted
    return known


def _novelty(found: Sequence[str], wanted: Mapping[str, int], copies: Mapping[str, set[str]]) -> float:
    """nDCG@10 where copies earn together what one of them does, and keep their places for nothing."""
    group: dict[str, str] = {}
    for pk in wanted:
        reached = [pk]
        while reached:
            if (one := reached.pop()) not in group:
                group[one] = pk
                reached += copies[one] & wanted.keys()
    best: defaultdict[str, int] = defaultdict(int)
    for pk, grade in wanted.items():
        best[group[pk]] = max(best[group[pk]], grade)
    earned, seen = 0.0, set()
    for place, pk in enumerate(found[:LIST]):
        if pk in group and group[pk] not in seen:
            seen.add(group[pk])
            earned += _gain(best[group[pk]], place)
    most = sorted(best.values(), reverse=True)[:LIST]
    return earned / sum(_gain(grade, place) for place, grade in enumerate(most))


def _gain(grade: int, place: int) -> float:
    return (2**grade - 1) / log2(place + 2)


def _first_hit(found: Sequence[str], wanted: Set[str] | Mapping[str, int]) -> float:
    return next((1 / rank for rank, pk in enumerate(found, 1) if pk in wanted), 0.0)


def _repeats(one: str, found: Sequence[str], copies: Mapping[str, set[str]]) -> float:
    """Which part of a list are copies of the article or of those before them."""
    seen, repeated = {one}, 0
    for pk in found:
        repeated += bool(copies[pk] & seen)
        seen.add(pk)
    return repeated / len(found) if found else 0.0


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
