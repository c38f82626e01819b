"""History: one row for each save and each act, with the whole text as it was after it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article import Article
from articles.models.fields import ProseField
from articles.models.status import Status


class Act(models.TextChoices):
    """What was done; the names serve buttons and history alike.

    A context where English has a verb for the act and a noun for the correction that readers see.
    """

    ARRIVE = "arrive", _("وصول")
    EDIT = "edit", _("حفظ")
    SUBMIT = "submit", _("تقديم للمراجعة")
    RECALL = "recall", _("استرداد من المراجعة")
    SEND_BACK = "send_back", _("إعادة إلى الكاتب")
    APPROVE = "approve", _("اعتماد")
    PUBLISH = "publish", _("نشر الآن")
    SCHEDULE = "schedule", _("جدولة")
    UNSCHEDULE = "unschedule", _("إلغاء الجدولة")
    CORRECT = "correct", pgettext_lazy("act", "تصويب")
    WITHDRAW = "withdraw", pgettext_lazy("act", "سحب")
    ARCHIVE = "archive", _("أرشفة")
    REOPEN = "reopen", _("إعادة إلى المسودات")
    RESTORE = "restore", _("استعادة نسخة")


class Revision(models.Model):
    """An article's version: its number is the article's own `version` at that time."""

    article = models.ForeignKey(
        Article, verbose_name=_("الخبر"), on_delete=models.CASCADE, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField(_("رقمها"))
    act = models.CharField(_("ما جرى"), max_length=10, choices=Act)
    status = models.CharField(_("الحالة بعده"), max_length=10, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("من"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("متى"), default=timezone.now)
    note = ProseField(_("ملاحظة"), max_length=1000, blank=True)
    # articles/workflow/content.py writes and reads it
    content = models.JSONField(editable=False)

    class Meta:
        verbose_name = _("نسخة")
        verbose_name_plural = _("النسخ")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once"),
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="revision_act_known"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="revision_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_act_display()}"
