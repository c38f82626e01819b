"""A picture that somebody sent to the library and has not described yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.media.images import CheckedImage
from articles.media.pictures import Picture
from articles.models.fields import LineField


class PhotoUpload(models.Model):
    """Its files are stored, but it is no photo: no page and no story can name it (library/uploads.py)."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    file_name = LineField(max_length=255, blank=True)
    # All that articles/media/images.py found out of it but the files themselves
    image = models.JSONField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["by", "id"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def checked(self) -> CheckedImage:
        """The picture as it was checked; its files lie in the storage already."""
        return CheckedImage(files={}, **self.image)

    @property
    def picture(self) -> Picture:
        image: dict[str, Any] = self.image
        return Picture(image["name"], image["width"], image["height"])
