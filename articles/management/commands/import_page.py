"""Reads the text of pages in the source layout into the newsroom."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.intake.page import CREATED, UNCHANGED, UPDATED, PageOptions, import_page
from articles.intake.values import moment, web_address
from articles.management.reporting import Progress, option
from articles.models import Article
from articles.similar.copies import copies_of
from articles.text.source_page import MAX_BYTES, PageError, Problem, decode


class Command(BaseCommand):
    help = (
        "Store pages in the source layout (text, then المصدر, كلمات دلالية, إقرأ أيضاً, مقالات مشابهة) "
        "as articles. Storing a page again changes nothing. "
        "Prints one line per page: created|updated|unchanged, id, path."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="UTF-8 text files; - is the standard input"
        )
        parser.add_argument("--headline", default="", help="headline; without it the first subhead serves")
        parser.add_argument("--source-url", default="", help="address of the original story")
        parser.add_argument("--published", default="", help="ISO 8601, e.g. 2024-10-11T18:30 (default: now)")
        parser.add_argument("--section", default="", help="name of the section (default: «أخبار»)")
        parser.add_argument("--draft", action="store_true", help="store new articles as drafts")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[str] = options["files"]
        if len(files) > 1 and (options["headline"] or options["source_url"]):
            raise CommandError("--headline and --source-url belong to one page: give one file")
        page_options = PageOptions(
            headline=options["headline"],
            source_url=option("--source-url", web_address, options["source_url"]),
            published=option("--published", moment, options["published"]),
            draft=options["draft"],
            section=options["section"],
        )
        counts: Counter[str] = Counter()
        progress = Progress(self.stderr)
        for number, name in enumerate(files, start=1):
            try:
                with transaction.atomic():
                    outcome, article = import_page(decode(_read(name)), page_options)
                    transaction.set_rollback(options["dry_run"])
            except PageError as error:
                counts["failed"] += 1
                progress.clear()
                self.stderr.write(f"{name}: {error}")
            else:
                counts[outcome] += 1
                path = unquote(article.get_absolute_url())
                progress.clear()
                self.stdout.write(f"{outcome} {article.pk} {path}{_same_as(article)}")
            progress.show(number, len(files), f"{number}/{len(files)}")
        progress.clear()
        words = [f"{counts[outcome]} {outcome}" for outcome in (CREATED, UPDATED, UNCHANGED, "failed")]
        self.stdout.write(", ".join(words) + (" (dry run: nothing stored)" if options["dry_run"] else ""))
        if counts["failed"]:
            raise CommandError(f"{counts['failed']} of {len(files)} not imported; see above", returncode=1)


def _same_as(article: Article) -> str:
    """Whose text this is, where much of it is here already: « (91% as in 12)»."""
    return next((f" ({share:.0%} as in {pk})" for pk, share in copies_of([article.pk])[article.pk]), "")


def _read(name: str) -> bytes:
    """The bytes of a file or the standard input, no more than a page may have and one."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PageError(Problem.UNREADABLE, f"cannot be read: {error.strerror}") from error
