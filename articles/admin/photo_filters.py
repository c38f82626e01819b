"""What the library can be narrowed to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Photo
from articles.photos.uses import using_fields

SOON = timedelta(days=14)


class _Choice(admin.SimpleListFilter):
    """A filter of some fixed choices."""

    choices_offered: tuple[tuple[str, Any], ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return self.choices_offered

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        value = self.value()
        return queryset.filter(self.condition(value, request)) if value else queryset

    def condition(self, value: str, request: HttpRequest) -> Q:
        raise NotImplementedError


class RightsFilter(_Choice):
    title = _("حقوقها")
    parameter_name = "rights"
    choices_offered = (
        ("ended", _("انتهت")),
        ("soon", _("تنتهي خلال أسبوعين")),
        ("none", _("بلا حقوق مكتوبة")),
    )

    def condition(self, value: str, request: HttpRequest) -> Q:
        now = timezone.now()
        return {
            "ended": Q(rights_expire_at__lte=now),
            "soon": Q(rights_expire_at__gt=now, rights_expire_at__lte=now + SOON),
            "none": Q(credit=""),
        }.get(value, Q())


class UseFilter(_Choice):
    title = _("استعمالها")
    parameter_name = "use"
    choices_offered = (("unused", _("غير مستعملة")), ("used", _("مستعملة")))

    def condition(self, value: str, request: HttpRequest) -> Q:
        used = Q()
        for field in using_fields():
            used |= Q(Exists(field.model._default_manager.filter(**{field.name: OuterRef("pk")})))
        return {"unused": ~used, "used": used}.get(value, Q())


class MineFilter(_Choice):
    title = _("من رفعها")
    parameter_name = "by"
    choices_offered = (("me", _("رفعتها أنا")),)

    def condition(self, value: str, request: HttpRequest) -> Q:
        return Q(uploaded_by=request.user.pk) if value == "me" else Q()


FILTERS = (RightsFilter, UseFilter, MineFilter)
