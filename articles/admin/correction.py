"""What readers were told: for editors to read, for the chief to mend. New ones are acts (acts.py)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.filters import SourceFilter, source_select
from articles.admin.moments import KnowsMoments
from articles.models import Correction
from articles.models.correction import CorrectionKind
from articles.times import in_words
from articles.workflow.acts import amend
from articles.workflow.permissions import may_work_in


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ("kind", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:  # it is not for who may only read
            kind: Any = self.fields["kind"]
            withdrawal = self.instance.kind == CorrectionKind.WITHDRAWAL
            kind.choices = [
                one for one in kind.choices if (one[0] == CorrectionKind.WITHDRAWAL) == withdrawal
            ]


class CorrectedSourceFilter(SourceFilter):
    parameter_name = "article__source"


# Of the story that was corrected; the report of sources leads here by them.
_OF_STORY = ("article__status__exact", "article__published_at__gte", "article__published_at__lt")


@admin.register(Correction)
class CorrectionAdmin(KnowsMoments, admin.ModelAdmin):
    form = CorrectionForm
    fields = ("story", "kind", "text", "when", "issued_by")
    readonly_fields = ("story", "when", "issued_by")
    list_display = ("text", "kind", "article", "when", "issued_by")
    list_filter = ("kind", CorrectedSourceFilter, "issued_at")
    list_select_related = ("article", "issued_by")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        stories = super().get_queryset(request).select_related("article", "issued_by")
        return stories.defer("article__body", "article__lede")

    @property
    def media(self) -> forms.Media:
        """With what the filter by source needs."""
        return (
            super().media + source_select(self.admin_site).media + forms.Media(css={"all": ["css/lists.css"]})
        )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup in _OF_STORY or super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or may_work_in(request.user, obj.article.section_id))

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        amend(obj.pk, request.user, CorrectionKind(obj.kind), obj.text)

    @admin.display(description=_("الخبر"))
    def story(self, correction: Correction) -> SafeString:
        address = reverse("admin:articles_article_change", args=[correction.article_id])
        return format_html('<a href="{}">{}</a>', address, correction.article)

    @admin.display(description=_("التاريخ"), ordering="issued_at")
    def when(self, correction: Correction) -> str:
        return in_words(correction.issued_at)
