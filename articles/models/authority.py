"""What keeps names in order: keywords that may be one, the logs of merges and renames, old addresses."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

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


class NameAct(models.Model):
    """Something done to a name: what was, and where it went, as far as undoing it needs to know."""

    SUBJECT: ClassVar[str]  # the foreign key to what it was done to, or to what stayed

    at = models.DateTimeField(_("الوقت"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("المحرر"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The one that went, or the name that was
    gone_id = models.BigIntegerField()
    name = LineField(_("الاسم القديم"), max_length=100)
    slug = models.CharField(_("الرابط القديم"), max_length=110)
    new_name = LineField(_("الاسم الجديد"), max_length=100)
    moved: Any = models.JSONField(default=dict)  # written and read by articles/authority/
    undone_at = models.DateTimeField(_("تُراجع عنه"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("تراجع عنه"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def stories(self) -> int:
        """How many a merge moved."""
        return sum(len(self.moved.get(name, ())) for name in ("articles", "links", "dropped"))


class KeywordAct(NameAct):
    """A merge of keywords or a rename."""

    SUBJECT = "keyword"

    kind = models.CharField(_("الفعل"), max_length=6, choices=ActKind)
    keyword = models.ForeignKey(
        Keyword,
        verbose_name=_("الكلمة الباقية"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="acts",
    )
    introduction = ProseField(blank=True)
    photo = models.ForeignKey("articles.Photo", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("فعل في الكلمات الدلالية")
        verbose_name_plural = _("سجل الكلمات الدلالية")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=ActKind.values), name="act_kind_known")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name} ← {self.new_name}"

    def made_again(self) -> Keyword:
        """The keyword that went, not stored yet."""
        words = {"introduction": self.introduction, "photo": self.photo}
        return Keyword(pk=self.gone_id, name=self.name, slug=self.slug, **words)


class SourceAct(NameAct):
    """A merge of sources."""

    SUBJECT = "source"

    source = models.ForeignKey(
        Source, verbose_name=_("المصدر الباقي"), null=True, on_delete=models.SET_NULL, related_name="acts"
    )
    logo = models.ForeignKey("articles.Photo", null=True, on_delete=models.SET_NULL, related_name="+")
    was: Any = models.JSONField(default=dict)  # what else the source that went said, by field

    class Meta:
        verbose_name = _("دمج مصدرين")
        verbose_name_plural = _("سجل دمج المصادر")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ← {self.new_name}"

    @staticmethod
    def values_of(source: Source) -> dict[str, Any]:
        """What `was` keeps of a source."""
        apart = {"id", "name", "slug", "logo"}
        fields = (field.attname for field in Source._meta.concrete_fields if field.name not in apart)
        return {name: getattr(source, name) for name in fields}

    def made_again(self) -> Source:
        """The source that went, not stored yet."""
        return Source(pk=self.gone_id, name=self.name, slug=self.slug, logo=self.logo, **self.was)


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
