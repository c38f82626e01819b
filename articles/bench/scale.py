"""What a similar list and a search cost in the archive that is here: CPU, time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from articles.bench.measure import DatabaseCpu
from articles.models import Article
from articles.search.engine import Asked, search
from articles.search.query import parse
from articles.search.results import results, scope
from articles.similar.lists import similar_to
from articles.similar.profiles import read_all


@dataclass(frozen=True)
class Cost:
    """Milliseconds: middle and 95th percentile of the time, and of the CPU (with the database's)."""

    p50: float
    p95: float
    cpu_p50: float
    cpu_p95: float


def of_lists(count: int) -> Cost:
    """What the similar list of a new article costs: reading it, finding and comparing what is like it.

    `count` articles from the whole archive, each as if it were not in it.
    """

    def one(article: Article) -> None:
        similar_to(article, read_all([article])[article.pk])

    return _cost(one, _spread(count))


def of_searches(queries: Iterable[str]) -> Cost:
    """What finding and ranking the stories for a query costs."""

    def one(text: str) -> None:
        query = parse(text)
        search(Asked(query, scope(query)))

    return _cost(one, list(queries))


def of_pages_of_results(queries: Iterable[str]) -> Cost:
    """The same with what a page says of them: names that the query has, twenty excerpts with marks."""
    return _cost(lambda text: results(parse(text), 1, []), list(queries))


def private_memory() -> float:
    """MiB that this process has for itself: not the pages of files (such as SQLite's) that it has mapped."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Anonymous:"))) / 1024


def _spread(count: int) -> list[Article]:
    """About `count` published articles, from the whole archive."""
    pks = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    return list(Article.objects.filter(pk__in=pks[:: max(1, len(pks) // count)][:count]))


def _cost[T](ask: Callable[[T], object], things: Sequence[T]) -> Cost:
    """What `ask` costs for each of `things`, after a few for warming up."""
    database = DatabaseCpu()
    for thing in things[:20]:
        ask(thing)
    walls, cpus = [], []
    for thing in things:
        wall, cpu = perf_counter(), process_time() + database.seconds()
        ask(thing)
        walls.append((perf_counter() - wall) * 1000)
        cpus.append((process_time() + database.seconds() - cpu) * 1000)
    return Cost(median(walls), _p95(walls), median(cpus), _p95(cpus))


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]
