"""Photos: a checked and re-encoded original, the words that go with it, and until when it may be shown."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.media.files import delete_picture
from articles.media.images import CheckedImage
from articles.media.likeness import BANDS, distance, near_bands
from articles.media.pictures import Picture, rendition_version
from articles.models.fields import LineField
from articles.querysets import has_rights
from articles.text.stems import light_stem
from articles.text.tokens import words

# Hashes of copies of one picture, smaller, recompressed or a little lighter, differ in few of their 64 bits.
# Of seven bits in four bands one band has at most one: its index finds all (media/likeness.py).
LIKE_DISTANCE = 7
MOST_LIKE = 10
MOST_COMPARED = 2_000  # of blank pictures there may be very many
# Of what is typed to find a photo; a statement with a thousand conditions would be refused
LONGEST, MOST_WORDS = 1_000, 12
# What an editor changes of a photo besides its picture
WORDS_AND_RIGHTS = ("alt", "caption", "credit", "licence", "rights_expire_at", "focal_x", "focal_y")


class NotStored(Exception):
    """The files of a picture could not be stored; the message is for the editor. Nothing was kept."""


class PhotoQuerySet(models.QuerySet[Any]):
    def shown(self, at: datetime) -> PhotoQuerySet:
        """Those that readers may be shown at the moment `at`."""
        return self.filter(has_rights(at))

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next photo's rights end after the moment `at`; None when none will."""
        return self.filter(rights_expire_at__gt=at).aggregate(end=models.Min("rights_expire_at"))["end"]

    def to_withdraw(self, at: datetime) -> PhotoQuerySet:
        """Those whose files readers must not get at the moment `at`, and still might."""
        return self.filter(Q(rights_expire_at__lte=at, withdrawn_at=None) | Q(left_name__gt=""))

    def found_by(self, text: str) -> PhotoQuerySet:
        """Those whose words have all those of `text`, its first MOST_WORDS, however either is spelt.

        No index helps to find a part of a word: rows are read until enough are found, or all of them.
        """
        found = self
        for stem in list(dict.fromkeys(map(light_stem, words(text[:LONGEST]))))[:MOST_WORDS]:
            found = found.filter(words__contains=stem)
        return found

    def like(self, phash: int) -> list[Photo]:
        """Probably the same picture as the one with that hash, the most alike first; one indexed query."""
        wanted = Q()
        for band, values in zip(BANDS, near_bands(phash), strict=True):
            wanted |= Q(**{f"{band}__in": values})
        found: list[tuple[int, int, Photo]] = sorted(
            (distance(photo.phash, phash), -photo.pk, photo)
            for photo in self.filter(wanted).order_by()[:MOST_COMPARED]
        )
        return [photo for away, _pk, photo in found if away <= LIKE_DISTANCE][:MOST_LIKE]


def shown_to_readers(photo: Photo | None) -> Photo | None:
    """`photo`, if there is one and its rights have not ended."""
    return photo if photo and photo.is_shown(timezone.now()) else None


def _band(number: int) -> models.GeneratedField:
    """Sixteen of the 64 bits of the hash, kept by the database itself."""
    return models.GeneratedField(
        expression=F("phash").bitrightshift(16 * number).bitand(0xFFFF),
        output_field=models.IntegerField(null=True),
        db_persist=True,
        editable=False,
    )


class Photo(models.Model):
    """`file` was made by articles/media/images.py, never taken as uploaded; so are its renditions."""

    file = models.FileField(_("الملف"), max_length=200, unique=True)
    width = models.PositiveIntegerField(_("العرض"), editable=False)
    height = models.PositiveIntegerField(_("الارتفاع"), editable=False)
    file_size = models.PositiveIntegerField(_("حجم الملف"), null=True, editable=False)
    alt = LineField(
        _("النص البديل"),
        max_length=250,
        help_text=_("ما يراه الناظر، لمن لا يرى الصورة: «رافعات على رصيف الميناء عند الغروب»."),
    )
    caption = LineField(_("التعليق"), max_length=300, blank=True)
    credit = LineField(_("حقوق الصورة"), max_length=120, blank=True, help_text=_("المصوّر أو الوكالة."))
    licence = LineField(
        _("الترخيص"), max_length=200, blank=True, help_text=_("بأي شرط تُنشر: «لخبر واحد»، «في الموقع وحده».")
    )
    rights_expire_at = models.DateTimeField(
        _("تنتهي حقوقها"),
        null=True,
        blank=True,
        help_text=_("من هذا الموعد لا يراها القراء في أي صفحة. اتركه فارغًا إن لم يكن لحقوقها أجل."),
    )
    focal_x = models.FloatField(
        _("مركز الاهتمام أفقيًا"), default=0.5, help_text=_("من 0 (يسار) إلى 1 (يمين).")
    )
    focal_y = models.FloatField(
        _("مركز الاهتمام عموديًا"), default=0.5, help_text=_("من 0 (أعلى) إلى 1 (أسفل).")
    )
    created_at = models.DateTimeField(_("أضيفت"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("رفعها"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Which of its renditions are there (media/pictures.py); 0: none yet, and pages show the original.
    renditions = models.PositiveBigIntegerField(default=0, editable=False)
    # Since when its files have had a name that no reader's page ever told, and the name that they had, while
    # there may be files of it (photos/rights.py)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    left_name = models.CharField(max_length=200, default="", editable=False)
    # What the picture looks like (media/likeness.py), and what finds those that look nearly so
    phash = models.BigIntegerField(null=True, editable=False)
    phash_0, phash_1, phash_2, phash_3 = _band(0), _band(1), _band(2), _band(3)
    # Its words as they are matched
    words = models.TextField(default="", editable=False)

    objects = PhotoQuerySet.as_manager()

    # What search has of it (articles/receivers.py)
    _stored_said: tuple[str, ...] = ()

    class Meta:
        verbose_name = _("صورة")
        verbose_name_plural = _("الصور")
        ordering = ["-pk"]
        indexes = [
            *(models.Index(fields=[band], name=f"photo_{band}") for band in BANDS),
            models.Index(
                fields=["rights_expire_at"],
                name="photo_rights_end",
                condition=Q(rights_expire_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="photo_has_alt"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_inside",
                violation_error_message=_("مركز الاهتمام رقمان بين 0 و1."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_shown(timezone.now()):
            self.withdrawn_at = None
        self.words = " ".join(words(f"{self.alt} {self.caption} {self.credit}"))
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "words", "withdrawn_at"}
        super().save(*args, **kwargs)

    def store(self, image: CheckedImage | None) -> None:
        """Save this photo with `image` as its picture (None: the one it has). All or nothing.

        NotStored where the storage does not take it. The files of a replaced picture go once the new one is
        committed.
        """
        if image is None:
            # Its files may have got other names since this row was read: those stay as they are stored.
            with transaction.atomic():
                self.save(update_fields=WORDS_AND_RIGHTS)
            return
        try:
            name = default_storage.save(image.name, ContentFile(image.data))
        except OSError as error:
            raise NotStored(
                gettext("تعذّر حفظ الصورة: مخزن الصور لا يستجيب. لم يُحفظ شيء؛ أعد المحاولة بعد قليل.")
            ) from error
        try:
            self.file = name
            self.width, self.height, self.file_size = image.width, image.height, len(image.data)
            self.phash, self.renditions, self.withdrawn_at = image.phash, 0, None
            with transaction.atomic():
                replaced = Photo.objects.select_for_update().filter(pk=self.pk).values_list("file", flat=True)
                for old in list(replaced):
                    transaction.on_commit(partial(delete_picture, old), robust=True)
                self.save()
        except BaseException:
            default_storage.delete(name)
            raise

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        photo = super().from_db(*args, **kwargs)
        photo._stored_said = photo.said
        return photo

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of it to readers, as far as it was read."""
        return tuple(self.__dict__.get(name, "") for name in ("alt", "caption", "credit"))

    @classmethod
    def like(cls, image: CheckedImage) -> list[Photo]:
        """Those here that are probably the same picture as `image`, the most alike first."""
        return cls.objects.all().like(image.phash)

    def is_shown(self, at: datetime) -> bool:
        """PhotoQuerySet.shown, said of one photo."""
        return self.rights_expire_at is None or self.rights_expire_at > at

    @property
    def is_over(self) -> bool:
        """Whether its rights have ended by now."""
        return not self.is_shown(timezone.now())

    @property
    def wanted_renditions(self) -> int:
        """What `renditions` is when those are there that its picture and its focal point ask for."""
        return rendition_version(self.focal_x, self.focal_y)

    @property
    def picture(self) -> Picture:
        return Picture(self.file.name or "", self.width, self.height, self.alt, self.renditions)


@receiver(post_delete, sender=Photo)
def delete_files_of_photo(instance: Photo, **kwargs: Any) -> None:
    """A photo's files go with it, once that is committed; a receiver, since bulk deletes call no method."""
    transaction.on_commit(partial(delete_picture, instance.file.name or ""), robust=True)
