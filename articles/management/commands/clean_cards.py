from argparse import ArgumentParser
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from articles.cards.cleaning import stale_cards


class Command(BaseCommand):
    help = "Removes social cards that show what is not so any more, or stories that are not out"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")

    def handle(self, *args: Any, **options: Any) -> None:
        count = size = 0
        for card in stale_cards():
            count, size = count + 1, size + card.size
            if not options["dry_run"]:
                default_storage.delete(card.name)
        verb = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{count} cards {verb}, {size / 1024**2:.1f} MB")
