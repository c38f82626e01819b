"""What keeps keywords in order: names that may be one, the log of merges and renames, old addresses."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.author import Author
from articles.models.fields import LineField, ProseField
from articles.models.keyword import Keyword, KeywordSpelling
from articles.models.page import Page
from articles.models.section import Section
from articles.models.source import Source


class VariantReason(models.TextChoices):
    """The answers of articles/text/variants.py, as editors read them."""

    HAMZA = "hamza", _("رسم الهمزة أو حرف فارسي")
    SPACE = "space", _("الوصل والفصل")
    ORDER = "order", _("ترتيب الكلمات")
    STEM = "stem", _("أل التعريف أو التصريف")
    SOUND = "sound", _("نقل حرفي")
    LETTER = "letter", _("حرف واحد")


class SpellingBlock(models.Model):
    """One of the keys by which probable variants of a spelling are found; may be dropped and rebuilt."""

    spelling = models.ForeignKey(
        KeywordSpelling, on_delete=models.CASCADE, related_name="blocks", db_index=False
    )
    key = models.BigIntegerField()  # 64 bits of a hash: what it finds is compared anyway

    class Meta:
        indexes = [models.Index(fields=["key", "spelling"], name="spelling_block_key")]
        constraints = [models.UniqueConstraint(fields=["spelling", "key"], name="spelling_block_once")]


class SpellingVariant(models.Model):
    """Two spellings that may be one name, whichever keywords they belong to at the moment.

    So a merge makes the pair silent and its undoing lets it speak again, without a write.
    """

    one = models.ForeignKey(KeywordSpelling, on_delete=models.CASCADE, related_name="variants")
    other = models.ForeignKey(KeywordSpelling, on_delete=models.CASCADE, related_name="variant_of")
    reason = models.CharField(max_length=6, choices=VariantReason)
    dismissed = models.BooleanField(default=False)  # an editor said that they are two

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="spelling_variant_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="spelling_variant_in_order"),
            models.CheckConstraint(
                condition=Q(reason__in=VariantReason.values), name="spelling_variant_reason_known"
            ),
        ]


class ActKind(models.TextChoices):
    MERGE = "merge", _("دمج")
    RENAME = "rename", _("تغيير اسم")


class KeywordAct(models.Model):
    """A merge or a rename: what was, and where it went, as far as undoing it needs to know."""

    kind = models.CharField(_("الفعل"), max_length=6, choices=ActKind)
    at = models.DateTimeField(_("الوقت"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("المحرر"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    keyword = models.ForeignKey(
        Keyword,
        verbose_name=_("الكلمة الباقية"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="acts",
    )
    # The keyword that went, or the name that was
    gone_id = models.BigIntegerField()
    name = LineField(_("الاسم القديم"), max_length=100)
    slug = models.CharField(_("الرابط القديم"), max_length=110)
    introduction = ProseField(blank=True)
    photo = models.ForeignKey("articles.Photo", null=True, on_delete=models.SET_NULL, related_name="+")
    new_name = LineField(_("الاسم الجديد"), max_length=100)
    moved: Any = models.JSONField(default=dict)  # written and read by articles/authority/acts.py and undo.py
    undone_at = models.DateTimeField(_("تُراجع عنه"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("تراجع عنه"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("فعل في الكلمات الدلالية")
        verbose_name_plural = _("سجل الكلمات الدلالية")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="act_kind_known")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name} ← {self.new_name}"


class RedirectKind(models.TextChoices):
    """Each has a foreign key of its name."""

    KEYWORD = "keyword", _("كلمة دلالية")
    SOURCE = "source", _("مصدر")
    SECTION = "section", _("قسم")
    AUTHOR = "author", _("كاتب")
    PAGE = "page", _("صفحة ثابتة")


def _leads_to(kind: str) -> Q:
    """That a redirect of this kind has what it leads to, and nothing else."""
    return Q(kind=kind, **{f"{one}__isnull": one != kind for one in RedirectKind.values})


class Redirect(models.Model):
    """An address that a page had before: it leads to the page for good."""

    kind = models.CharField(max_length=7, choices=RedirectKind, default=RedirectKind.KEYWORD)
    slug = models.CharField(max_length=110)
    keyword = models.ForeignKey(Keyword, null=True, on_delete=models.CASCADE, related_name="redirects")
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="redirects")
    section = models.ForeignKey(Section, null=True, on_delete=models.CASCADE, related_name="redirects")
    author = models.ForeignKey(Author, null=True, on_delete=models.CASCADE, related_name="redirects")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="redirects")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="redirect_once"),
            models.CheckConstraint(
                condition=reduce(or_, map(_leads_to, RedirectKind.values)),
                name="redirect_leads_to_its_kind",
            ),
        ]
