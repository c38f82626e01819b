"""A picture that somebody sent to the library and has not described yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.media.pictures import Picture
from articles.models.fields import LineField


class PhotoUpload(models.Model):
    """Its file is stored, but it is no photo: no page and no story can name it (library/uploads.py)."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    file_name = LineField(max_length=255, blank=True)  # as it came
    file = models.CharField(max_length=200)  # where the checked picture lies
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    phash = models.BigIntegerField()
    suggestions = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["by", "id"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def picture(self) -> Picture:
        return Picture(self.file, self.width, self.height)
