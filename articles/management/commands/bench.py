"""Measures what the pages cost, over generated articles."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.templatetags.static import static

from articles.bench.client import Client
from articles.bench.figures import figures
from articles.bench.generate import ForeignDatabase, prepare
from articles.bench.measure import measure
from articles.bench.table import about, as_json, as_table


class Command(BaseCommand):
    help = (
        "Fill an empty database with generated articles, once, and measure how fast the pages are. "
        "It refuses a database with anybody else's articles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--articles", type=_positive, default=10_000, metavar="N")
        parser.add_argument("--rounds", type=_positive, default=3)
        parser.add_argument("--seconds", type=float, default=3.0, help="time for one figure in one round")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE, too")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("DEBUG is on, so the figures would mean nothing: use `make bench`")
        try:
            static("css/site.css")
        except ValueError as error:
            raise CommandError("the pages' files are not collected: run manage.py collectstatic") from error
        articles, rounds = options["articles"], options["rounds"]
        try:
            prepare(articles, self._report)
        except ForeignDatabase as error:
            raise CommandError(
                f"the database in DATABASE_URL {error}; name an empty one for the bench"
            ) from error
        client = Client()
        rows, wrong = measure(client, figures(client), rounds, options["seconds"], self._report)
        said = about(articles, rounds)
        self.stdout.write(as_table(said, rows))
        if options["json"]:
            options["json"].write_text(as_json(said, rows) + "\n")
        if wrong:
            raise CommandError("; ".join(wrong))

    def _report(self, line: str) -> None:
        self.stderr.write(f"bench: {line}")


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
