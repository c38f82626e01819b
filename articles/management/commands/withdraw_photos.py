"""Takes the files of photos whose rights have ended out of readers' reach."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Photo
from articles.photos.rights import withdraw


class Command(BaseCommand):
    help = (
        "Move the files of photos whose rights have ended to names that no page ever told. For cron, each "
        "minute, where no worker runs (TASK_WORKER=0); with one, after a storage was down. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        moved, failed = 0, 0
        for photo in Photo.objects.to_withdraw(timezone.now()):
            try:
                withdraw(photo)
                moved += 1
            except OSError as error:
                failed += 1
                self.stderr.write(f"photo {photo.pk}: {error}")
        self.stdout.write(f"{moved} photos withdrawn")
        if failed:
            raise CommandError(f"{failed} photos could not be moved; run it again")
