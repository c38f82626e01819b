"""The history of an article on the desk: its versions, any two compared, and one restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, Revision
from articles.models.revision import Act
from articles.workflow import saving
from articles.workflow.acts import Refused
from articles.workflow.content import Content
from articles.workflow.differences import differences
from articles.workflow.permissions import may_edit

AT_ONCE = 100
_LONGEST_NUMBER = 9  # digits: what the column of the numbers holds


class History:
    """For the admin of articles."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/compare/", wrap(self.compare_view), name="articles_article_compare"),
            path("<int:pk>/restore/", wrap(self.restore_view), name="articles_article_restore"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponseBase:
        """All that was done to it, newest first, a hundred at a time."""
        article = self._shown(request, object_id)
        revisions = article.revisions.select_related("by").defer("content")
        if before := _number(request.GET.get("before")):
            revisions = revisions.filter(number__lt=before)
        rows = list(revisions[: AT_ONCE + 1])
        context = {
            "title": _("تاريخ الخبر"),
            "revisions": rows[:AT_ONCE],
            "older": rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None,
            "may_restore": may_edit(request.user, article),
        }
        return self._page(request, article, "history", context)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What changed from one version to another: `?old=2&new=5`."""
        article = self._shown(request, pk)
        numbers = sorted(_number(request.GET.get(name)) or 0 for name in ("old", "new"))
        found = {row.number: row for row in article.revisions.filter(number__in=numbers).select_related("by")}
        if not found.keys() >= set(numbers):
            raise Http404("no such version")
        old, new = (found[number] for number in numbers)
        context = {
            "title": _("مقارنة نسختين"),
            "old": old,
            "new": new,
            "columns": "together" not in request.GET,
            "differences": differences(*(Content.from_json(one.content) for one in (old, new))),
            "between": _between(article, old, new),
            "may_restore": may_edit(request.user, article),
        }
        return self._page(request, article, "compare", context)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Make the version named in the POST the present one."""
        return require_POST(self._restore)(request, pk)

    def _restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        article, number = self._shown(request, pk), _number(request.POST.get("number"))
        try:
            saved = saving.restore(article.pk, number or 0, request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_article_history", article.pk)
        if saved.changed:
            messages.success(request, _("استُعيدت النسخة %d. ما كان قبلها باقٍ في التاريخ.") % number)
        else:
            messages.info(request, _("النسخة %d هي نص الخبر الآن، فلم يتغير شيء.") % number)
        return redirect("admin:articles_article_change", article.pk)

    def _shown(self, request: HttpRequest, pk: Any) -> Article:
        """The article, for whoever may see it on the desk; 404 where there is none."""
        if not str(pk).isdecimal():
            raise Http404("no such article")
        article: Article = get_object_or_404(Article.objects.defer("body"), pk=pk)
        if not self.has_view_or_change_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        return article

    def _page(self, request: HttpRequest, article: Article, name: str, context: dict[str, Any]) -> Any:
        shared = {"article": article, "opts": Article._meta, "acts": Act}
        return render(
            request,
            f"admin/articles/article/{name}.html",
            {**self.admin_site.each_context(request), **shared, **context},
        )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _between(article: Article, old: Revision, new: Revision) -> list[Revision]:
    """The versions after `old` up to `new`, whose changes are seen together; the newest of them."""
    rows = article.revisions.filter(number__gt=old.number, number__lte=new.number)
    return list(rows.select_related("by").defer("content")[:AT_ONCE])
