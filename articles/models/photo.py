"""Photos: a checked and re-encoded original, its smaller copies, and the words that go with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from articles.media.images import WIDTHS, CheckedImage, copy_name
from articles.media.pictures import Picture
from articles.models.fields import LineField


class Photo(models.Model):
    """`file` was made by articles/media/images.py, never taken as uploaded; so were its copies."""

    file = models.ImageField(
        _("الملف"), upload_to="photos", width_field="width", height_field="height", max_length=200
    )
    width = models.PositiveIntegerField(_("العرض"), editable=False)
    height = models.PositiveIntegerField(_("الارتفاع"), editable=False)
    alt = LineField(
        _("النص البديل"),
        max_length=250,
        help_text=_("ما يراه الناظر، لمن لا يرى الصورة: «رافعات على رصيف الميناء عند الغروب»."),
    )
    caption = LineField(_("التعليق"), max_length=300, blank=True)
    credit = LineField(_("حقوق الصورة"), max_length=120, blank=True, help_text=_("المصوّر أو الوكالة."))
    focal_x = models.FloatField(
        _("مركز الاهتمام أفقيًا"), default=0.5, help_text=_("من 0 (يسار) إلى 1 (يمين).")
    )
    focal_y = models.FloatField(
        _("مركز الاهتمام عموديًا"), default=0.5, help_text=_("من 0 (أعلى) إلى 1 (أسفل).")
    )
    created_at = models.DateTimeField(_("أضيفت"), auto_now_add=True)

    class Meta:
        verbose_name = _("صورة")
        verbose_name_plural = _("الصور")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(alt=""), name="photo_has_alt"),
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_inside",
                violation_error_message=_("مركز الاهتمام رقمان بين 0 و1."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    def store(self, image: CheckedImage | None) -> None:
        """Save this photo with `image` as its picture (None: the one it has). All or nothing.

        The files of a replaced picture go once the new one is committed.
        """
        replaced = list(self._files()) if image and self.file else []
        storage = self.file.storage
        try:
            if image:
                for name, data in image.files.items():
                    storage.save(name, ContentFile(data))
                self.file = image.name
                self.width, self.height = image.width, image.height
            with transaction.atomic():
                self.save()
        except BaseException:
            for name in image.files if image else ():
                storage.delete(name)
            raise
        transaction.on_commit(lambda: _delete_files(replaced))

    def _files(self) -> Iterator[str]:
        """Storage names of the original and its copies."""
        name = self.file.name or ""
        yield name
        yield from (copy_name(name, width) for width in WIDTHS if width < self.width)

    @property
    def picture(self) -> Picture:
        return Picture(self.file.name or "", self.width, self.height, self.alt)


def _delete_files(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


@receiver(post_delete, sender=Photo)
def delete_files_of_photo(instance: Photo, **kwargs: Any) -> None:
    """A photo's files go with it, once that is committed; a receiver, since bulk deletes call no method."""
    names = list(instance._files())
    transaction.on_commit(lambda: _delete_files(names))
