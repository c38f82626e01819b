"""Sources: the papers, agencies and broadcasters a story may come from, and our own newsroom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import LineField, ProseField
from articles.models.named import Slugged, Spelling, Spelt


class SourceKind(models.TextChoices):
    PAPER = "paper", _("صحيفة أو موقع")
    AGENCY = "agency", _("وكالة أنباء")
    BROADCASTER = "broadcaster", _("إذاعة أو تلفزيون")
    OWN = "own", _("غرفة أخبارنا")


class Source(Spelt, Slugged):
    name = LineField(_("الاسم"), max_length=100)
    kind = models.CharField(_("النوع"), max_length=12, choices=SourceKind, default=SourceKind.PAPER)
    home_page = models.URLField(_("الموقع"), blank=True, help_text=_("عنوان كامل يبدأ بـ https://"))
    logo = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("الشعار"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    country = LineField(_("البلد"), max_length=60, blank=True)
    licence = LineField(_("الترخيص"), max_length=200, blank=True, help_text=_("بأي شرط يُنشر عن هذا المصدر."))
    attribution = LineField(
        _("صيغة النسبة"),
        max_length=200,
        blank=True,
        help_text=_("كما تُكتب تحت الخبر، مثل: نقلاً عن جريدة المرفأ. إن تُركت كُتب الاسم."),
    )
    about = ProseField(_("تعريف"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("مصدر")
        verbose_name_plural = _("المصادر")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SourceKind.values), name="source_kind_known")
        ]

    def get_absolute_url(self) -> str:
        return path_of("source", self.slug)

    @classmethod
    def own(cls) -> Source | None:
        """Our own newsroom, which a story without a source is by; None while there is none."""
        return cls.objects.filter(kind=SourceKind.OWN).order_by("pk").first()

    @property
    def is_own(self) -> bool:
        return self.kind == SourceKind.OWN


class SourceName(Spelling):
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="spellings")

    class Meta:
        verbose_name = _("اسم آخر للمصدر")
        verbose_name_plural = _("أسماء المصادر")
