"""The article."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.addresses import path_of
from articles.models.article_photo import ArticlePhoto
from articles.models.author import Author
from articles.models.fields import HtmlField, LineField, ProseField
from articles.models.keyword import ArticleKeyword, Keyword, KeywordManager
from articles.models.photo import Photo
from articles.models.section import Section
from articles.models.source import Source
from articles.models.status import Status
from articles.models.timed import Timed
from articles.querysets import ArticleQuerySet
from articles.text.figures import has_film, has_gallery, photos_in
from articles.text.html import count_words
from articles.text.normalize import KEY_LENGTH, identity_key
from articles.text.slugs import slugify

_NEWEST = ["status", "-published_at", "-id"]


class Article(Timed, models.Model):
    kicker = LineField(_("عنوان تمهيدي"), max_length=80, blank=True, help_text=_("سطر قصير فوق العنوان."))
    headline = LineField(_("العنوان"), max_length=300)
    headline_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    short_headline = LineField(
        _("عنوان قصير"), max_length=120, blank=True, help_text=_("للقوائم، إن كان العنوان طويلًا.")
    )
    lede = ProseField(
        _("المقدمة"),
        max_length=1000,
        blank=True,
        help_text=_("الفقرة الأولى: تظهر فوق النص، وفي القوائم والخلاصات."),
    )
    body = HtmlField(_("النص"), blank=True)
    slug = models.SlugField(
        _("العنوان في الرابط"),
        max_length=120,
        allow_unicode=True,
        blank=True,
        db_index=False,
        help_text=_("يُصنع من العنوان إن تُرك فارغًا. الروابط القديمة تبقى صالحة."),
    )

    section = models.ForeignKey(
        Section, verbose_name=_("القسم"), on_delete=models.PROTECT, related_name="articles", db_index=False
    )
    source = models.ForeignKey(
        Source, verbose_name=_("المصدر"), on_delete=models.PROTECT, related_name="articles", db_index=False
    )
    source_url = models.URLField(
        _("رابط الأصل"), max_length=500, blank=True, help_text=_("صفحة الخبر عند مصدره.")
    )
    source_published_at = models.DateTimeField(
        _("نشره المصدر في"),
        null=True,
        blank=True,
        help_text=_("منه تُحسب المهلة إن اشترط المصدر مهلة قبل النشر عنه."),
    )
    canonical_url = models.URLField(
        _("الرابط المعتمد"),
        max_length=500,
        blank=True,
        help_text=_("إن أراد المصدر أن تُنسب الصفحة إلى أصلها عند محركات البحث."),
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("الكتّاب"), through="Byline", related_name="articles"
    )
    lead_photo = models.ForeignKey(
        Photo,
        verbose_name=_("الصورة الرئيسية"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_articles",
    )
    keywords = TaggableManager(
        through=ArticleKeyword,
        manager=KeywordManager,
        verbose_name=_("كلمات دلالية"),
        blank=True,
        help_text=_("تفصل بينها فاصلة «،» أو سطر جديد."),
    )

    status = models.CharField(_("الحالة"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("موعد النشر"),
        null=True,
        blank=True,
        help_text=_("إن كان في المستقبل ظهر الخبر في دقيقته. يُملأ بالوقت الحاضر إن تُرك فارغًا عند النشر."),
    )
    embargo_until = models.DateTimeField(
        _("محظور قبل"), null=True, blank=True, help_text=_("لا يُنشر ولا يُجدول لما قبل هذا الموعد.")
    )
    first_published_at = models.DateTimeField(_("أول نشر"), null=True, blank=True, editable=False)
    significant_update_at = models.DateTimeField(
        _("آخر تحديث مهم"),
        null=True,
        blank=True,
        help_text=_("يظهر للقراء «حُدّث في…». لا يُغيّر لتصويب مطبعي."),
    )
    # The earlier of what somebody chose and of what the source allows: the only one that visibility asks.
    expires_at = models.DateTimeField(_("ينتهي عرضه"), null=True, blank=True)
    expires_chosen_at = models.DateTimeField(null=True, editable=False)

    # The best of the copies of its text; none for a story of its own (articles/similar/copies.py)
    copy_of = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="copies", db_index=False
    )
    # What the archive that it came from calls it (docs/archive-format.md); "" for a story of our own.
    external_id = models.CharField(
        _("معرّفه في الأرشيف"), max_length=200, blank=True, default="", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    # Of lede and body, so that lists need not fetch them, and zones of a front find what they show
    word_count = models.PositiveIntegerField(_("الكلمات"), default=0, editable=False)
    has_film = models.BooleanField(default=False, editable=False)
    has_gallery = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("أُنشئ"), auto_now_add=True)
    updated_at = models.DateTimeField(_("آخر حفظ"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("أنشأه"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("آخر من حفظه"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )

    objects = ArticleQuerySet.as_manager()

    # What the links that are placed by it hold (articles/models/placed.py)
    _stored_published_at: datetime | None = None
    # The photos of the body as it was read; None where it was not (models/article_photo.py)
    _stored_photos: set[int] | None = None

    class Meta:
        verbose_name = _("خبر")
        verbose_name_plural = _("الأخبار")
        ordering = ["-published_at", "-pk"]
        indexes = [
            # Each listing walks one of these from its cursor on, whatever the archive's size.
            models.Index(fields=_NEWEST, name="article_newest"),
            models.Index(fields=["section", "status", "-published_at", "-id"], name="article_section_newest"),
            models.Index(fields=["source", "status", "-published_at", "-id"], name="article_source_newest"),
            models.Index(fields=["headline_key"], name="article_headline"),
            models.Index(fields=["copy_of"], name="article_copies", condition=Q(copy_of__isnull=False)),
            # When the next story expires
            models.Index(
                fields=["expires_at"], name="article_expiring", condition=Q(expires_at__isnull=False)
            ),
            # What subscribers are told of again
            models.Index(
                fields=["-significant_update_at", "-id"],
                name="article_updated",
                condition=Q(significant_update_at__isnull=False),
            ),
            # The desk lists what was saved last: of all, of one state, section, source or person.
            models.Index(fields=["-updated_at", "-id"], name="article_last_saved"),
            models.Index(fields=["-published_at", "-id"], name="article_by_time"),
            models.Index(fields=["status", "-updated_at", "-id"], name="article_status_saved"),
            models.Index(fields=["section", "-updated_at", "-id"], name="article_section_saved"),
            models.Index(fields=["source", "-updated_at", "-id"], name="article_source_saved"),
            models.Index(fields=["created_by", "-updated_at", "-id"], name="article_made_by"),
            models.Index(fields=["updated_by", "-updated_at", "-id"], name="article_saved_by"),
            models.Index(
                fields=["created_by", "-updated_at", "-id"],
                name="article_drafts_of",
                condition=Q(status="draft"),
            ),
            models.Index(fields=_NEWEST, name="article_film_newest", condition=Q(has_film=True)),
            models.Index(fields=_NEWEST, name="article_gallery_newest", condition=Q(has_gallery=True)),
            # Few rows of many: what is planned and was never out, what will be over
            models.Index(
                fields=["published_at"],
                name="article_planned",
                condition=Q(first_published_at__isnull=True, published_at__isnull=False),
            ),
        ]
        permissions = [
            ("edit_others", _("تحرير أخبار الآخرين وما قُدّم منها")),
            ("submit_article", _("تقديم خبر للمراجعة")),
            ("approve_article", _("اعتماد خبر أو إعادته إلى كاتبه")),
            ("publish_article", _("نشر خبر أو جدولته")),
            ("correct_article", _("إصدار تصويب منشور")),
            ("withdraw_article", _("سحب خبر منشور أو أرشفته أو إعادته")),
        ]
        constraints = [
            # Its index is the one that archives are looked up by.
            models.UniqueConstraint(
                fields=["external_id"], condition=Q(external_id__gt=""), name="article_external_id_once"
            ),
            models.CheckConstraint(
                condition=~Q(headline_key=""),
                name="article_headline_says_something",
                violation_error_message=_("اكتب عنوانًا فيه حرف أو رقم."),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="article_status_known"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("الخبر المنشور له موعد نشر."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(embargo_until__isnull=True)
                | Q(published_at__gte=F("embargo_until")),
                name="article_published_after_embargo",
                violation_error_message=_("يُنشر الخبر بعد موعد الحظر لا قبله."),
            ),
            models.CheckConstraint(
                condition=Q(copy_of__isnull=True) | ~Q(copy_of=F("id")), name="article_no_copy_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message=_("ينتهي عرض الخبر بعد موعد نشره لا قبله."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def clean(self) -> None:
        super().clean()
        if not identity_key(self.headline):
            raise ValidationError({"headline": _("اكتب عنوانًا فيه حرف أو رقم.")})
        if self.chosen_end and self.published_at and self.chosen_end <= self.published_at:
            raise ValidationError({"expires_at": _("ينتهي عرض الخبر بعد موعد نشره لا قبله.")})

    def complete(self) -> None:
        """Fill in what follows from its words and from being published; bulk writers call it, too."""
        self.headline_key = identity_key(self.headline)
        self.word_count = count_words(self.lede, self.body)
        self.has_film, self.has_gallery = has_film(self.body), has_gallery(self.body)
        self.slug = slugify(self.slug or self.headline) or "خبر"
        now = timezone.now()
        if self.first_published_at and self.first_published_at > now:
            self.first_published_at = None  # it was to appear then, and may be rescheduled
        if self.status == Status.PUBLISHED:
            self.published_at = self.published_at or now
            self.first_published_at = self.first_published_at or self.published_at
        self.limit_end()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, complete."""
        self.complete()
        adding = self._state.adding
        super().save(*args, **kwargs)
        if not adding and self.published_at != self._stored_published_at:
            self.keyword_links.update(published_at=self.published_at)
            self.bylines.update(published_at=self.published_at)
        self._stored_published_at = self.published_at
        if "body" in self.__dict__:
            ArticlePhoto.objects.keep(self, set() if adding else self._stored_photos)
            self._stored_photos = set(photos_in(self.body))

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        article = super().from_db(*args, **kwargs)
        article._stored_published_at = article.__dict__.get("published_at")
        article._stored_expires_at = article.__dict__.get("expires_at")
        if "body" in article.__dict__:
            article._stored_photos = set(photos_in(article.body))
        return article

    def get_absolute_url(self) -> str:
        return path_of("article", self.pk, self.slug)

    @cached_property
    def keyword_list(self) -> list[Keyword]:
        """Its keywords in the editor's order."""
        return [link.tag for link in self.keyword_links.select_related("tag")]

    @property
    def minutes_to_read(self) -> int:
        """At 180 words a minute, what adults read of Arabic news silently; at least one minute."""
        return max(1, round(self.word_count / 180))
