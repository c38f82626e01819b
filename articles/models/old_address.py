"""Addresses of pages that were elsewhere before: in the system that a newsroom comes from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.text.old_addresses import LONGEST


class OldAddress(models.Model):
    """Leads for good to a story or to another address of this site.

    It is asked for only where nothing else is: so it can hide no page of ours.
    """

    path = models.CharField(
        _("العنوان القديم"),
        max_length=LONGEST,
        unique=True,
        help_text=_("كما كان في الموقع السابق: الرابط كاملًا، أو ما بعد اسم الموقع منه."),
        error_messages={"unique": _("هذا العنوان القديم مسجّل من قبل: عدّل ذاك.")},
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("يقود إلى الخبر"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="old_addresses",
    )
    to = models.CharField(
        _("أو إلى عنوان هنا"),
        max_length=LONGEST,
        blank=True,
        db_index=True,
        help_text=_("صفحة قسم أو كلمة أو مصدر أو كاتب أو غيرها في هذا الموقع: الصق رابطها."),
    )

    class Meta:
        verbose_name = _("عنوان قديم")
        verbose_name_plural = _("العناوين القديمة")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, to="") | (Q(article__isnull=True) & Q(to__gt="")),
                name="old_address_leads_to_one_thing",
                violation_error_message=_("اختر خبرًا أو اكتب عنوانًا، لا كليهما."),
            ),
        ]

    def __str__(self) -> str:
        return self.path
