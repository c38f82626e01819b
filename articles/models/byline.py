"""Who signed an article, and as what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.author import Author
from articles.models.placed import Placed


class Role(models.TextChoices):
    WRITER = "writer", _("كتابة")
    PHOTOGRAPHER = "photographer", _("تصوير")
    TRANSLATOR = "translator", _("ترجمة")
    EDITOR = "editor", _("تحرير")


class Byline(Placed):
    """That an author signed an article, as what, and in which place."""

    article_link, named_link = "article", "author"
    name_details = ("role",)

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        verbose_name=_("الكاتب"),
        on_delete=models.PROTECT,
        related_name="bylines",
        db_index=False,
    )
    role = models.CharField(_("الدور"), max_length=12, choices=Role, default=Role.WRITER)
    position = models.PositiveSmallIntegerField(_("الترتيب"), default=0)

    class Meta:
        verbose_name = _("توقيع")
        verbose_name_plural = _("التواقيع")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["author", "-published_at", "-article"], name="byline_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="byline_once",
                violation_error_message=_("هذا الكاتب مذكور بالدور نفسه مرتين."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="byline_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"
