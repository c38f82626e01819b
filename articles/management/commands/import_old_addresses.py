"""Reads where the addresses of a former system lead to."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.intake.archive import LineError
from articles.intake.jsonl import LineFile
from articles.intake.old_addresses import FAILED, OldAddressWriter, Row, read_row
from articles.intake.page import CREATED, UNCHANGED, UPDATED
from articles.management.reporting import Progress

BATCH = 500


class Command(BaseCommand):
    help = (
        "Store old addresses from CSV files in UTF-8, one a line: the old address, and the new path here or "
        "the external id of a story. A first line «old,new» is passed over; what is stored already changes "
        "nothing. Bad lines are reported as FILE:LINE: reason and left out. Prints the counts; ends with 1 "
        "when a line was bad."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help=".csv or .csv.gz; - is the standard input"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check the lines and say what would happen, store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._progress = Progress(self.stderr)
        counts: Counter[str] = Counter()
        for name in options["files"]:
            counts += self._import(name, options["dry_run"])
        words = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, UPDATED, UNCHANGED, FAILED)]
        self.stdout.write(", ".join(words) + (" (dry run: nothing stored)" if options["dry_run"] else ""))
        if counts[FAILED]:
            raise CommandError(f"{counts[FAILED]} not imported; see above", returncode=1)

    def _import(self, name: str, dry_run: bool) -> Counter[str]:
        """Store one file; what became of its lines."""
        bad: Counter[str] = Counter()

        def report(number: int, problem: str) -> None:
            self._progress.clear()
            self.stderr.write(f"{name}:{number}: {problem}")

        def rows(file: LineFile) -> Iterator[Row]:
            for number, data in file:
                try:
                    row = read_row(number, data)
                except LineError as error:
                    bad[FAILED] += 1
                    report(number, str(error))
                else:
                    if row:
                        yield row

        writer = OldAddressWriter(report, dry_run)
        try:
            file = LineFile(name)
        except OSError as error:
            self.stderr.write(f"{name}: cannot be read: {error.strerror}")
            return Counter({FAILED: 1})
        with file:
            for batch in batched(rows(file), BATCH):
                writer.store(batch)
                done = writer.counts.total() + bad.total()
                self._progress.show(file.position(), file.size, f"{done:,} {name}")
            if file.problem:
                bad[FAILED] += 1
                report(file.number, file.problem)
        self._progress.clear()
        return writer.counts + bad
