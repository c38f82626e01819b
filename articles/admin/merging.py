"""The desk's page for merging two of a kind, keywords or sources: choose, see what changes, confirm."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.choices import PromptingSelect
from articles.authority import acts, sources
from articles.authority.moves import Refused
from articles.authority.variants import dismiss
from articles.models import Article, ArticleKeyword, Keyword, KeywordAct, Source, SourceAct


def may_merge(request: HttpRequest) -> bool:
    """A merge changes one keyword and deletes the other."""
    return request.user.has_perms(["articles.change_keyword", "articles.delete_keyword"])


def may_merge_sources(request: HttpRequest) -> bool:
    return sources.may_merge(request.user)


class MergeForm(forms.Form):
    """The two, found by any spelling in a box as that of the field `link`."""

    keep: Any = forms.ModelChoiceField(Keyword.objects.none(), label=gettext_lazy("تبقى"))
    gone: Any = forms.ModelChoiceField(Keyword.objects.none(), label=gettext_lazy("تُدمج فيها"))

    def __init__(self, page: MergePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.queryset = page.labels[name], page.model.objects.all()  # type: ignore[attr-defined]
            field.widget = PromptingSelect(page.link, admin.site, attrs={"data-width": "20rem"})
            field.widget.choices = field.choices  # type: ignore[attr-defined]


class MergePage:
    """GET: choose both, or see what merging them would change. POST: do it."""

    model: ClassVar[Any]
    link: ClassVar[Any]  # a foreign key to the model, whose box finds them
    labels: ClassVar[dict[str, Any]]
    title: ClassVar[Any]

    def may(self, request: HttpRequest) -> bool:
        raise NotImplementedError

    def preview(self, keep: Any, gone: Any) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, keep: Any, gone: Any) -> HttpResponse:
        raise NotImplementedError

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.may(request):
            raise PermissionDenied
        given = _ids(request.POST if request.method == "POST" else request.GET)
        form = MergeForm(self, given) if len(given) == 2 else MergeForm(self, initial=given)
        preview = None
        if form.is_valid():
            keep, gone = form.cleaned_data["keep"], form.cleaned_data["gone"]
            try:
                if request.method == "POST":
                    return self.post(request, keep, gone)
                preview = self.preview(keep, gone)
            except Refused as refused:
                form.add_error(None, str(refused))
        name = self.model._meta.model_name
        return TemplateResponse(
            request, f"admin/articles/{name}/merge.html", self._context(request, form, preview)
        )

    def _context(self, request: HttpRequest, form: MergeForm, preview: Any) -> dict[str, Any]:
        adopted = [self.model._meta.get_field(name) for name in preview.adopts] if preview else []
        return {
            **admin.site.each_context(request),
            "title": self.title,
            "opts": self.model._meta,
            "media": form.media,
            "form": form,
            "preview": preview,
            "adopts": [field.verbose_name for field in adopted],
        }


class KeywordMergePage(MergePage):
    """POST may also say that the two are two."""

    model, link = Keyword, ArticleKeyword._meta.get_field("tag")
    labels = {"keep": gettext_lazy("تبقى"), "gone": gettext_lazy("تُدمج فيها")}
    title = gettext_lazy("دمج كلمتين دلاليتين")

    def may(self, request: HttpRequest) -> bool:
        return may_merge(request)

    def preview(self, keep: Keyword, gone: Keyword) -> acts.Preview:
        return acts.preview_merge(keep=keep, gone=gone)

    def post(self, request: HttpRequest, keep: Keyword, gone: Keyword) -> HttpResponse:
        if "apart" in request.POST:
            dismiss(keep, gone)
            said = _("لن تُقترح «%(gone)s» تهجئة لـ«%(keep)s».") % {"gone": gone, "keep": keep}
            messages.success(request, said)
            return redirect("admin:articles_keyword_change", keep.pk)
        act = acts.merge(keep=keep, gone=gone, by=request.user)
        said = _("دُمجت «%(gone)s» في «%(keep)s».") % {"gone": act.name, "keep": act.new_name}
        messages.success(request, _with_way_back(said, act))
        return redirect("admin:articles_keyword_change", keep.pk)


class SourceMergePage(MergePage):
    model, link = Source, Article._meta.get_field("source")
    labels = {"keep": gettext_lazy("يبقى"), "gone": gettext_lazy("يُدمج فيه")}
    title = gettext_lazy("دمج مصدرين")

    def may(self, request: HttpRequest) -> bool:
        return may_merge_sources(request)

    def preview(self, keep: Source, gone: Source) -> sources.SourcePreview:
        return sources.preview_merge(keep=keep, gone=gone)

    def post(self, request: HttpRequest, keep: Source, gone: Source) -> HttpResponse:
        act = sources.merge(keep=keep, gone=gone, by=request.user)
        words = {"gone": act.name, "keep": act.new_name, "count": act.stories}
        said = _("دُمج «%(gone)s» في «%(keep)s». أخبار انتقلت: %(count)s.") % words
        messages.success(request, _with_way_back(said, act))
        return redirect("admin:articles_source_change", keep.pk)


def merge_path(model: str, keep: int, gone: int | None = None) -> str:
    """The page that shows what merging these two of `model` («keyword») would change."""
    query = {"keep": keep, **({"gone": gone} if gone else {})}
    return f"{reverse(f'admin:articles_{model}_merge')}?{urlencode(query)}"


def _with_way_back(said: str, act: KeywordAct | SourceAct) -> SafeString:
    """`said` with a link to the act in its log."""
    path = reverse(f"admin:articles_{act._meta.model_name}_change", args=[act.pk])
    return format_html('{} <a href="{}">{}</a>', said, path, _("ما تغيّر، والتراجع عنه"))


def _ids(given: QueryDict) -> dict[str, str]:
    """The ids among `keep` and `gone`; what is none (the database would choke on it) counts as not given."""
    ids = {name: given.get(name, "") for name in ("keep", "gone")}
    return {name: text for name, text in ids.items() if text.isdecimal() and len(text) <= 18}
