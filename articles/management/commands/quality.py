import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.search.quality import ranked


class Command(BaseCommand):
    help = "Writes what search or similar lists answer, for scoring against known answers"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        search = parts.add_parser("search", help="the best ten stories for each query")
        search.add_argument("--queries", type=Path, required=True, help='JSON: {id: {"q": text}}')
        search.add_argument("--out", type=Path, required=True, help="JSON: {id: [external ids, best first]}")
        search.set_defaults(run=self.search)

    def handle(self, *args: Any, **options: Any) -> None:
        options["run"](options)

    def search(self, options: dict[str, Any]) -> None:
        try:
            queries = json.loads(options["queries"].read_text())
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['queries']}: {error}") from error
        found = ranked(queries)
        options["out"].write_text(json.dumps(found, ensure_ascii=False))
        self.stdout.write(f"{len(found)} queries, {sum(not ids for ids in found.values())} without an answer")
