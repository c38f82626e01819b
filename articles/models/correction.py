"""Corrections: public records that a published story was changed, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import ProseField
from articles.querysets import PlacedQuerySet


class CorrectionKind(models.TextChoices):
    UPDATE = "update", _("تحديث")
    CORRECTION = "correction", _("تصحيح")
    CLARIFICATION = "clarification", _("توضيح")
    APOLOGY = "apology", _("اعتذار")
    WITHDRAWAL = "withdrawal", _("سحب")


class CorrectionQuerySet(PlacedQuerySet):
    def told(self, at: datetime) -> Self:
        """Those that readers are told at the moment `at`: with `is_out`, whether they may read the story.

        Of stories that are out, all. Of others that they were withdrawn, and nothing else.
        """
        out = Article.objects.published(at).filter(pk=OuterRef("article")).order_by()
        told = Q(kind=CorrectionKind.WITHDRAWAL) | Q(is_out=True)
        return self.annotate(is_out=Exists(out)).filter(told)

    @property
    def _place(self) -> tuple[str, str]:
        return "issued_at", "pk"


class Correction(models.Model):
    article = models.ForeignKey(
        Article, verbose_name=_("الخبر"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(
        _("النوع"), max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    text = ProseField(_("النص"), max_length=1000, help_text=_("ما كان خطأ، وما هو الصواب."))
    issued_at = models.DateTimeField(_("التاريخ"), default=timezone.now)
    # When its words or kind were mended; subscribers are told of it.
    amended_at = models.DateTimeField(null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("المحرر"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("تصويب")
        verbose_name_plural = _("التصويبات")
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["-issued_at", "-id"], name="correction_newest"),
            # Why stories were withdrawn lately, among any number of other corrections
            models.Index(fields=["kind", "-issued_at", "-id"], name="correction_newest_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_has_text"),
            models.CheckConstraint(
                condition=models.Q(kind__in=CorrectionKind.values), name="correction_kind_known"
            ),
        ]

    @property
    def changed_at(self) -> datetime:
        """When readers were told what it says now."""
        return self.amended_at or self.issued_at

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
