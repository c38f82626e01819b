"""What the desk has in common for things with several spellings: keywords and sources."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.addresses import AddressedForm
from articles.models.named import Spelt
from articles.text.keywords import split_keywords
from articles.text.normalize import comparable, identity_key


class SpeltForm(AddressedForm):
    other_spellings = forms.CharField(
        label=_("تهجئات أخرى"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_(
            "تفصل بينها فاصلة أو سطر جديد. ما يختلف بالهمزة أو التشكيل أو الياء أو التاء المربوطة "
            "معروف من نفسه، فلا يُكتب."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("other_spellings", "\n".join(self.instance.other_spellings()))

    def clean_other_spellings(self) -> list[str]:
        """The spellings, none too long and none another's."""
        texts = split_keywords(self.cleaned_data["other_spellings"])
        for text in texts:
            if len(text) > 100:
                raise forms.ValidationError(_("«%(text)s…» أطول من 100 حرف."), params={"text": text[:30]})
            owner = type(self.instance).by_spelling(text)
            if owner and owner.pk != self.instance.pk:
                raise forms.ValidationError(
                    _("«%(text)s» تهجئة لاسم آخر: «%(owner)s»."), params={"text": text, "owner": owner}
                )
        return texts


class SpeltAdmin(admin.ModelAdmin):
    form = SpeltForm
    search_fields = ("name",)  # names the columns for Django; get_search_results folds instead

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("spellings")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Found by any spelling, folded; an exact spelling first is what an autocomplete needs."""
        key = identity_key(search_term)
        if not key:
            return (queryset if not search_term.strip() else queryset.none()), False
        words = Q()
        for word in comparable(search_term).split():
            words &= Q(spellings__key__contains=word)
        return queryset.filter(pk__in=queryset.model.objects.filter(words).values("pk")), False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        thing: Spelt = form.instance
        thing.set_other_spellings(form.cleaned_data["other_spellings"])

    @admin.display(description=_("تهجئات أخرى"))
    def spellings(self, thing: Spelt) -> str:
        return "، ".join(thing.other_spellings())
