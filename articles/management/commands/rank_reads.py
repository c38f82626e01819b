from typing import Any

from django.core.management.base import BaseCommand

from articles.reading.ranking import WINDOWS, prune, rank


class Command(BaseCommand):
    help = (
        "Rank the most read stories of all windows anew, and delete counts that no window reaches. Processes "
        "that serve do both by themselves: this is for now, and for after a restored backup. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        changed = [days for days in WINDOWS if rank(days)]
        prune()
        self.stdout.write(f"{len(changed)} of {len(WINDOWS)} rankings changed")
