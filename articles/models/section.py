"""Sections: the paper's parts, with one level of children."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.addresses import path_of
from articles.models.fields import LineField, ProseField
from articles.models.named import Slugged


class Section(Slugged):
    name = LineField(_("الاسم"), max_length=60, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("القسم الأعلى"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
        help_text=_("لقسم فرعي فقط؛ مستوى واحد لا أكثر."),
    )
    description = ProseField(_("تعريف"), blank=True, max_length=300)
    position = models.PositiveSmallIntegerField(
        _("الترتيب"), default=0, help_text=_("الأصغر أولًا في شريط الأقسام.")
    )
    is_opinion = models.BooleanField(
        _("قسم رأي"), default=False, help_text=_("تُعرض مقالاته في الصفحة الأولى بأسماء كتّابها.")
    )

    class Meta:
        verbose_name = _("قسم")
        verbose_name_plural = _("الأقسام")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="section_not_its_own_parent",
                violation_error_message=_("لا يكون القسم أعلى من نفسه."),
            )
        ]

    def get_absolute_url(self) -> str:
        return path_of("section", self.slug)

    def clean(self) -> None:
        super().clean()
        self._check_level()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._check_level()
        super().save(*args, **kwargs)

    def _check_level(self) -> None:
        """One level of children: a parent has no parent, and a section with children becomes no child.

        No constraint of both databases can say this of two rows, so save() says it, whoever calls.
        """
        if self.parent is None:
            return
        if self.parent.parent_id:
            raise ValidationError(
                {"parent": _("«%(name)s» قسم فرعي، فلا يكون فوق غيره.") % {"name": self.parent}}
            )
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("لهذا القسم أقسام فرعية، فلا يكون هو فرعًا لغيره.")})
