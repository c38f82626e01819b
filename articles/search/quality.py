"""Runs queries of known answers, for the scoring of search quality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import batched

from articles.models import Article
from articles.search.engine import Asked, search
from articles.search.query import parse
from articles.search.results import scope

BEST = 10  # what is scored


def ranked(queries: Mapping[str, Mapping[str, object]]) -> dict[str, list[str]]:
    """For each query ({id: {"q": text}}) the external ids of the best published stories, best first.

    Copies of one story stand in it each by itself: known answers name every article that is one.
    """
    found = {name: _best(str(one["q"])) for name, one in queries.items()}
    ids = external_ids({pk for pks in found.values() for pk in pks})
    return {name: [ids[pk] for pk in pks] for name, pks in found.items()}


def _best(typed: str) -> list[int]:
    query = parse(typed)
    asked = Asked(query, scope(query), folded=False)
    return list(search(asked).pks[:BEST])


def external_ids(pks: Iterable[int]) -> dict[int, str]:
    """By article id, the id that it came with from elsewhere; its own where it came with none."""
    found: dict[int, str] = {}
    for some in batched(pks, 10_000):
        rows = Article.objects.filter(pk__in=some).values_list("pk", "external_id")
        found |= {pk: external or str(pk) for pk, external in rows}
    return found
