"""Cards as files: drawn when somebody asks first, then kept in the storage until they show something else."""

from __future__ import annotations

import logging
import os
import secrets
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image

from articles.cards.card import Card, CardPhoto
from articles.cards.drawing import draw
from articles.media.decoding import ImageError
from articles.media.images import open_picture

logger = logging.getLogger(__name__)

LARGEST = 150 * 1024  # bytes; some networks load no more
_QUALITIES = (84, 76, 68, 58, 46, 34, 22, 12)


def card_file(card: Card) -> tuple[bytes, bool]:
    """The JPEG of `card`, and whether it is what `card` says.

    It is not when the photo's file cannot be read: then the card has the headline instead, and is not stored.
    """
    try:
        with default_storage.open(card.file_name) as file:
            return file.read(), True
    except FileNotFoundError:
        pass
    picture = _read(card, card.photo) if card.photo else None
    data = _jpeg(draw(card, picture))
    whole = bool(picture or not card.photo)
    if whole:
        _store(card.file_name, data)
    return data, whole


def _read(card: Card, photo: CardPhoto) -> Image.Image | None:
    try:
        with default_storage.open(photo.name) as file:
            return open_picture(file)
    except (OSError, ImageError) as error:
        logger.error("card of article %d: photo %s: %s", card.pk, photo.name, error)  # noqa: TRY400 - no fault
        return None


def _jpeg(sheet: Image.Image) -> bytes:
    """`sheet` as good as LARGEST allows."""
    for quality in _QUALITIES:
        stream = BytesIO()
        sheet.save(stream, "JPEG", quality=quality, optimize=True, progressive=True)
        if stream.tell() <= LARGEST:
            break
    return stream.getvalue()


def _store(name: str, data: bytes) -> None:
    """At once or not at all: whoever reads meanwhile finds no half of it, and of two writers either wins."""
    if not isinstance(default_storage, FileSystemStorage):  # objects of a bucket appear whole
        default_storage.save(name, ContentFile(data))
        return
    written = default_storage.save(f"{name}.{secrets.token_hex(8)}", ContentFile(data))
    os.replace(default_storage.path(written), default_storage.path(name))
