"""Filters of the list of articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models.status import State


class StateFilter(admin.SimpleListFilter):
    """By what the desk calls the state: scheduled and expired stories are told from those that are out."""

    title = _("الحالة")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        state = self.value()
        return queryset.in_state(state) if state in State.values else queryset  # type: ignore[attr-defined]
