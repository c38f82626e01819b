"""Writes what search and similar lists answer, and scores it against known answers."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.bench.measure import DatabaseCpu
from articles.bench.repeat import Story, read, repetitions, word_pool
from articles.bench.scale import Cost, of_lists, of_pages_of_results, of_searches, private_memory
from articles.bench.scores import related_scores, search_scores
from articles.intake.jsonl import LineFile
from articles.management.reporting import Progress
from articles.models import Article
from articles.search import quality as search_quality
from articles.similar import quality as similar_quality


class Command(BaseCommand):
    help = (
        "Write what search or similar lists answer, by the ids of the archive, for scoring; or print the "
        "scores themselves (docs/quality.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        search = parts.add_parser("search", help="the best ten stories for each query")
        search.add_argument("--queries", type=Path, required=True, help='JSON: {id: {"q": text}}')
        search.add_argument("--out", type=Path, required=True, help="JSON: {id: [external ids, best first]}")
        search.set_defaults(run=self.search)
        related = parts.add_parser("related", help="the similar stories of each article")
        related.add_argument("--out", type=Path, required=True, help="JSON: {id: [external ids, best first]}")
        related.set_defaults(run=self.related)
        table = parts.add_parser("table", help="all scores, against labels and queries with known answers")
        table.add_argument("--labels", type=Path, required=True, help="JSON (articles/bench/scores.py)")
        table.add_argument("--queries", type=Path, nargs="*", default=[], help="JSON, with targets and kind")
        table.set_defaults(run=self.table)
        cost = parts.add_parser("cost", help="what lists and searches cost: time, CPU, memory")
        cost.add_argument("--queries", type=Path, nargs="+", required=True, help='JSON: {id: {"q": text}}')
        cost.add_argument("--lists", type=int, default=500, metavar="N", help="articles to ask for (500)")
        cost.set_defaults(run=self.cost)
        repeat = parts.add_parser(
            "repeat", help="an archive several times over, with changed words, as lines"
        )
        repeat.add_argument("files", nargs="+", metavar="FILE", help="of the archive")
        repeat.add_argument("--times", type=int, default=6, help="the archive itself being the first (6)")
        repeat.set_defaults(run=self.repeat)

    def handle(self, *args: Any, **options: Any) -> None:
        options["run"](options)

    def search(self, options: dict[str, Any]) -> None:
        found = search_quality.ranked(_read(options["queries"]))
        _write(options["out"], found)
        self.stdout.write(f"{len(found)} queries, {sum(not ids for ids in found.values())} without an answer")

    def related(self, options: dict[str, Any]) -> None:
        found = self._ranked()
        _write(options["out"], found)
        self.stdout.write(f"{len(found)} lists, {sum(not ids for ids in found.values())} of them empty")

    def table(self, options: dict[str, Any]) -> None:
        labels = _read(options["labels"])
        labelled = [*labels["same_event"], *labels["keywords"], *labels["editor_links"]]
        titles = dict(Article.objects.exclude(external_id="").values_list("external_id", "headline"))
        started = process_time()
        ranked = self._ranked(labelled)
        self.stdout.write(f"{'CPU ms per list':24}{_each(started, len(ranked)):8.1f}  (of this process)")
        for name, score in related_scores(ranked, labels, titles).items():
            self.stdout.write(f"{name:24}{score:8.0f}" if "queries" in name else f"{name:24}{score:8.3f}")
        for path in options["queries"]:
            queries = _read(path)
            started = process_time()
            found = search_quality.ranked(queries)
            spent = _each(started, len(queries))
            self.stdout.write(f"\n{path.name:24}     MRR  recall@10  ({spent:.1f} CPU ms per query)")
            for kind, (mrr, recall) in search_scores(found, queries).items():
                self.stdout.write(f"{kind:24}{mrr:8.3f}{recall:11.3f}")

    def cost(self, options: dict[str, Any]) -> None:
        queries = [one["q"] for path in options["queries"] for one in _read(path).values()]
        included = "with" if DatabaseCpu().included else "WITHOUT"
        about = f"{connection.display_name}, {Article.objects.count():,} articles"
        self.stdout.write(f"{about}, CPU {included} the database's")
        self.stdout.write(f"{'ms':24}      p50      p95  CPU p50  CPU p95")
        idle = private_memory()
        costs: list[tuple[str, Callable[[], Cost]]] = [
            (f"similar list ({options['lists']})", lambda: of_lists(options["lists"])),
            (f"search ({len(queries)})", lambda: of_searches(queries)),
            ("page of results", lambda: of_pages_of_results(queries)),
        ]
        for name, measured in costs:
            found = measured()
            figures = (found.p50, found.p95, found.cpu_p50, found.cpu_p95)
            self.stdout.write(f"{name:24}{''.join(f'{figure:9.1f}' for figure in figures)}")
        self.stdout.write(f"private memory: {private_memory():.0f} MiB, {idle:.0f} before the first list")

    def repeat(self, options: dict[str, Any]) -> None:
        pool = word_pool(_stories(options["files"]))
        for number in reversed(range(1, options["times"])):  # the oldest first, as archives grow
            for story in repetitions(_stories(options["files"]), pool, number):
                self.stdout.write(json.dumps(story, ensure_ascii=False))

    def _ranked(self, external_ids: list[str] | None = None) -> dict[str, list[str]]:
        progress, found = Progress(self.stderr), {}
        for pk, ids in similar_quality.ranked(external_ids):
            found[pk] = ids
            progress.show(len(found), None, f"similar lists: {len(found)}")
        progress.clear()
        return found


def _each(started: float, count: int) -> float:
    """Milliseconds of CPU for each of `count` since process_time() was `started`."""
    return (process_time() - started) * 1000 / max(count, 1)


def _stories(files: list[str]) -> Iterator[Story]:
    for name in files:
        try:
            with LineFile(name) as file:
                yield from read(file)
        except (OSError, ValueError) as error:
            raise CommandError(f"{name}: {error}") from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error


def _write(path: Path, found: dict[str, list[str]]) -> None:
    try:
        path.write_text(json.dumps(found, ensure_ascii=False))
    except OSError as error:
        raise CommandError(f"{path}: {error}") from error
