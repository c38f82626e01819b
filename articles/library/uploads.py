"""Taking pictures into the library: sent first, one by one; described then, and only so a photo.

What was sent waits for whoever sent it, for a day. Each act asks for permission itself.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.media.files import delete_picture
from articles.media.images import CheckedImage, check_image
from articles.models import Photo, PhotoUpload
from articles.models.photo import NotStored
from articles.text.normalize import identity_key, tidy

KEPT = timedelta(days=1)
MOST_WAITING = 60  # per person
_SWEPT = 20  # forgotten ones that go with each new one
WORDS = ("alt", "caption", "credit", "licence")


class Refused(Exception):
    """What was sent cannot be taken; the message says why, and what to do, to the editor."""


def waiting(by: Any) -> QuerySet[PhotoUpload]:
    """What `by` has sent and not described yet, the oldest first."""
    return PhotoUpload.objects.filter(by=by, at__gt=timezone.now() - KEPT).order_by("pk")


def take_in(file: IO[bytes], file_name: str, size: int, by: Any) -> tuple[PhotoUpload, list[Photo]]:
    """Check the picture in `file` and keep it; with it those of the library that look the same.

    ImageError for what is no acceptable picture, Refused for too many, NotStored when the storage is down.
    """
    _ask_for_permission(by)
    if waiting(by).count() >= MOST_WAITING:
        raise Refused(_("تنتظرك %d صورة لم تُكتب بياناتها. أكملها أو تخلّ عنها، ثم ارفع غيرها.") % MOST_WAITING)
    image = check_image(file, file_name, size)
    like = Photo.like(image)
    return _keep(image, file_name, by), like


def _keep(image: CheckedImage, file_name: str, by: Any) -> PhotoUpload:
    try:
        name = default_storage.save(f"uploads/{image.name.rpartition('/')[2]}", ContentFile(image.data))
    except OSError as error:
        raise NotStored(
            _("تعذّر حفظ الصورة: مخزن الصور لا يستجيب. لم يُحفظ شيء؛ أعد المحاولة بعد قليل.")
        ) from error
    try:
        with transaction.atomic():
            upload = PhotoUpload.objects.create(
                by=by,
                file_name=tidy(file_name)[:255],
                file=name,
                width=image.width,
                height=image.height,
                phash=image.phash,
                suggestions=asdict(image.suggestions),
            )
            _sweep()
    except BaseException:
        default_storage.delete(name)
        raise
    return upload


@transaction.atomic
def describe(pk: int, by: Any, words: dict[str, str], rights_expire_at: datetime | None = None) -> Photo:
    """Make a photo of what `by` has sent, with `words` (those of WORDS; the alt must say something), its
    rights ending at that moment from the first on.

    Refused when it is gone: described already, given up, or older than a day.
    """
    _ask_for_permission(by)
    upload = waiting(by).select_for_update().filter(pk=pk).first()
    if upload is None:
        raise Refused(_("لم تعد هذه الصورة في الانتظار: لعلها حُفظت من نافذة أخرى، أو مضى عليها يوم."))
    if not identity_key(words.get("alt", "")):
        raise Refused(_("اكتب النص البديل: ما يراه الناظر، لمن لا يرى الصورة."))
    photo = Photo(**{name: words.get(name, "") for name in WORDS}, uploaded_by=by)
    photo.rights_expire_at = rights_expire_at
    try:
        with default_storage.open(upload.file) as file:
            data = file.read()
    except OSError as error:
        raise NotStored(
            _("ملف الصورة لا يُقرأ من المخزن. ارفعها من جديد، أو أعد المحاولة بعد قليل.")
        ) from error
    name = f"photos/{upload.file.rpartition('/')[2]}"
    photo.store(CheckedImage(name, data, upload.width, upload.height, upload.phash))
    _forget(upload)
    return photo


@transaction.atomic
def give_up(pk: int, by: Any) -> bool:
    """Throw away what `by` has sent; False when it is gone already."""
    upload = waiting(by).select_for_update().filter(pk=pk).first()
    if upload is not None:
        _forget(upload)
    return upload is not None


def _sweep() -> None:
    """What nobody came back for within a day goes, a few with each new one."""
    for upload in PhotoUpload.objects.filter(at__lte=timezone.now() - KEPT).order_by("at")[:_SWEPT]:
        _forget(upload)


def _forget(upload: PhotoUpload) -> None:
    PhotoUpload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(delete_picture, upload.file), robust=True)


def _ask_for_permission(by: Any) -> None:
    if not by.has_perm("articles.add_photo"):
        raise PermissionDenied(_("ليس لك أن تضيف صورًا إلى المكتبة. اطلب ذلك من مدير النظام."))
