"""Sources: the papers, agencies and broadcasters a story may come from, and our own newsroom."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import LineField, ProseField
from articles.models.named import Slugged, Spelling, Spelt


class SourceKind(models.TextChoices):
    PAPER = "paper", _("صحيفة أو موقع")
    AGENCY = "agency", _("وكالة أنباء")
    BROADCASTER = "broadcaster", _("إذاعة أو تلفزيون")
    OWN = "own", _("غرفة أخبارنا")


class Permitted(models.TextChoices):
    """How much of its texts readers may get from us."""

    FULL = "full", _("النص كاملًا")
    EXCERPT = "excerpt", _("مقتطف من أول النص")
    HEADLINE = "headline", _("العنوان وحده")


class Canonical(models.TextChoices):
    """Which address search engines are told to list."""

    OURS = "ours", _("صفحتنا")
    ORIGINAL = "original", _("صفحة الأصل عند المصدر")


MOST_WORDS, MOST_HOURS, MOST_DAYS = 1000, 24 * 365, 365 * 20


def _bounds(most: int) -> list[Any]:
    return [
        MinValueValidator(1, _("اكتب 1 أو أكثر، أو اترك الخانة فارغة.")),
        MaxValueValidator(most, _("لا يزيد على %(limit_value)d.")),
    ]


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
    attribution_url = models.URLField(
        _("رابط النسبة"),
        blank=True,
        help_text=_("إلى أين تقود صيغة النسبة، إن طلب المصدر رابطًا بعينه."),
    )
    about = ProseField(_("تعريف"), blank=True, max_length=1000)

    # The ledger: what we may do with its stories (articles/ledger/ says what follows)
    permits = models.CharField(
        _("ما يُنشر من نصه"),
        max_length=8,
        choices=Permitted,
        default=Permitted.FULL,
        help_text=_("يسري على صفحة الخبر والقوائم والخلاصات والبحث. يبقى النص كاملًا للتحرير."),
    )
    excerpt_words = models.PositiveSmallIntegerField(
        _("كلمات المقتطف"),
        null=True,
        blank=True,
        validators=_bounds(MOST_WORDS),
        help_text=_("عدد كلمات المقتطف، والمقدمة منها. يُقطع عند آخر جملة تامة ما أمكن."),
    )
    full_text_in_feeds = models.BooleanField(
        _("النص كاملًا في الخلاصات"),
        default=True,
        help_text=_("إن لم يُسمح به كانت المقدمة وحدها في خلاصات RSS."),
    )
    demands_link = models.BooleanField(
        _("يشترط رابط الأصل"), default=False, help_text=_("لا يُنشر عنه خبر لم يُكتب رابطه عند مصدره.")
    )
    nofollow = models.BooleanField(
        _("رابط الأصل nofollow"),
        default=False,
        help_text=_("لا تتبعه محركات البحث. للمحتوى المموَّل وما لا نزكّيه."),
    )
    canonical = models.CharField(
        _("الرابط المعتمد"),
        max_length=8,
        choices=Canonical,
        default=Canonical.OURS,
        help_text=_("أي الصفحتين تُدرج في محركات البحث. ما يُكتب في الخبر نفسه مقدَّم على هذا."),
    )
    embargo_hours = models.PositiveSmallIntegerField(
        _("مهلة قبل النشر عنه، بالساعات"),
        null=True,
        blank=True,
        validators=_bounds(MOST_HOURS),
        help_text=_("لا يُنشر خبره عندنا قبل مضي هذه الساعات على نشره عنده. فارغة: لا مهلة."),
    )
    expiry_days = models.PositiveSmallIntegerField(
        _("مدة العرض، بالأيام"),
        null=True,
        blank=True,
        validators=_bounds(MOST_DAYS),
        help_text=_("ينتهي عرض خبره بعد هذه الأيام من نشره عندنا، وما نُشر من قبل كذلك. فارغة: لا نهاية."),
    )

    # What its stories end by, as it is stored (articles/receivers.py)
    _stored_expiry_days: int | None = None

    class Meta:
        verbose_name = _("مصدر")
        verbose_name_plural = _("المصادر")
        ordering = ["name"]
        permissions = [("change_ledger", _("تغيير شروط النشر عن المصادر"))]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(condition=Q(permits__in=Permitted.values), name="source_permits_known"),
            models.CheckConstraint(
                condition=Q(canonical__in=Canonical.values), name="source_canonical_known"
            ),
            models.CheckConstraint(
                condition=~Q(permits="excerpt") | Q(excerpt_words__isnull=False),
                name="source_excerpt_has_length",
                violation_error_message=_("اكتب عدد كلمات المقتطف."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, most)}),
                    name=f"source_{name}_bounded",
                )
                for name, most in (
                    ("excerpt_words", MOST_WORDS),
                    ("embargo_hours", MOST_HOURS),
                    ("expiry_days", MOST_DAYS),
                )
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.permits == Permitted.EXCERPT and self.excerpt_words is None:
            raise ValidationError({"excerpt_words": _("اكتب عدد كلمات المقتطف.")})

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        source = super().from_db(*args, **kwargs)
        source._stored_expiry_days = source.__dict__.get("expiry_days")
        return source

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
