"""Private links: that somebody without an account may read a story before it is out, for a while."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import LineField


class PreviewLinkQuerySet(models.QuerySet[Any]):
    def open(self, at: datetime | None = None) -> Self:
        """Those that lead to their article at the moment `at` (now)."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at or timezone.now())

    def revoke(self, by: Any) -> int:
        """Let those that are open lead nowhere from now on; how many they were."""
        now = timezone.now()
        return self.open(now).update(revoked_at=now, revoked_by=by)


class PreviewLink(models.Model):
    """A row stays when its time is over: it says who let whom read the story, and until when."""

    article = models.ForeignKey(
        Article, verbose_name=_("الخبر"), on_delete=models.CASCADE, related_name="preview_links"
    )
    note = LineField(_("لمن هو"), max_length=120, help_text=_("اسم من ترسله إليه، ليعرف زملاؤك."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("من صنعه"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("متى"), default=timezone.now)
    expires_at = models.DateTimeField(_("ينتهي في"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("من أبطله"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("أُبطل في"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("رابط معاينة")
        verbose_name_plural = _("روابط المعاينة")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()  # who may edit the story may make and revoke them
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="preview_link_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="preview_link_lasts_some_time"
            ),
        ]

    def __str__(self) -> str:
        return self.note

    def is_open_at(self, at: datetime) -> bool:
        """Whether it leads to the article at that moment: the same rule as PreviewLinkQuerySet.open."""
        return self.revoked_at is None and self.expires_at > at
