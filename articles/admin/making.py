"""Drafts that begin with a text that is there: a copy of a story, or the pasted text of a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.intake.page import DEFAULT_SECTION, draft_from_page, read, same_story
from articles.models import Article, Keyword, Section, Source
from articles.text.normalize import identity_key
from articles.text.source_page import MAX_BYTES, PageError, Problem, SourcePage, decode
from articles.workflow.acts import Refused
from articles.workflow.permissions import sections_of
from articles.workflow.saving import duplicate

_PARTS = {
    "headline": gettext_lazy("العنوان"),
    "lede": gettext_lazy("الفقرة الأولى"),
    "source": gettext_lazy("اسم المصدر"),
    "keyword": gettext_lazy("كلمة دلالية"),
    "related title": gettext_lazy("عنوان في القوائم"),
}
# At which field, and in which words
_PROBLEMS = {
    Problem.TOO_LARGE: ("text", gettext_lazy("النص أكبر من ميغابايتين. الصق نص صفحة واحدة.")),
    Problem.EMPTY: ("text", gettext_lazy("ليس في ما لصقته حرف يُقرأ. الصق نص الصفحة.")),
    Problem.NO_HEADLINE: ("headline", gettext_lazy("ليس في النص عنوان فرعي يؤخذ عنوانًا. اكتب العنوان هنا.")),
    Problem.BAD_HEADLINE: ("headline", gettext_lazy("اكتب عنوانًا فيه حرف أو رقم.")),
    Problem.NO_BODY: (
        "text",
        gettext_lazy("لا تكفي الفقرات لخبر: تلزم فقرة للمقدمة وأخرى للنص، قبل «المصدر» والقوائم."),
    ),
    Problem.NO_SOURCE: (
        "text",
        gettext_lazy("ليس في النص سطر «المصدر: …»، وليس بين المصادر غرفة أخبارنا. أضف السطر إلى النص."),
    ),
}


class PageForm(forms.Form):
    """The text of one page; after is_valid(), `page` is what was read of it."""

    text = forms.CharField(
        label=gettext_lazy("نص الصفحة"),
        max_length=MAX_BYTES,
        widget=AdminTextareaWidget(attrs={"rows": 16}),
        help_text=gettext_lazy(
            "الصق الصفحة كما هي: النص، ثم إن كانت: «المصدر: …» و«كلمات دلالية: …» و«إقرأ أيضاً» "
            "و«مقالات مشابهة»."
        ),
        error_messages={"required": gettext_lazy("الصق نص الصفحة هنا.")},
    )
    headline = forms.CharField(
        label=gettext_lazy("العنوان"),
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("إن تُرك فارغًا أُخذ أول عنوان فرعي في النص."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("رابط الأصل"), required=False, max_length=500, widget=AdminURLFieldWidget
    )
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=gettext_lazy("القسم"),
        error_messages={"required": gettext_lazy("اختر القسم الذي يُنشر فيه.")},
    )

    page: SourcePage

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections, own = Section.objects.all(), sections_of(user)
        field: Any = self.fields["section"]
        field.queryset = sections if own is None else sections.filter(pk__in=own)
        field.initial = field.queryset.filter(name=DEFAULT_SECTION).first()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "text" in given:
            try:
                self.page = read(decode(given["text"].encode()), given.get("headline", ""))
            except PageError as error:
                self.refuse(error)
        return given

    def refuse(self, error: PageError) -> None:
        """Say `error` in the editor's words, at the field that can mend it."""
        if error.problem == Problem.TOO_LONG:
            part = {"part": _PARTS[error.part], "limit": error.limit}
            self.add_error("text", _("%(part)s أطول من %(limit)d حرف. هل سقط سطر فارغ أو فاصلة؟") % part)
        else:
            self.add_error(*_PROBLEMS[error.problem])


class MakesDrafts:
    """For the admin of articles: `articles/article/from-page/` and `articles/article/<pk>/duplicate/`."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        of_page = self.admin_site.admin_view(self.from_page_view)
        of_story = self.admin_site.admin_view(require_POST(self.duplicate_view))
        own = [
            path("from-page/", of_page, name="articles_article_from_page"),
            path("<int:pk>/duplicate/", of_story, name="articles_article_duplicate"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def duplicate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A draft of one's own with the stored text of the story."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        try:
            made = duplicate(pk, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_article_change", pk)
        messages.success(request, _("هذه مسودة جديدة لك بنص الخبر. غيّر عنوانها، ثم احفظ."))
        return redirect("admin:articles_article_change", made.pk)

    def from_page_view(self, request: HttpRequest) -> HttpResponse:
        """What was read of the pasted text, to be looked at; then a draft of it. Nothing is stored before."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        form = PageForm(request.user, request.POST if request.method == "POST" else None)
        preview: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            if "_make" in request.POST and (made := self._make(request, form)):
                messages.success(request, _("هذه مسودة من نص الصفحة. راجعها، ثم احفظ."))
                return redirect("admin:articles_article_change", made.pk)
            preview = _preview(form.page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("خبر من نص صفحة"),
            "opts": Article._meta,
            "form": form,
            "media": form.media,
            "preview": preview,
        }
        return render(request, "admin/articles/article/from_page.html", context)

    def _make(self, request: HttpRequest, form: PageForm) -> Article | None:
        given = form.cleaned_data
        try:
            return draft_from_page(form.page, given["section"], given["source_url"], request.user)
        except PageError as error:
            form.refuse(error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        return None


def _preview(page: SourcePage) -> dict[str, Any]:
    """The page as it would be stored, and what of it is here already; four queries."""
    titles = [*page.read_also, *page.similar]
    stories = Article.objects.filter(headline_key__in=[identity_key(title) for title in titles])
    here = {key: pk for pk, key in stories.order_by("published_at", "pk").values_list("pk", "headline_key")}
    keys = [identity_key(name) for name in page.keywords]
    known = set(Keyword.objects.filter(spellings__key__in=keys).values_list("spellings__key", flat=True))
    return {
        "page": page,
        "source": Source.by_spelling(page.source) if page.source else Source.own(),
        "same": same_story(page),
        "keywords": [(name, key in known) for name, key in zip(page.keywords, keys, strict=True)],
        "lists": [
            (label, [(title, here.get(identity_key(title))) for title in listed])
            for label, listed in ((_("إقرأ أيضاً"), page.read_also), (_("مقالات مشابهة"), page.similar))
        ],
    }
