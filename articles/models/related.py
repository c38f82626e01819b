"""Read-also and similar lists: rows that point to an article, or keep the title of one to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.events import lists_changed
from articles.lines import Line
from articles.models.fields import LineField
from articles.prepared import Prepared
from articles.querysets import is_public, is_yet_to_appear, shown_photo
from articles.text.normalize import KEY_LENGTH, identity_key
from articles.text.titles import Title

if TYPE_CHECKING:
    from articles.models.article import Article


class RelatedList(models.TextChoices):
    READ_ALSO = "read_also", _("إقرأ أيضاً")
    SIMILAR = "similar", _("مقالات مشابهة")


class Origin(models.TextChoices):
    EDITOR = "editor", _("المحرر")
    IMPORT = "import", _("الاستيراد")
    COMPUTED = "computed", _("الحساب")


# What is read of the story that a row points to, and of a row (`photo` stands for what readers may see)
_STATE = ("status", "published_at", "first_published_at", "expires_at")
STORY = (*_STATE, *Line.COLUMNS)
ROW = (
    *("kind", "title", "reasons"),
    *(f"to_article__{name}" for name in _STATE),
    *Line.columns_over("to_article"),
)


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """A row as readers see it: a story to open, or (None) the title of one that is yet to come."""

    kind: str
    title: str
    story: Line | None
    fills: bool = False  # a story of the same section, in a list in which too little is similar


# Computed rows stand behind those of editors and imports, the most alike first.
COMPUTED_POSITION = 1000
# Reasons that readers' pages go by: a row that only fills a list, and a pick that repeats another's text.
# (The others are for editors: ["names", …] and ["words", …] that are shared, ["day"] for the same day.)
SECTION, COPY = ["section"], ["copy"]


def shown(article: Article, rows: Iterable[Sequence[Any]]) -> list[RelatedLine]:
    """Those of `rows` (values of ROW, each list in its order) that readers see on the page of `article`.

    Such a row is a story that is out, or a title whose story never was. No story stands in them twice, in
    whichever copy or under whichever headline, and what «read also» has is not in «similar».
    """
    now = timezone.now()
    lines = []
    # Of two copies one is the best of the other; what is alike beyond that was marked when it was stored.
    # (An article that is not stored yet has no id, and what is a copy of nothing is no copy of it.)
    seen, bests, titles = {article.pk or 0}, {article.copy_of_id}, [Title(article.headline)]
    for kind, title, reasons, *values in sorted(rows, key=lambda row: row[0] != RelatedList.READ_ALSO):
        status, published_at, first_published_at, expires_at, *line = values
        if status and is_public(status, published_at, expires_at, now):
            row = RelatedLine(kind, title, Line.of(line), SECTION in reasons)
        elif not status or (title and is_yet_to_appear(status, published_at, first_published_at, now)):
            row = RelatedLine(kind, title, None)
        else:
            continue
        words = Title(row.story.headline if row.story else title)
        if COPY in reasons or any(words.repeats(other) for other in titles):
            continue
        if row.story:
            if row.story.pk in seen or row.story.pk in bests or row.story.copy_of in seen:
                continue
            seen.add(row.story.pk)
            bests.add(row.story.copy_of)
        lines.append(row)
        titles.append(words)
    return lines


class RelatedQuerySet(models.QuerySet["RelatedArticle"]):
    def rows(self, at: datetime, *first: str) -> models.QuerySet[Any, Any]:
        """The values `first` of these, then those of ROW at the moment `at`."""
        return self.alias(photo=shown_photo(at, "to_article__lead_photo")).values_list(*first, *ROW)

    def resolve(self, article: Article) -> None:
        """Point the rows that keep the headline of `article` as a title to it: it has arrived.

        A list that has the article already, or is its own, loses the row instead of showing it twice; a row
        that was computed gives way to the one that somebody wrote.
        """
        waiting = self.filter(to_article__isnull=True, title_key=article.headline_key)
        owners = list(waiting.order_by().values_list("from_article", flat=True))
        if not owners:
            return
        same = {"from_article": models.OuterRef("from_article"), "kind": models.OuterRef("kind")}
        computed = self.filter(to_article=article, origin=Origin.COMPUTED, banned=False)
        computed.filter(models.Exists(waiting.filter(**same))).delete()
        has_it = self.filter(to_article=article, **same)
        waiting.filter(Q(from_article=article) | models.Exists(has_it)).delete()
        waiting.update(to_article=article)
        lists_changed.send(self.model, pks=owners)

    def resolve_all(self, articles: Sequence[Article]) -> None:
        """resolve() for many; one query where nothing waits for any of them.

        Of two with one headline the later in `articles` wins, as the newest does one by one.
        """
        arrived = {article.headline_key: article for article in articles}
        keys = self.filter(to_article__isnull=True, title_key__in=list(arrived)).values_list("title_key")
        for (key,) in list(keys.distinct().order_by()):
            self.resolve(arrived[key])

    def link_titles_of(self, article: Article) -> None:
        """Point the titles in the lists of `article` to the articles that are here already."""
        own = self.filter(from_article=article)
        keys = own.filter(to_article__isnull=True).values("title_key")
        for arrived in (
            type(article).objects.filter(headline_key__in=keys).only("headline_key").order_by("pk")
        ):
            own.resolve(arrived)


class RelatedArticle(models.Model):
    from_article = models.ForeignKey(
        "articles.Article", verbose_name=_("من الخبر"), on_delete=models.CASCADE, related_name="related"
    )
    to_article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("إلى الخبر"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="related_from",
    )
    title = LineField(
        _("أو عنوان"),
        max_length=300,
        blank=True,
        help_text=_("لخبر لم يصل بعد: يصير رابطًا من نفسه حين يصل."),
    )
    title_key = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    url = models.URLField(_("رابط"), max_length=500, blank=True)
    kind = models.CharField(_("القائمة"), max_length=9, choices=RelatedList)
    origin = models.CharField(_("الأصل"), max_length=8, choices=Origin, default=Origin.EDITOR)
    position = models.PositiveSmallIntegerField(_("الترتيب"), default=0)
    banned = models.BooleanField(_("محجوب"), default=False, help_text=_("لا يظهر في القائمة ولا يُقترح لها."))
    score = models.FloatField(_("الدرجة"), null=True, blank=True, editable=False)
    reasons = models.JSONField(_("الأسباب"), default=list, blank=True, editable=False)

    objects = RelatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("خبر ذو صلة")
        verbose_name_plural = _("أخبار ذات صلة")
        ordering = ["position", models.F("score").desc(nulls_last=True), "pk"]
        indexes = [
            models.Index(
                fields=["title_key"], name="related_title_waiting", condition=Q(to_article__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_article__isnull=True) | ~Q(to_article=F("from_article")),
                name="related_not_itself",
                violation_error_message=_("لا يُربط الخبر بنفسه."),
            ),
            models.CheckConstraint(
                condition=Q(to_article__isnull=False) | ~Q(title_key=""),
                name="related_article_or_title",
                violation_error_message=_("اختر خبرًا أو اكتب عنوانًا."),
            ),
            models.UniqueConstraint(
                fields=["from_article", "kind", "to_article"],
                condition=Q(to_article__isnull=False),
                name="related_article_once",
                violation_error_message=_("هذا الخبر في القائمة مرتين."),
            ),
            models.UniqueConstraint(
                fields=["from_article", "kind", "title_key"],
                condition=Q(to_article__isnull=True),
                name="related_title_once",
                violation_error_message=_("هذا العنوان في القائمة مرتين."),
            ),
            models.CheckConstraint(condition=Q(kind__in=RelatedList.values), name="related_kind_known"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="related_origin_known"),
        ]

    def __str__(self) -> str:
        return str(self.to_article) if self.to_article else self.title

    def clean(self) -> None:
        """Fold the title; take the article that has it, when it is here already."""
        super().clean()
        self.title_key = identity_key(self.title)
        if not self.to_article_id and not self.title_key:
            raise ValidationError(_("اختر خبرًا أو اكتب عنوانًا."))

    def save(self, *args: object, **kwargs: object) -> None:
        self.title_key = identity_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


@Prepared
def _rows(at: datetime, article: int) -> models.QuerySet[Any]:
    return RelatedArticle.objects.filter(from_article=article, banned=False).rows(at)


def shown_on(article: Article) -> list[RelatedLine]:
    """The rows of both lists of `article` that readers see, in order; one query."""
    return shown(article, _rows(at=timezone.now(), article=article.pk))
