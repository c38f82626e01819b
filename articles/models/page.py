"""Pages that editors write: who we are, how to reach us, by which rules we work."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import HtmlField, LineField
from articles.models.named import Slugged
from articles.text.figures import without_figures
from articles.text.html import clean_html


class PageKind(models.TextChoices):
    """What search engines are told that it is (schema.org)."""

    ABOUT = "AboutPage", _("من نحن")
    CONTACT = "ContactPage", _("اتصل بنا")
    OTHER = "WebPage", _("غير ذلك")


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> PageQuerySet:
        """Those that anybody may read."""
        return self.filter(is_published=True)

    def in_footer(self) -> PageQuerySet:
        """Those that every page links to."""
        return self.published().filter(in_footer=True)


class Page(Slugged):
    """Neither story nor list. It is out or it is not; it has no other states and no schedule."""

    name = LineField(_("العنوان"), max_length=100, unique=True)
    body = HtmlField(_("النص"))
    kind = models.CharField(
        _("نوعها"),
        max_length=11,
        choices=PageKind,
        default=PageKind.OTHER,
        help_text=_("تقوله الصفحة لمحركات البحث، ولا يراه القراء."),
    )
    is_published = models.BooleanField(
        _("منشورة"), default=False, help_text=_("ما لم تُنشر لا يراها أحد من القراء.")
    )
    in_footer = models.BooleanField(
        _("في ذيل الصفحات"), default=True, help_text=_("رابطها في آخر كل صفحة من الموقع.")
    )
    position = models.PositiveSmallIntegerField(
        _("الترتيب"), default=0, help_text=_("الأصغر أولًا في ذيل الصفحات.")
    )
    updated_at = models.DateTimeField(_("آخر حفظ"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("صفحة ثابتة")
        verbose_name_plural = _("الصفحات الثابتة")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PageKind.values), name="page_kind_known")
        ]

    def get_absolute_url(self) -> str:
        return path_of("page", self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, in words alone: cards become links, and photos go: nobody would watch their rights here."""
        self.body = without_figures(clean_html(self.body))
        super().save(*args, **kwargs)

    @property
    def in_every_footer(self) -> tuple[Any, ...]:
        """What all pages show of it; nothing where it is not in their footer."""
        shown = self.is_published and self.in_footer
        return (self.name, self.slug, self.position) if shown else ()
