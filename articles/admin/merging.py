"""The desk's page for merging two keywords: choose, see what changes, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.authority.acts import Preview, Refused, merge, preview_merge
from articles.authority.variants import dismiss
from articles.models import ArticleKeyword, Keyword


def may_merge(request: HttpRequest) -> bool:
    """A merge changes one keyword and deletes the other."""
    return request.user.has_perms(["articles.change_keyword", "articles.delete_keyword"])


class MergeForm(forms.Form):
    """The two keywords, found by any spelling."""

    keep: Any = forms.ModelChoiceField(Keyword.objects.all(), label=gettext_lazy("تبقى"))
    gone: Any = forms.ModelChoiceField(Keyword.objects.all(), label=gettext_lazy("تُدمج فيها"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            link = ArticleKeyword._meta.get_field("tag")
            field.widget = AutocompleteSelect(link, admin.site, attrs={"data-width": "20rem"})
            field.widget.choices = field.choices  # type: ignore[attr-defined]


def merge_view(request: HttpRequest) -> HttpResponse:
    """GET: choose both, or see what merging them would change. POST: do it, or remember that they are two."""
    if not may_merge(request):
        raise PermissionDenied
    given = _ids(request.POST if request.method == "POST" else request.GET)
    form = MergeForm(given) if len(given) == 2 else MergeForm(initial=given)
    preview = None
    if form.is_valid():
        keep, gone = form.cleaned_data["keep"], form.cleaned_data["gone"]
        try:
            if request.method != "POST":
                preview = preview_merge(keep=keep, gone=gone)
            elif "apart" in request.POST:
                return _told_apart(request, keep, gone)
            else:
                return _merged(request, keep, gone)
        except Refused as refused:
            form.add_error(None, str(refused))
    return TemplateResponse(request, "admin/articles/keyword/merge.html", _context(request, form, preview))


def _ids(given: QueryDict) -> dict[str, str]:
    """The ids among `keep` and `gone`; what is none (the database would choke on it) counts as not given."""
    ids = {name: given.get(name, "") for name in ("keep", "gone")}
    return {name: text for name, text in ids.items() if text.isdecimal() and len(text) <= 18}


def _merged(request: HttpRequest, keep: Keyword, gone: Keyword) -> HttpResponse:
    act = merge(keep=keep, gone=gone, by=request.user)
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("دُمجت «%(gone)s» في «%(keep)s».") % {"gone": act.name, "keep": act.new_name},
            reverse("admin:articles_keywordact_change", args=[act.pk]),
            _("ما تغيّر، والتراجع عنه"),
        ),
    )
    return redirect("admin:articles_keyword_change", keep.pk)


def _told_apart(request: HttpRequest, keep: Keyword, gone: Keyword) -> HttpResponse:
    dismiss(keep, gone)
    messages.success(request, _("لن تُقترح «%(gone)s» تهجئة لـ«%(keep)s».") % {"gone": gone, "keep": keep})
    return redirect("admin:articles_keyword_change", keep.pk)


def _context(request: HttpRequest, form: MergeForm, preview: Preview | None) -> dict[str, Any]:
    adopted: list[Any] = [Keyword._meta.get_field(name) for name in preview.adopts] if preview else []
    return {
        **admin.site.each_context(request),
        "title": _("دمج كلمتين دلاليتين"),
        "opts": Keyword._meta,
        "media": form.media,
        "form": form,
        "preview": preview,
        "adopts": [field.verbose_name for field in adopted],
    }
