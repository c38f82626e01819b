"""People: Django's own page for them, with the sections that they work in."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import SectionMember

User = get_user_model()
admin.site.unregister(User)


class SectionMemberInline(admin.TabularInline):
    model = SectionMember
    fields = ("section",)
    extra = 1


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Who is no superuser makes none, and changes none: an administrator cannot take over the whole desk."""

    list_display = ("username", "get_full_name", "roles", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    list_per_page = 50
    show_full_result_count = False
    inlines = (SectionMemberInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if _is_super(request) else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Not yet on the page that makes a person: Django asks there for name and password alone."""
        return self.inlines if obj else ()

    @admin.display(description=_("دوره"))
    def roles(self, person: Any) -> str:
        if person.is_superuser:
            return str(_("مشرف أعلى"))
        return "، ".join(group.name for group in person.groups.all()) or "—"


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, person: Any) -> bool:
    return person is None or not person.is_superuser or _is_super(request)
