"""A recording of a story: one for each, checked and named by us."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Recording(models.Model):
    """`file` is what articles/media/audio.py let pass. Another recording of the story is another row."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="recording")
    file = models.CharField(max_length=200, unique=True)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes
    seconds = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("تسجيل صوتي")
        verbose_name_plural = _("التسجيلات الصوتية")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file

    @property
    def url(self) -> str:
        return default_storage.url(self.file)


def recording_of(article: Article) -> Recording | None:
    """That of `article`; no query where it came along (select_related)."""
    return getattr(article, "recording", None)


@receiver(post_delete, sender=Recording)
def delete_file_of_recording(instance: Recording, **kwargs: Any) -> None:
    """Once that is committed."""
    transaction.on_commit(partial(default_storage.delete, instance.file), robust=True)
