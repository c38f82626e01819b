"""Filters of the list of articles that a person keeps under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField


class SavedFilter(models.Model):
    """The query of the list's address, without the page; only its owner sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters", db_index=False
    )
    name = LineField(_("الاسم"), max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("مرشّح محفوظ")
        verbose_name_plural = _("مرشّحات محفوظة")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_filter_named_once")]

    def __str__(self) -> str:
        return self.name
