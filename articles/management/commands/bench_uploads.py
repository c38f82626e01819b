"""Says what uploads cost in time and memory."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.bench.uploads import KINDS, check, cost_of, write


class Command(BaseCommand):
    help = (
        "Print seconds and peak memory for uploads of ordinary and of the largest pictures, and renditions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)} (all)")
        parser.add_argument("--write", metavar="PATH", help="only write a picture of that kind")
        parser.add_argument("--check", metavar="PATH", help="only take in that picture, in this process")

        parser.add_argument("--at-once", type=int, default=1, metavar="N", help="so many by one process (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            write(options["kinds"][0], options["write"])
        elif options["check"]:
            self.stdout.write(check(options["check"], options["at_once"]))
        else:
            for kind in options["kinds"] or KINDS:
                cost = cost_of(kind, options["at_once"])
                said = f"{cost.seconds:6.2f} s, {cost.cpu:.2f} s CPU" if cost.accepted else "refused"
                rest = f"renditions {cost.renditions_cpu:.2f} s CPU" if cost.accepted else ""
                self.stdout.write(f"{kind:26} {said:20}  peak {cost.peak_mib} MiB  {rest}")
