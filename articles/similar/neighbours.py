"""Which published stories are most like one, and why. Work is bounded, whatever the archive's size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from math import sqrt
from typing import Any

from django.utils import timezone

from articles.models import Article
from articles.models.derived import TermArticles
from articles.querysets import is_public
from articles.similar.parameters import CANDIDATES, MOST_ENTRIES, TERMS_ASKED, nearness
from articles.similar.profiles import (
    Reading,
    day_of,
    fetched,
    id_of,
    place_in_time,
    rarities,
    term_counts,
    unpacked,
)

SHARED_TERMS = 6  # that a reason names; a name often comes with its words


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A story like another one."""

    pk: int
    score: float  # from 0 to 1
    published_at: datetime
    shared: list[str]  # the words and names (two words) that say most of what both have


def neighbours(
    reading: Reading, at: datetime, source: int, leave_out: frozenset[int] = frozenset()
) -> list[Neighbour]:
    """Published stories like one that was read, is dated `at` and comes from `source` (id), best first.

    `leave_out` are ids that are not wanted: the article itself, those that are banned. Four queries.
    """
    rare = rarities(reading.terms, term_counts(reading.terms))
    weighed = {term: weight * rare[term] for term, weight in reading.terms.items()}
    # Both sides of a comparison have their rarity in their weights, so a shared term pulls by its square.
    pull = {term: weight * rare[term] for term, weight in weighed.items()}
    length = sqrt(sum(weight * weight for weight in weighed.values()))
    candidates = _candidates(weighed, pull, at) - leave_out
    found = []
    for pk, its_source, published_at, terms, weights, its_length in _stored(candidates):
        shared = {
            term: pull[term] * weight
            for term, weight in zip(unpacked(terms), weights, strict=True)
            if term in pull
        }
        if not shared:
            continue
        likeness = sum(shared.values()) / (length * its_length)
        days = abs((published_at - at).total_seconds()) / 86_400
        telling = nlargest(SHARED_TERMS, shared, key=shared.__getitem__)
        found.append(
            Neighbour(
                pk=pk,
                score=likeness * nearness(days, its_source == source),
                published_at=published_at,
                shared=[reading.words[term] for term in telling],
            )
        )
    return sorted(found, key=lambda neighbour: neighbour.score, reverse=True)


def _candidates(weighed: Mapping[int, float], pull: Mapping[int, float], at: datetime) -> set[int]:
    """Ids of articles that are listed under the same telling terms, near in time before far."""
    asked = nlargest(TERMS_ASKED, weighed, key=weighed.__getitem__)
    lists = {term: unpacked(places, "q") for term, places in fetched(TermArticles, "term", asked, "articles")}
    sums: defaultdict[int, float] = defaultdict(float)
    entries = 0
    for term in sorted(lists, key=lambda term: len(lists[term])):
        entries += len(lists[term])
        if entries > MOST_ENTRIES and sums:
            break
        weight = pull[term]
        for place in lists[term]:
            sums[place] += weight
    today = day_of(place_in_time(at, 0))
    days = [day_of(place) for place in sums]
    left = {day: nearness(abs(day - today), same_source=False) for day in set(days)}
    near = {place: sums[place] * left[day] for place, day in zip(sums, days, strict=True)}
    return {id_of(place) for place in nlargest(CANDIDATES, near, key=near.__getitem__)}


def _stored(candidates: Iterable[int]) -> Iterator[list[Any]]:
    """Id, source, time, terms, weights and length of those that readers can see."""
    # Asked for published(), SQLite would walk along all that is published to find these few.
    rows = Article.objects.filter(pk__in=candidates, profile__isnull=False).values_list(
        *("status", "expires_at", "pk", "source", "published_at"),
        *("profile__terms", "profile__weights", "profile__length"),
    )
    now = timezone.now()
    for status, expires_at, *row in rows:
        if is_public(status, row[2], expires_at, now):
            yield row
