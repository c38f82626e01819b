"""Makes the renditions that photos lack."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.reporting import Progress
from articles.models import Photo
from articles.photos.renditions import make


class Command(BaseCommand):
    help = (
        "Make the smaller copies and cuts that photos lack, all of them after a change of their sizes. "
        "A run that was stopped is taken up by running it again; what is there stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        progress, total = Progress(self.stderr), Photo.objects.count()
        made, failed = 0, []
        for done, photo in enumerate(Photo.objects.order_by("-pk").iterator(chunk_size=200), 1):
            try:
                made += make(photo)
            except OSError as error:  # the storage, or what it has is no picture
                failed.append(photo.pk)
                progress.clear()
                self.stderr.write(f"photo {photo.pk}: {error}")
            progress.show(done, total, f"{done}/{total}, {made} made")
        progress.clear()
        self.stdout.write(f"{made} photos got renditions, {total - made - len(failed)} had them")
        if failed:
            raise CommandError(f"{len(failed)} photos could not be read or written; run it again for them")
