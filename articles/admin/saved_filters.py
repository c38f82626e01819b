"""Chips above the list of articles: the desk's boards, and filters that a person keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.filters import BoardFilter, StateFilter, source_select
from articles.models import SavedFilter
from articles.models.status import State
from articles.workflow.boards import boards_of

MOST = 30  # of one person
# Where somebody stands in the list, and how it was opened: not what is looked for
_PASSING = ("p", "e", "all", "_popup", "_to_field", "_facets", "_source_model")


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    query: str
    current: bool
    pk: int | None = None  # of one that can be deleted


class FilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ("name", "query")
        error_messages = {
            "name": {"required": gettext_lazy("اكتب اسمًا للمرشّح.")},
            "query": {
                "required": gettext_lazy("اختر مرشّحًا أو ابحث، ثم احفظ."),
                "max_length": gettext_lazy("هذا المرشّح أطول من أن يُحفظ؛ اختصر ما تبحث عنه."),
            },
        }


def query_of(address: str) -> str:
    """What is filtered by, searched for and sorted by in the query of an address, always in one order."""
    given = ((name, str(value)) for name, value in QueryDict(address).items())
    return urlencode(sorted(pair for pair in given if pair[1] and pair[0] not in _PASSING))


class SavedFilters:
    """For the admin of articles."""

    admin_site: Any
    change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("filters/", self._guarded(self.save_filter), name="articles_article_save_filter"),
            path(
                "filters/<int:pk>/delete/",
                self._guarded(self.delete_filter),
                name="articles_article_delete_filter",
            ),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def _guarded(self, view: Any) -> Any:
        return self.admin_site.admin_view(require_POST(view))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        query = query_of(request.GET.urlencode())
        chips = [*_built_in(request.user, query), *_own(request.user, query)]
        media = self.media + source_select(self.admin_site).media  # type: ignore[attr-defined]
        kept = {
            "media": media,
            "chips": chips,
            "query": query,
            "may_keep": query and not any(chip.current for chip in chips),
        }
        return super().changelist_view(request, kept | (extra_context or {}))  # type: ignore[misc]

    def save_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep what is posted as `query` under `name`; a name that the person has already means this now."""
        query, user = query_of(request.POST.get("query", "")), cast(User, request.user)
        own = SavedFilter.objects.filter(user=user)
        form = FilterForm({"name": request.POST.get("name", ""), "query": query})
        if not form.is_valid():
            messages.error(request, " ".join(str(said) for said in form.errors.values()))
        elif own.exclude(name=form.cleaned_data["name"]).count() >= MOST:
            messages.error(request, _("لك %d مرشّحًا محفوظًا. احذف ما لا تستعمله، ثم احفظ هذا.") % MOST)
        else:
            own.update_or_create(user=user, name=form.cleaned_data["name"], defaults={"query": query})
            messages.success(request, _("حُفظ المرشّح «%(name)s».") % form.cleaned_data)
        return _to_list(query)

    def delete_filter(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only one's own."""
        kept = get_object_or_404(SavedFilter, pk=pk, user=cast(User, request.user))
        kept.delete()
        messages.success(request, _("حُذف المرشّح «%(name)s».") % {"name": kept.name})
        return _to_list(query_of(request.POST.get("query", "")))


def _built_in(user: Any, query: str) -> list[Chip]:
    """The boards of the first page, and all that is in review."""
    chips = [(board.label, f"{BoardFilter.parameter_name}={board.value}") for board in boards_of(user)]
    chips.insert(2, (State.REVIEW.label, f"{StateFilter.parameter_name}={State.REVIEW.value}"))
    return [Chip(str(name), one, one == query) for name, one in chips]


def _own(user: Any, query: str) -> list[Chip]:
    rows = SavedFilter.objects.filter(user=user)
    return [Chip(row.name, row.query, row.query == query, row.pk) for row in rows]


def _to_list(query: str) -> HttpResponse:
    address = reverse("admin:articles_article_changelist")
    return redirect(f"{address}?{query}" if query else address)
