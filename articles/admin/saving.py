"""How the article's form is saved: as one content, through the workflow, never over somebody else's words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.related import ComputedFormSet, ReadAlsoFormSet, SimilarFormSet
from articles.models import Article, Byline
from articles.models.revision import Act
from articles.workflow import saving, working_copies
from articles.workflow.acts import Refused
from articles.workflow.content import LISTS, Content, Pick, Signature


def content_of(form: Any, formsets: list[Any]) -> Content:
    """What stands in a valid form and its inlines."""
    lists: dict[str, list[Any]] = {name: [] for name in LISTS} | {"keywords": form.cleaned_data["keywords"]}
    for formset in formsets:
        rows = _rows(formset)
        if formset.model is Byline:
            lists["authors"] = [Signature(row["author"].pk, row["role"]) for row in rows]
        elif isinstance(formset, ReadAlsoFormSet):
            lists["read_also"] = _picks(rows)
        elif isinstance(formset, SimilarFormSet):
            lists["similar"] = _picks(rows) + lists["similar"]
        elif isinstance(formset, ComputedFormSet):
            chosen = [row for row in rows if row["banned"] or row["pin"]]
            lists["similar"] += [Pick(row["id"].to_article_id, "", row["banned"]) for row in chosen]
    return Content.of(form.instance, **lists)


def _rows(formset: Any) -> list[dict[str, Any]]:
    """The rows of a valid formset that are filled in and stay, in the order of their positions."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data]
    return sorted((row for row in rows if not row.get("DELETE")), key=lambda row: row.get("position") or 0)


def _picks(rows: list[dict[str, Any]]) -> list[Pick]:
    return [
        Pick(row["to_article"].pk if row["to_article"] else None, row["title"], row["banned"])
        for row in rows
        if row["to_article"] or row["title"]
    ]


class SavesThroughWorkflow:
    """For the admin of articles."""

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: save_related() has the lists as well."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        content, note = content_of(form, formsets), form.cleaned_data["note"]
        if not change:
            stored = saving.create(content, request.user, note)
        else:
            base = form.cleaned_data["base_version"] or 0
            saved = saving.save(form.instance.pk, content, request.user, base=base, note=note)
            stored = saved.article
            if saved.merged.theirs:
                self._tell_of_merge(request, saved)
        working_copies.forget(request.user, form.cleaned_data["form_key"])
        form.instance.pk, form.instance.slug = stored.pk, stored.slug
        form.instance._state.adding = False

    def _tell_of_merge(self, request: HttpRequest, saved: saving.Saved) -> None:
        messages.info(request, _("حفظ غيرك هذا الخبر وأنت تكتب، فاجتمع ما كتبتماه."))

    def construct_change_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, request: HttpRequest, *args: Any) -> None:
        """Not in Django's log: the article's own history says more."""

    log_change = log_addition

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except (Refused, saving.Conflicted) as refusal:
            request._refusal = str(refusal)  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        form.refusal = getattr(request, "_refusal", "")
        return form

    def response_add(self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._go_on(request, obj) or super().response_add(request, obj, *args, **kwargs)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._go_on(request, obj) or super().response_change(request, obj)  # type: ignore[misc]

    def _go_on(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """To the act whose button saved the form, if it was one."""
        act = request.POST.get("_act")
        if act not in Act.values:
            return None
        return redirect(f"{reverse('admin:articles_article_act', args=[act])}?ids={obj.pk}")
