"""Corrections: public records that a published story was changed, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import ProseField


class CorrectionKind(models.TextChoices):
    UPDATE = "update", _("تحديث")
    CORRECTION = "correction", _("تصحيح")
    CLARIFICATION = "clarification", _("توضيح")
    APOLOGY = "apology", _("اعتذار")
    WITHDRAWAL = "withdrawal", _("سحب")


class Correction(models.Model):
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("الخبر"), on_delete=models.CASCADE, related_name="corrections"
    )
    kind = models.CharField(
        _("النوع"), max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    text = ProseField(_("النص"), max_length=1000, help_text=_("ما كان خطأ، وما هو الصواب."))
    issued_at = models.DateTimeField(_("التاريخ"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("المحرر"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("تصويب")
        verbose_name_plural = _("التصويبات")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["-issued_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_has_text"),
            models.CheckConstraint(
                condition=models.Q(kind__in=CorrectionKind.values), name="correction_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
