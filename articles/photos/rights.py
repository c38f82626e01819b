"""Takes the files of photos whose rights have ended out of readers' reach.

Pages leave such a photo out by themselves, at its minute. But they told the addresses of its files before; so
these get a new name, which nobody can guess and only the desk shows, and those of the old one are deleted.
"""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import default_task_backend, task
from django.utils import timezone

from articles.media.files import delete_picture
from articles.media.images import new_name
from articles.models import Photo


@task
def withdraw_photo(pk: int) -> None:
    """As a task, for a photo that may be gone, or have got new rights, by now."""
    for photo in Photo.objects.to_withdraw(timezone.now()).filter(pk=pk):
        withdraw(photo)


def withdraw_in_time(photo: Photo) -> None:
    """Have `photo` withdrawn when its rights end: at once where they have, else by the worker at that time.

    Where tasks are immediate nobody waits for that time: `manage.py withdraw_photos` makes up for it.
    """
    end = photo.rights_expire_at
    if end is None or photo.withdrawn_at:
        return
    if end <= timezone.now():
        withdraw_photo.enqueue(photo.pk)
    elif default_task_backend.supports_defer:
        withdraw_photo.using(run_after=end).enqueue(photo.pk)


def withdraw(photo: Photo) -> None:
    """Move the files of `photo`. What a failing storage leaves undone is done when it is called again."""
    if not photo.left_name:
        _rename(photo)
    if photo.left_name:
        delete_picture(photo.left_name)
        photo.left_name = ""
        photo.save(update_fields=["left_name"])


def _rename(photo: Photo) -> None:
    name = new_name()
    with default_storage.open(photo.file.name or "") as original:
        default_storage.save(name, original)
    with transaction.atomic():
        now = timezone.now()
        stored = Photo.objects.select_for_update().filter(pk=photo.pk, file=photo.file.name).first()
        if stored is None or stored.is_shown(now):
            default_storage.delete(name)
            return
        stored.left_name, stored.file = stored.file.name or "", name
        stored.withdrawn_at, stored.renditions = now, 0
        stored.save(update_fields=["left_name", "file", "withdrawn_at", "renditions"])
    photo.left_name, photo.file = stored.left_name, stored.file
    photo.withdrawn_at, photo.renditions = stored.withdrawn_at, 0
