"""Filters of the list of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Source
from articles.models.status import State
from articles.querysets import WITHOUT_CREDIT
from articles.workflow.boards import Board, on_board

MOST_PEOPLE = 500


class StateFilter(admin.SimpleListFilter):
    """By what the desk calls the state: scheduled and expired stories are told from those that are out."""

    title = _("الحالة")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        state = self.value()
        return queryset.in_state(state) if state in State.values else queryset  # type: ignore[attr-defined]


class BoardFilter(admin.SimpleListFilter):
    """A board of the first page as a whole; the chips above the list name them (saved_filters.py)."""

    title = _("لوحة المكتب")
    parameter_name = "desk"
    template = "admin/articles/article/filter_of_chips.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return Board.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        board = self.value()
        return on_board(queryset, Board(board), request.user) if board in Board.values else queryset


class CreditFilter(admin.SimpleListFilter):
    """Those that say too little of where they come from (WITHOUT_CREDIT)."""

    title = _("حقوق النسبة")
    parameter_name = "credit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [("missing", _("ناقصة"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(WITHOUT_CREDIT) if self.value() == "missing" else queryset


class _ChosenFilter(admin.SimpleListFilter):
    """A foreign key of too many rows for a list of links: one is chosen in a small form."""

    template = "admin/articles/article/filter_of_one.html"
    parameter_name: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return []

    def has_output(self) -> bool:
        return True

    def widget(self) -> forms.Select:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        if not value.isdecimal() or len(value) > 18:
            raise IncorrectLookupParameters(value)
        return queryset.filter(**{self.parameter_name: int(value)})

    def choices(self, changelist: Any) -> Iterator[Any]:
        """One: what the form of the template needs."""
        others = [pair for pair in changelist.params.items() if pair[0] != self.parameter_name]
        name = f"filter-{self.parameter_name}"
        shown = self.widget().render(self.parameter_name, self.value(), {"id": name})
        yield {"others": others, "widget": shown, "id": name}


class SourceFilter(_ChosenFilter):
    title, parameter_name = _("المصدر"), "source"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self._site = model_admin.admin_site

    def widget(self) -> forms.Select:
        return source_select(self._site)


class _SourceSelect(AutocompleteSelect):
    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Named while nothing is chosen, too: Django clears the placeholder."""
        return {**super().build_attrs(*args, **kwargs), "data-placeholder": _("كل المصادر")}


def source_select(site: admin.AdminSite) -> forms.Select:
    """A box that finds sources as one types."""
    field: Any = Article._meta.get_field("source")
    select = _SourceSelect(field, site, {"data-width": "100%"})
    chosen: Any = forms.ModelChoiceField(Source.objects.all(), required=False, widget=select)
    return chosen.widget


class _PersonFilter(_ChosenFilter):
    """By somebody of the staff; both filters of a request ask once who that is."""

    def __init__(self, request: Any, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        if not hasattr(request, "_staff"):
            request._staff = _staff()
        self._staff = request._staff

    def widget(self) -> forms.Select:
        return forms.Select(choices=[("", _("الكل")), *self._staff])


class WriterFilter(_PersonFilter):
    title, parameter_name = _("من أنشأه"), "created_by"


class SaverFilter(_PersonFilter):
    title, parameter_name = _("آخر من حفظه"), "updated_by"


def _staff() -> list[tuple[int, str]]:
    names = ("first_name", "last_name", "username")
    people = get_user_model().objects.filter(is_staff=True).order_by(*names).only(*names)[:MOST_PEOPLE]
    return [(person.pk, person.get_full_name() or person.get_username()) for person in people]
