"""Fronts: pages that editors arrange. Each has zones, zones are filled by a rule, and pins stand over it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import LineField
from articles.models.keyword import Keyword
from articles.models.section import Section
from articles.models.source import Source

MOST_ZONES = 40
LONGEST_ZONE = 20


class Front(models.Model):
    """The front page of the site, or what stands above the list on the page of a section."""

    section = models.OneToOneField(
        Section, verbose_name=_("القسم"), null=True, on_delete=models.CASCADE, related_name="front"
    )
    version = models.PositiveIntegerField(default=0)  # the number of its last act

    class Meta:
        verbose_name = _("الصفحة الأولى")
        verbose_name_plural = _("الصفحة الأولى وصفحات الأقسام")
        default_permissions = ()
        permissions = [("arrange_front", _("ترتيب الصفحة الأولى وصفحات الأقسام"))]
        constraints = [models.UniqueConstraint(Coalesce("section", 0), name="front_once")]

    def __str__(self) -> str:
        return str(self.section or _("الصفحة الأولى"))


class Layout(models.TextChoices):
    """How a zone looks. The first three stand together at the head of a page."""

    LEAD = "lead", _("صدارة: خبر واحد كبير")
    RANK = "rank", _("صف ثانٍ: بطاقات")
    LATEST = "latest", _("قائمة مرقّمة بالأوقات")
    STRIP = "strip", _("شريط، شكله يتناوب")
    STRIP_LEAD = "strip-lead", _("شريط: خبر كبير وقائمة")
    COLUMNS = "strip-columns", _("شريط: عمودان وعناوين")
    PICTURES = "strip-pictures", _("شريط صور")
    OPINION = "strip-opinion", _("رأي: بأسماء الكتّاب")
    LIST = "strip-list", _("قائمة عناوين")


class Fill(models.TextChoices):
    """What stands at the places of a zone where nothing is pinned."""

    NEWEST = "newest", _("أحدث الأخبار")
    SECTION = "section", _("أحدث أخبار قسم وفروعه")
    KEYWORD = "keyword", _("أحدث أخبار كلمة دلالية")
    SOURCE = "source", _("أحدث أخبار مصدر")
    EACH = "each", _("شريط لكل قسم ليست له منطقة")
    READ = "read", _("الأكثر قراءة في آخر 24 ساعة")
    FILM = "film", _("أحدث ما في نصه مقطع مصوّر")
    GALLERY = "gallery", _("أحدث ما في نصه مجموعة صور")
    NONE = "none", _("لا شيء: ما يُثبَّت وحده")


class Zone(models.Model):
    """A part of a front. What its rule names may be deleted: then nothing fills it until it gets another."""

    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="zones")
    position = models.PositiveSmallIntegerField(default=0)
    title = LineField(_("العنوان"), max_length=60, blank=True, help_text=_("إن تُرك فارغًا سُمّيت بما يملؤها."))
    layout = models.CharField(_("الشكل"), max_length=14, choices=Layout, default=Layout.STRIP)
    size = models.PositiveSmallIntegerField(_("كم خبرًا"), default=5)
    fill = models.CharField(_("يملؤها"), max_length=7, choices=Fill, default=Fill.SECTION)
    section = models.ForeignKey(
        Section, verbose_name=_("القسم"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    keyword = models.ForeignKey(
        Keyword,
        verbose_name=_("الكلمة الدلالية"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zones",
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("المصدر"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="zones",
    )

    class Meta:
        verbose_name = _("منطقة")
        verbose_name_plural = _("المناطق")
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(layout__in=Layout.values), name="zone_layout_known"),
            models.CheckConstraint(condition=Q(fill__in=Fill.values), name="zone_fill_known"),
            models.CheckConstraint(condition=Q(size__range=(1, LONGEST_ZONE)), name="zone_has_places"),
        ]

    def __str__(self) -> str:
        """What the desk calls it: as readers do, or by its place where they see no heading."""
        if self.title or self.subject:
            return self.heading
        named: dict[str, Any] = {Layout.LEAD: _("الصدارة"), Layout.RANK: _("الصف الثاني")}
        return str(_("بقية الأقسام") if self.fill == Fill.EACH else named.get(self.layout, self.heading))

    @property
    def heading(self) -> str:
        """What stands over it: its title, what its rule names, or what it is."""
        if name := self.title or str(self.subject or ""):
            return name
        named: dict[str, Any] = {
            Fill.NEWEST: _("آخر الأخبار"),
            Fill.READ: _("الأكثر قراءة"),
            Fill.FILM: _("بالفيديو"),
            Fill.GALLERY: _("بالصور"),
        }
        return str(named.get(self.fill, _("مختارات")))

    @property
    def subject(self) -> Section | Keyword | Source | None:
        """What its rule names; None for a rule that names nothing, and where that was deleted."""
        named: dict[str, Section | Keyword | Source | None] = {
            Fill.SECTION: self.section,
            Fill.KEYWORD: self.keyword,
            Fill.SOURCE: self.source,
        }
        return named.get(self.fill)


class PinQuerySet(models.QuerySet[Any]):
    def running(self, at: datetime) -> Self:
        """Those that hold their place at the moment `at`, or would if nothing stood over them."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), begins_at__lte=at)

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next one begins or ends after the moment `at`; None when none will. One query."""
        found = self.aggregate(
            begins=Min("begins_at", filter=Q(begins_at__gt=at)),
            ends=Min("ends_at", filter=Q(ends_at__gt=at)),
        )
        return min(filter(None, found.values()), default=None)


class Pin(models.Model):
    """That a story stands at a place of a zone, from a moment until another, or until it is taken off.

    Of several that run at one place the one that began last holds it; when that ends the earlier one
    comes back, if it still runs.
    """

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="pins")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pins")
    place = models.PositiveSmallIntegerField(_("المكان"))
    begins_at = models.DateTimeField(_("يبدأ في"))
    ends_at = models.DateTimeField(_("ينتهي في"), null=True, blank=True)

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("تثبيت")
        verbose_name_plural = _("التثبيتات")
        ordering = ["zone", "place", "-begins_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(place__range=(1, LONGEST_ZONE)), name="pin_has_place"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("begins_at")), name="pin_lasts_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone_id}:{self.place} {self.article_id}"


class FrontActKind(models.TextChoices):
    PIN = "pin", _("تثبيت")
    MOVE = "move", _("نقل")
    PLAN = "plan", _("تغيير موعد")
    UNPIN = "unpin", _("رفع")
    ADD_ZONE = "add-zone", _("منطقة جديدة")
    CHANGE_ZONE = "change-zone", _("تعديل منطقة")
    MOVE_ZONE = "move-zone", _("ترتيب المناطق")
    REMOVE_ZONE = "remove-zone", _("حذف منطقة")
    UNDO = "undo", _("تراجع")


class FrontAct(models.Model):
    """One change of a front: who, when, which rows stood how before and after, and the names for the log."""

    front = models.ForeignKey(Front, on_delete=models.CASCADE, related_name="acts", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=FrontActKind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    names: Any = models.JSONField(default=dict)  # read by articles/front/log.py
    changes: Any = models.JSONField(default=list)  # written and read by articles/front/changes.py
    undone_by = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="undoes")

    class Meta:
        verbose_name = _("فعل في الصفحة الأولى")
        verbose_name_plural = _("سجل الصفحة الأولى")
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["front", "number"], name="front_act_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=FrontActKind.values), name="front_act_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_kind_display()}"
