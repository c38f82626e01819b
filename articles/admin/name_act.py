"""The logs of merges and renames, of keywords and of sources: to read, and to take one back."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy

from articles.admin.merging import may_merge, may_merge_sources
from articles.authority.moves import Refused
from articles.authority.undo import undo
from articles.models import KeywordAct, SourceAct


class NameActAdmin(admin.ModelAdmin):
    list_per_page = 50
    list_select_related = ("by",)
    show_full_result_count = False
    search_fields = ("name", "new_name")
    readonly_fields = ("stories",)
    change_form_template = "admin/articles/nameact/change_form.html"

    came_back: ClassVar[Any]  # name, stories
    stayed: ClassVar[Any]  # lost

    def may(self, request: HttpRequest) -> bool:
        """Whether somebody may merge, and so take a merge back."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("moved")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name=f"{self._named}_undo"), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"articles.view_{self.model.SUBJECT}") or self.may(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"may_undo": self.may(request), "undo_name": f"admin:{self._named}_undo"}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """POST takes the act back and says how much of it was still there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may(request):
            raise PermissionDenied
        act = get_object_or_404(self.model, pk=pk)
        try:
            undone = undo(act=act, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(f"admin:{self._named}_change", pk)
        words = {"name": undone.thing, "stories": undone.stories, "lost": undone.lost}
        messages.success(request, self.came_back % words)
        if undone.lost:
            messages.warning(request, self.stayed % words)
        return redirect(f"admin:articles_{self.model.SUBJECT}_change", undone.thing.pk)

    @property
    def _named(self) -> str:
        return f"articles_{self.opts.model_name}"

    @admin.display(description=gettext_lazy("أخبار انتقلت"))
    def stories(self, act: Any) -> str:
        return str(act.stories)


@admin.register(KeywordAct)
class KeywordActAdmin(NameActAdmin):
    list_display = ("name", "kind", "new_name", "at", "by", "undone_at")
    list_filter = ("kind",)
    fields = ("kind", "name", "slug", "keyword", "stories", "at", "by", "undone_at", "undone_by")
    came_back = gettext_lazy("عادت «%(name)s». أخبارها: %(stories)d.")
    stayed = gettext_lazy("عُدّلت كلمات أخبار بعد الفعل أو حُذفت، فبقيت كما هي. عددها: %(lost)d.")

    def may(self, request: HttpRequest) -> bool:
        return may_merge(request)


@admin.register(SourceAct)
class SourceActAdmin(NameActAdmin):
    list_display = ("name", "new_name", "at", "by", "undone_at")
    fields = ("name", "slug", "source", "stories", "at", "by", "undone_at", "undone_by")
    came_back = gettext_lazy("عاد «%(name)s». أخباره: %(stories)d.")
    stayed = gettext_lazy("غُيّر مصدر أخبار بعد الدمج أو حُذفت، فبقيت كما هي. عددها: %(lost)d.")

    def may(self, request: HttpRequest) -> bool:
        return may_merge_sources(request)
