"""Who works in which sections; somebody with no row here works in all of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section


class SectionMember(models.Model):
    """That a person works in a section and its children (and in no other without a row for it)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("المستخدم"),
        on_delete=models.CASCADE,
        related_name="section_memberships",
    )
    section = models.ForeignKey(
        Section, verbose_name=_("القسم"), on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        verbose_name = _("قسم يعمل فيه")
        verbose_name_plural = _("الأقسام التي يعمل فيها (لا شيء: كلها)")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section"],
                name="section_member_once",
                violation_error_message=_("هذا القسم مذكور مرتين."),
            )
        ]

    def __str__(self) -> str:
        return str(self.section)
