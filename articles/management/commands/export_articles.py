"""Writes the newsroom's articles as an archive (docs/archive-format.md)."""

import gzip
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from articles.intake.export import archive_lines
from articles.intake.values import moment
from articles.management.reporting import Progress, option
from articles.models import Article, Section


class Command(BaseCommand):
    help = (
        "Write the published articles, one JSON object a line (docs/archive-format.md), as import_articles "
        "reads them. Pictures, corrections and lists of related stories are not part of it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out",
            type=Path,
            metavar="FILE",
            help="compressed when it ends in .gz; it appears when it is whole (default: standard output)",
        )
        parser.add_argument("--since", default="", help="published then or later, ISO 8601")
        parser.add_argument("--section", default="", help="name of the section (subsections are not in it)")
        parser.add_argument("--all", action="store_true", help="drafts, withdrawn and expired stories, too")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.all() if options["all"] else Article.objects.published()
        if since := option("--since", moment, options["since"]):
            articles = articles.filter(published_at__gte=since)
        if options["section"]:
            section = Section.objects.filter(name=options["section"]).first()
            if section is None:
                raise CommandError(f"--section: no section is called {options['section']!r}")
            articles = articles.filter(section=section)
        progress = Progress(self.stderr)
        total = articles.count()
        written = 0
        try:
            with _open(options["out"], self.stdout) as file:
                for line in archive_lines(articles):
                    file.write(line)
                    written += 1
                    if not self.stdout.isatty() or options["out"]:
                        progress.show(written, total, f"{written:,}")
        except OSError as error:
            raise CommandError(
                f"{options['out'] or 'standard output'}: cannot be written: {error.strerror}"
            ) from error
        progress.clear()
        self.stderr.write(f"{written} exported")


@contextmanager
def _open(path: Path | None, stdout: Any) -> Iterator[TextIO]:
    """Where to write: `path`, put in place when it is whole, or the standard output."""
    if path is None:
        yield stdout
        return
    part = path.with_name(path.name + ".part")
    try:
        if path.suffix == ".gz":
            with gzip.open(part, "wt", compresslevel=6, encoding="utf-8", newline="\n") as file:
                yield file
        else:
            with part.open("w", encoding="utf-8", newline="\n") as file:
                yield file
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
