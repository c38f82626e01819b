"""Writes what search and similar lists answer, and scores it against known answers."""

import json
from argparse import ArgumentParser
from pathlib import Path
from time import process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.bench.scores import related_scores, search_scores
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
