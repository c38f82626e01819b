"""Makes the renditions of photos, and says of a photo which of them are there."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from PIL import Image

from articles.media.files import delete_picture, renditions_of
from articles.media.likeness import perceptual_hash
from articles.media.pictures import folder_of
from articles.media.renditions import renditions_for
from articles.models import Photo


@task
def make_renditions(pk: int) -> None:
    """As a task, for a photo that may be gone by now."""
    with suppress(Photo.DoesNotExist):
        make(Photo.objects.get(pk=pk))


def make(photo: Photo) -> bool:
    """Make what `photo` lacks; whether anything was to do. Safe to repeat, and to do twice at a time.

    Pages go on with what was there before until all of it is stored. That is kept until the next time: caches
    hold pages that name it.
    """
    name, version, before = photo.file.name or "", photo.wanted_renditions, photo.renditions
    if version == before:
        return False
    with default_storage.open(name) as file:
        data = file.read()
    original = Image.open(BytesIO(data))
    for path, content in renditions_for(original, name, version, (photo.focal_x, photo.focal_y)):
        _put(path, content)
    with transaction.atomic():
        stored = Photo.objects.select_for_update().filter(pk=photo.pk, file=name).first()
        if stored is None:  # deleted, or it has got another picture: nobody asks for these any more
            transaction.on_commit(partial(delete_picture, name), robust=True)
            return True
        if stored.wanted_renditions != version:  # another focal point, and with it a task of its own
            return True
        stored.renditions, stored.phash, stored.file_size = version, perceptual_hash(original), len(data)
        stored.save(update_fields=["renditions", "phash", "file_size"])
    _delete_all_but(name, {version, before})
    return True


def _put(path: str, content: bytes) -> None:
    """Store `content` at `path`, unless it is there: half of it may be, from a run that was stopped."""
    try:
        if default_storage.size(path) == len(content):
            return
    except FileNotFoundError:
        pass
    default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def _delete_all_but(name: str, versions: set[int]) -> None:
    kept = tuple(f"{folder_of(name)}/{version:x}-" for version in versions)
    for path in list(renditions_of(name)):
        if not path.startswith(kept):
            default_storage.delete(path)
