"""Computes profiles, copies and similar lists anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.management.reporting import Progress
from articles.models import Article
from articles.models.derived import Profile, SketchHash, TermArticles, TermCount
from articles.refresh import refresh
from articles.similar.lists import relate

BATCH = 500


class Command(BaseCommand):
    help = (
        "Compute what articles are found by (profiles, copies), and their similar lists. A run that was "
        "stopped is taken up with --after and the number that it printed last. What editors chose stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="go on after this article")
        parser.add_argument("--lists-only", action="store_true", help="profiles and copies stay as they are")
        parser.add_argument("--profiles-only", action="store_true", help="leave the lists as they are")
        parser.add_argument("--clear", action="store_true", help="drop what was computed first")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clear"]:
            for model in (Profile, TermCount, TermArticles, SketchHash):
                model.objects.all().delete()
        if not options["lists_only"]:
            self._walk("profiles and copies", refresh, options["after"])
        if not options["profiles_only"]:
            after = options["after"] if options["lists_only"] else 0
            self._walk("similar lists", relate, after)

    def _walk(self, what: str, step: Any, after: int) -> None:
        """Apply `step` to all articles after the id `after`, a batch at a time."""
        progress, done, total = Progress(self.stderr), 0, Article.objects.filter(pk__gt=after).count()
        while batch := list(Article.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
            step(batch)
            after, done = batch[-1].pk, done + len(batch)
            progress.show(done, total, f"{what}: {done}/{total}, last id {after}")
        progress.clear()
        self.stdout.write(f"{what}: {done} articles, last id {after}")
