"""Read-also and similar lists as inlines of the article."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.choices import KnownChoicesForm, KnownRowsFormSet, KnownRowsInline
from articles.models import RelatedArticle
from articles.models.related import COPY, SECTION, Origin, RelatedList
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

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.instance.kind = self.kind
        return form


class ReadAlsoFormSet(RelatedFormSet):
    kind = RelatedList.READ_ALSO


class SimilarFormSet(RelatedFormSet):
    kind = RelatedList.SIMILAR


def reasons_in_words(row: RelatedArticle) -> str:
    """Why a row was chosen, or is not shown, for editors."""
    said: list[Any] = []
    for kind, *words in row.reasons:
        if kind == "names":
            said.append(_("أسماء مشتركة: %(names)s") % {"names": "، ".join(words)})
        elif kind == "words":
            said.append(_("كلمات مشتركة: %(words)s") % {"words": "، ".join(words)})
        elif [kind] == SECTION:
            said.append(_("من القسم نفسه"))
        elif [kind] == COPY:
            said.append(_("لا يظهر: نصه نسخة من نص الخبر أو من نص ما قبله"))
        elif kind == "day":
            said.append(_("في اليوم نفسه"))
    return " · ".join(map(str, said))


class RelatedForm(KnownChoicesForm):
    class Meta:
        model = RelatedArticle
        fields = ("position", "to_article", "title", "banned")
        widgets = {"position": forms.NumberInput(attrs={"class": "position", "min": 0, "max": 999})}


class RelatedInline(KnownRowsInline):
    model = RelatedArticle
    fk_name = "from_article"
    form = RelatedForm
    fields = ("position", "to_article", "title", "banned", "origin", "note")
    readonly_fields = ("origin", "note")
    autocomplete_fields = ("to_article",)
    extra = 1
    classes = ("ordered",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedArticle]:
        rows = super().get_queryset(request).select_related("to_article").defer("to_article__body")
        return rows.filter(kind=self.formset.kind).exclude(origin=Origin.COMPUTED, banned=False)

    @admin.display(description=_("ملاحظة"))
    def note(self, row: RelatedArticle) -> str:
        return reasons_in_words(row)


class ReadAlsoInline(RelatedInline):
    formset = ReadAlsoFormSet
    verbose_name = _("خبر في «إقرأ أيضاً»")
    verbose_name_plural = RelatedList.READ_ALSO.label


class SimilarInline(RelatedInline):
    formset = SimilarFormSet
    verbose_name = _("خبر في «مقالات مشابهة»")
    verbose_name_plural = RelatedList.SIMILAR.label


class ComputedForm(KnownChoicesForm):
    pin = forms.BooleanField(label=_("ثبّته"), required=False)

    class Meta:
        model = RelatedArticle
        fields = ("banned",)


class ComputedFormSet(KnownRowsFormSet):
    """What was computed; a pinned row is the editor's from now on, behind those that are pinned already."""

    def clean(self) -> None:
        super().clean()
        gone = [form for form in self.forms if form.instance.pk is None]
        if any(form["pin"].data or form["banned"].data for form in gone):
            raise forms.ValidationError(_("تغيّرت هذه القائمة وأنت تكتب: اختر من جديد، ثم احفظ."))


class ComputedInline(KnownRowsInline):
    """What was computed into «similar»: to be pinned or banned, not edited."""

    model = RelatedArticle
    fk_name = "from_article"
    form = ComputedForm
    formset = ComputedFormSet
    fields = ("story", "why", "pin", "banned")
    readonly_fields = ("story", "why")
    extra = max_num = 0
    can_delete = False
    verbose_name_plural = _("مقالات مشابهة حُسبت من النص")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[RelatedArticle]:
        rows = super().get_queryset(request).select_related("to_article__source").defer("to_article__body")
        return rows.filter(kind=RelatedList.SIMILAR, origin=Origin.COMPUTED, banned=False)

    @admin.display(description=_("الخبر"))
    def story(self, row: RelatedArticle) -> str:
        return f"{row.to_article} ({row.to_article.source})" if row.to_article else row.title

    @admin.display(description=_("لماذا"))
    def why(self, row: RelatedArticle) -> str:
        return f"{round(100 * (row.score or 0))} % · {reasons_in_words(row)}"
