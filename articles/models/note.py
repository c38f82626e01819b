"""What the desk says to itself about a story; readers never see it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import ProseField


class Note(models.Model):
    """One note in a story's thread. Who may see the story on the desk may read and write them."""

    article = models.ForeignKey(
        Article, verbose_name=_("الخبر"), on_delete=models.CASCADE, related_name="notes", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("من"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("متى"), default=timezone.now)
    text = ProseField(_("الملاحظة"), max_length=2000)

    class Meta:
        verbose_name = _("ملاحظة داخلية")
        verbose_name_plural = _("ملاحظات داخلية")
        ordering = ["at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "at", "id"], name="note_thread")]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="note_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
