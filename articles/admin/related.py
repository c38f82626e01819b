"""Read-also and similar lists as inlines of the article."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.choices import KnownChoicesForm, KnownRowsFormSet, KnownRowsInline
from articles.models import RelatedArticle
from articles.models.related import RelatedList
from articles.text.normalize import identity_key


class RelatedFormSet(KnownRowsFormSet):
    """The rows of one list. The whole list is here, so what the database would refuse is seen here."""

    kind: RelatedList

    def clean(self) -> None:
        super().clean()
        articles: set[int] = set()
        titles: set[str] = set()
        for form in self.forms:
            row = getattr(form, "cleaned_data", None)
            if not row or row.get("DELETE"):
                continue
            to_article, title_key = row.get("to_article"), identity_key(row.get("title") or "")
            if to_article is not None:
                if to_article.pk == self.instance.pk:
                    form.add_error("to_article", _("لا يُربط الخبر بنفسه."))
                elif to_article.pk in articles:
                    form.add_error("to_article", _("هذا الخبر في القائمة مرتين."))
                articles.add(to_article.pk)
            elif title_key:
                if title_key in titles:
                    form.add_error("title", _("هذا العنوان في القائمة مرتين."))
                titles.add(title_key)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.kind = self.kind
        return super().save_new(form, commit)


class ReadAlsoFormSet(RelatedFormSet):
    kind = RelatedList.READ_ALSO


class SimilarFormSet(RelatedFormSet):
    kind = RelatedList.SIMILAR


class RelatedForm(KnownChoicesForm):
    class Meta:
        model = RelatedArticle
        fields = ("position", "to_article", "title", "banned")
        widgets = {"position": forms.NumberInput(attrs={"class": "position", "min": 0, "max": 999})}


class RelatedInline(KnownRowsInline):
    model = RelatedArticle
    fk_name = "from_article"
    form = RelatedForm
    fields = ("position", "to_article", "title", "banned", "origin")
    readonly_fields = ("origin",)
    autocomplete_fields = ("to_article",)
    extra = 1
    classes = ("ordered",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedArticle]:
        rows = super().get_queryset(request).select_related("to_article").defer("to_article__body")
        return rows.filter(kind=self.formset.kind)


class ReadAlsoInline(RelatedInline):
    formset = ReadAlsoFormSet
    verbose_name = _("خبر في «إقرأ أيضاً»")
    verbose_name_plural = RelatedList.READ_ALSO.label


class SimilarInline(RelatedInline):
    formset = SimilarFormSet
    verbose_name = _("خبر في «مقالات مشابهة»")
    verbose_name_plural = RelatedList.SIMILAR.label
