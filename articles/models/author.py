"""People who sign: writers, photographers, translators, editors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import LineField, ProseField
from articles.models.named import Slugged


class Author(Slugged):
    name = LineField(_("الاسم"), max_length=100)
    position = LineField(_("الصفة"), max_length=100, blank=True, help_text=_("مثل: مراسل اقتصادي."))
    bio = ProseField(_("تعريف"), blank=True, max_length=1000)
    photo = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("الصورة"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("كاتب")
        verbose_name_plural = _("الكتّاب")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_of("author", self.slug)
