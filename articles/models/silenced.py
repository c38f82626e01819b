"""What house style is told to leave alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class SilencedFinding(models.Model):
    """A finding of house style that an editor lets stand in one article, by its key, for good."""

    article = models.ForeignKey(
        Article,
        verbose_name=_("الخبر"),
        on_delete=models.CASCADE,
        related_name="silenced_findings",
        db_index=False,  # the constraint's index serves
    )
    key = models.CharField(max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("من"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("متى"), default=timezone.now)

    class Meta:
        verbose_name = _("ملاحظة أسلوب متجاهلة")
        verbose_name_plural = _("ملاحظات أسلوب متجاهلة")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="finding_silenced_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.key}"
