"""The checks before publication beside the article's form, on what it holds, saved or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.answers import GONE, NOT_YOURS, SIGNED_OUT, asked_by_script, refusal
from articles.admin.related import ReadAlsoFormSet
from articles.admin.written import article_of_form, filled_form, values_in
from articles.checklist.items import Item
from articles.checklist.publish import style, without_style
from articles.checklist.silencing import recall, silence, silenced_in
from articles.checklist.style import MOST_SHOWN, described, findings_in, is_too_long, mend_fields, texts_of
from articles.models import Article
from articles.text.style import Finding

ALL = "all"
_MOST_SILENCED = 1000  # that a page of a story without a row of its own may hold


class ChecksBeforePublication:
    """For the admin of articles: `<pk>/checks/` and, for what was never saved, `checks/`.

    static/js/form/checks.js is the other half.
    """

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = asked_by_script(self.checks_view)
        own = [
            path("checks/", view, name="articles_article_checks_new"),
            path("<int:pk>/checks/", view, name="articles_article_checks"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def checks_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """What stands against publishing what the form holds, as JSON: `found` is HTML, `summary` a line.

        With `mend` (a finding's key, or «all») also `mended`: the fields that change by it, to be put into
        the form; what is found is then said of those. `silence` (a finding's key) is kept with the article,
        `recall` takes all that was silenced back. `silenced` are keys that only the page knows.

        Nothing else is written. 401, 403, 404 and 413 come with a `message`, as from a working copy.
        """
        if not self.admin_site.has_permission(request):
            return refusal(401, SIGNED_OUT)
        try:
            article = article_of_form(self, request, pk)
        except Http404:
            return refusal(404, GONE)
        except PermissionDenied:
            return refusal(403, NOT_YOURS)
        form, formsets = filled_form(self, request, article)
        values, draft = values_in(form), form.instance
        keywords, read_also = values.pop("keywords"), list(_first_listed(formsets))
        for name, value in values.items():
            setattr(draft, name, value)
        if pk and "recall" in request.POST:
            recall(article)
        silenced = {*silenced_in(article), *request.POST.getlist("silenced")[:_MOST_SILENCED]}
        mended = _mend(draft, request.POST.get("mend", ""), silenced)
        texts = texts_of(draft)
        every = [] if is_too_long(texts) else list(findings_in(texts))
        key = request.POST.get("silence", "")
        if key in {finding.key for _field, finding in every}:
            silenced.add(key)
            if pk:
                silence(article, key, request.user)
        findings = [found for found in every if found[1].key not in silenced]
        items = without_style(draft, keywords=keywords, read_also=read_also)
        if is_too_long(texts):
            items += style(draft)
        return JsonResponse({"mended": mended, **_answer(items, findings, len(every) - len(findings))})


def _mend(draft: Article, which: str, silenced: Collection[str]) -> dict[str, str]:
    """Mend what is asked for in `draft`, which is not stored; the fields that changed by it."""
    texts = texts_of(draft)
    if not which or is_too_long(texts):
        return {}
    mended = mend_fields(texts, only=None if which == ALL else {which}, silenced=silenced)
    for name, value in mended.items():
        setattr(draft, name, value)
    return mended


def _first_listed(formsets: list[Any]) -> Iterator[Any]:
    """The first row of «read also» that readers would see; the rest need not be looked up."""
    for formset in formsets:
        if isinstance(formset, ReadAlsoFormSet):
            for form in formset.forms:
                row = form.cleaned_data if form.is_valid() else {}
                if (row.get("to_article") or row.get("title")) and not (row["banned"] or row.get("DELETE")):
                    yield row
                    return


def _answer(items: list[Item], findings: list[tuple[str, Finding]], hidden: int) -> dict[str, str]:
    mendable = sum(1 for _field, finding in findings if finding.edits)
    labels = {name: Article._meta.get_field(name).verbose_name for name, _finding in findings}  # type: ignore[union-attr]
    context = {
        "checklist": items,
        "findings": [one | {"label": labels[one["field"]]} for one in described(findings)],
        "count": len(findings),
        "most": MOST_SHOWN,
        "mendable": mendable,
        "hidden": hidden,
    }
    return {
        "found": render_to_string("admin/articles/article/checks_found.html", context),
        "summary": _summary(items, len(findings)),
    }


def _summary(items: list[Item], findings: int) -> str:
    blocking = sum(item.blocking for item in items)
    if not items and not findings:
        return _("لا ينقصه شيء قبل النشر، ولا ملاحظة على أسلوبه.")
    return _("يمنع النشر: %(blocking)d · للانتباه: %(advisory)d · مواضع الأسلوب: %(style)d") % {
        "blocking": blocking,
        "advisory": len(items) - blocking,
        "style": findings,
    }
