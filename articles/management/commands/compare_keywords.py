from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.authority.index import compare_anew, compare_new_spellings


class Command(BaseCommand):
    help = "Look for probable variants of keyword spellings that were not compared yet (--all: of every one)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="forget the old findings and compare all again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        compared = compare_anew() if options["all"] else compare_new_spellings()
        self.stdout.write(f"compared {compared:,} spellings")
