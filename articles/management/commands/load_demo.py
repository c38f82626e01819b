"""Loads the demo newsroom."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.demo.load import load_demo


class Command(BaseCommand):
    help = (
        "Load the demo newsroom: invented Arabic stories with drawn pictures. What is there stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        created, here = load_demo()
        self.stdout.write(f"demo newsroom: {created} stories created, {here} were here")
