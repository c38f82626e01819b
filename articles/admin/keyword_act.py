from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.merging import may_merge
from articles.authority.acts import Refused
from articles.authority.undo import undo
from articles.models import KeywordAct


@admin.register(KeywordAct)
class KeywordActAdmin(admin.ModelAdmin):
    """The log of merges and renames: to read, and to take one back."""

    list_display = ("name", "kind", "new_name", "at", "by", "undone_at")
    list_filter = ("kind",)
    list_select_related = ("by",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name", "new_name")
    fields = ("kind", "name", "slug", "keyword", "stories", "at", "by", "undone_at", "undone_by")
    readonly_fields = ("stories",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeywordAct]:
        return super().get_queryset(request).defer("moved")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="articles_keywordact_undo"), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.view_keyword") or may_merge(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), "may_undo": may_merge(request)}
        return super().change_view(request, *args, **kwargs)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """POST takes the act back and says how much of it was still there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not may_merge(request):
            raise PermissionDenied
        act = get_object_or_404(KeywordAct, pk=pk)
        try:
            undone = undo(act=act, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("admin:articles_keywordact_change", pk)
        words = {"name": undone.keyword, "links": undone.links, "lost": undone.links_lost}
        messages.success(request, _("عادت «%(name)s». أخبارها: %(links)d.") % words)
        if undone.links_lost:
            messages.warning(
                request,
                _("عُدّلت كلمات أخبار بعد الفعل أو حُذفت، فبقيت كما هي. عددها: %(lost)d.") % words,
            )
        return redirect("admin:articles_keyword_change", undone.keyword.pk)

    @admin.display(description=gettext_lazy("أخبار انتقلت"))
    def stories(self, act: KeywordAct) -> str:
        return str(len(act.moved.get("links", ())) + len(act.moved.get("dropped", ()))) if act.moved else "—"
