"""Reads archives (docs/archive-format.md) into the newsroom."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.intake.archive import ArchiveOptions, Entry, LineError, batches, read_entry
from articles.intake.batch import FAILED, ArchiveWriter
from articles.intake.jsonl import LineFile
from articles.intake.page import CREATED, UNCHANGED, UPDATED
from articles.management.reporting import Progress, option
from articles.models import Section
from articles.search.backends import backend
from articles.text.normalize import identity_key, tidy

BATCH = 500
BATCH_BYTES = 16 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Store the stories of an archive, one JSON object a line (docs/archive-format.md). A line that is "
        "stored already changes nothing, so running it again goes on where it was stopped. Bad lines are "
        "reported as FILE:LINE: reason and left out. Prints how many have the text of a story before them "
        "(--verbosity 2 names them), and the counts; ends with 1 when a line was bad."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help=".jsonl or .jsonl.gz; - is the standard input"
        )
        parser.add_argument(
            "--section", default="", help="section of new stories whose line has none (default: «أخبار»)"
        )
        parser.add_argument("--draft", action="store_true", help="store new articles as drafts")
        parser.add_argument(
            "--dry-run", action="store_true", help="check the lines and say what would happen, store nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._progress = Progress(self.stderr)
        archive = ArchiveOptions(
            section=option("--section", _section, options["section"]), draft=options["draft"]
        )
        self._names_copies, self._copies = options["verbosity"] > 1, 0
        counts: Counter[str] = Counter()
        for name in options["files"]:
            counts += self._import(name, archive, options["dry_run"], counts.total())
        if counts[CREATED] + counts[UPDATED] and not options["dry_run"]:
            backend().settle()
        if self._copies:
            named = "" if self._names_copies else " (--verbosity 2 names them)"
            self.stdout.write(f"{self._copies} with the text of a story before them{named}")
        words = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, UPDATED, UNCHANGED, FAILED)]
        self.stdout.write(", ".join(words) + (" (dry run: nothing stored)" if options["dry_run"] else ""))
        if counts[FAILED]:
            raise CommandError(f"{counts[FAILED]} not imported; see above", returncode=1)

    def _import(self, name: str, archive: ArchiveOptions, dry_run: bool, before: int) -> Counter[str]:
        """Store one file; what became of its lines. `before` is how many lines earlier files had."""
        bad: Counter[str] = Counter()

        def report(number: int, problem: str) -> None:
            self._progress.clear()
            self.stderr.write(f"{name}:{number}: {problem}")

        def report_copy(number: int, same: str) -> None:
            self._copies += 1
            if self._names_copies:
                self._progress.clear()
                self.stdout.write(f"{name}:{number}: {same}")

        def entries(file: LineFile) -> Iterator[Entry]:
            for number, data in file:
                if not data.strip():
                    continue
                try:
                    yield read_entry(number, data, archive)
                except LineError as error:
                    bad[FAILED] += 1
                    report(number, str(error))

        writer = ArchiveWriter(archive, report, report_copy, dry_run)
        try:
            file = LineFile(name)
        except OSError as error:
            self.stderr.write(f"{name}: cannot be read: {error.strerror}")
            return Counter({FAILED: 1})
        with file:
            for batch in batches(entries(file), BATCH, BATCH_BYTES):
                writer.store(batch)
                done = before + writer.counts.total() + bad.total()
                self._progress.show(file.position(), file.size, f"{done:,} {name}")
            if file.problem:
                bad[FAILED] += 1
                report(file.number, file.problem)
        self._progress.clear()
        return writer.counts + bad


def _section(text: str) -> str:
    """A section's name as it is stored; ValueError for one that no section can have."""
    name = tidy(text)
    if name and not identity_key(name):
        raise ValueError("the name has no letter or digit")
    if len(name) > (limit := Section._meta.get_field("name").max_length or 0):
        raise ValueError(f"{len(name)} characters, at most {limit} fit")
    return name
