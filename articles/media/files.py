"""The files of a picture in the storage: its original, and a folder of renditions beside it."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage

from articles.media.pictures import folder_of


def renditions_of(name: str) -> Iterator[str]:
    """Names of all that was ever made of the original at `name` and is still there."""
    folder = folder_of(name)
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # on a disk; a bucket has no folders and lists nothing
        return
    yield from (f"{folder}/{file}" for file in files)


def delete_picture(name: str) -> None:
    """Delete the original at `name` and all that was made of it; what is gone already is no error."""
    default_storage.delete(name)
    for rendition in list(renditions_of(name)):
        default_storage.delete(rendition)
    default_storage.delete(folder_of(name))  # on a disk, the folder that is empty now
