from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.search.indexing import rebuild


class Command(BaseCommand):
    help = "Makes stories findable that are not yet; run again after an interruption, it goes on"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="read every story anew (unchanged ones cost no write)"
        )
        parser.add_argument("--after", type=int, default=0, metavar="ID", help="begin after this article")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = Article.objects.filter(pk__gt=options["after"])
        if not options["all"]:
            articles = articles.filter(search_document=None)
        total, done = articles.count(), 0
        for last, count in rebuild(articles):
            done += count
            self.stdout.write(f"\r{done}/{total} (up to {last})", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r{done} stories read" + " " * 20)
