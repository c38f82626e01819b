"""Times on the desk, typed or in an address: those that a newsroom can mean (articles/times.py)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.db import models
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.times import check_meant, is_meant


class MomentField(forms.SplitDateTimeField):
    """A day and a time of it."""

    default_validators = [check_meant]


class MeantChangeList(ChangeList):
    """A list that no time beyond those that are meant narrows: databases and zones do not count so far."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any(_is_beyond(value) for values in self.filter_params.values() for value in values):
            raise IncorrectLookupParameters
        return super().get_queryset(request, *args, **kwargs)


class KnowsMoments:
    """For an admin: its fields that are times, and the addresses of its list."""

    formfield_overrides: ClassVar[Any] = {models.DateTimeField: {"form_class": MomentField}}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return MeantChangeList

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Where Django leads from conditions that are none, it is said."""
        if ERROR_FLAG in request.GET:
            messages.error(request, _("لا يُبحث بهذه الشروط. أزلها، ثم ابحث من جديد."))
        return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]


def _is_beyond(text: str) -> bool:
    try:
        at = parse_datetime(text)
    except ValueError:  # a day that no month has: the filter says so itself
        return False
    return at is not None and not is_meant(at)
