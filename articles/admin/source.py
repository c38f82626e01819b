from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import Action, ActionLocation
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.library import HasPicture
from articles.admin.merging import SourceMergePage, may_merge_sources, merge_path
from articles.admin.source_report import report_view
from articles.admin.source_rules import rules_view
from articles.admin.spelt import SpeltAdmin
from articles.ledger.notes import brief
from articles.ledger.rules import NAMES as RULES
from articles.ledger.rules import Rules
from articles.models import Source


@admin.register(Source)
class SourceAdmin(HasPicture, SpeltAdmin):
    list_display = ("name", "kind", "spellings", "country", "licence", "limits")
    list_filter = ("kind", "permits")
    list_per_page = 50
    show_full_result_count = False
    autocomplete_fields = ("logo",)
    actions = ("merge_selected",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "kind"),
                    "other_spellings",
                    "home_page",
                    "country",
                    "logo",
                    "about",
                    "slug",
                )
            },
        ),
        (gettext_lazy("الترخيص والنسبة"), {"fields": ("licence", "attribution", "attribution_url")}),
        (
            gettext_lazy("ما يجوز نشره عنه"),
            {
                "description": gettext_lazy(
                    "تسري هذه الشروط فورًا على كل أخبار المصدر، ما نُشر منها وما سيُنشر. "
                    "يغيّرها رئيس التحرير ومدير النظام."
                ),
                "fields": (
                    *("permits", "excerpt_words", "full_text_in_feeds"),
                    *("embargo_hours", "expiry_days"),
                    *("demands_link", "nofollow", "canonical"),
                ),
            },
        ),
    )

    change_form_template = "admin/articles/source/change_form.html"

    class Media:
        css = {"all": ("css/desk.css", "css/sources.css")}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("merge/", view(SourceMergePage()), name="articles_source_merge"),
            path("report/", view(report_view), name="articles_source_report"),
            path("<int:pk>/rules/", view(rules_view), name="articles_source_rules"),
        ]
        return [*own, *super().get_urls()]

    # --- Who may ---------------------------------------------------------------------------------------

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The rules are seen by whoever sees the source, and changed by who keeps the ledger."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm("articles.change_ledger") else (*fields, *RULES)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge_sources(request)

    # --- Merging and deleting --------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("دمج مصدرين"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseRedirect | None:
        """To the preview; which of the two stays is decided there."""
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) > 2:
            self.message_user(request, _("اختر مصدرين لا أكثر."), messages.WARNING)
            return None
        return HttpResponseRedirect(merge_path("source", *pks))

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Action | None]:
        """Sources are deleted one by one: of each it is said what stands against it."""
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Refused for a source that has stories, however many, before Django lists them all."""
        source = self.get_object(request, object_id)
        if source and source.articles.exists():
            return self._refuse_deletion(request, source)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:  # a story came in between
            assert source is not None
            return self._refuse_deletion(request, source)

    def _refuse_deletion(self, request: HttpRequest, source: Source) -> HttpResponse:
        said = _("لا يُحذف «%(source)s» وله أخبار. ادمجه في مصدر آخر، فتنتقل أخباره وروابطه إليه.")
        message: Any = said % {"source": source}
        if may_merge_sources(request):
            link = f"{merge_path('source', source.pk).replace('keep=', 'gone=')}"
            message = format_html('{} <a href="{}">{}</a>', message, link, _("ادمجه"))
        self.message_user(request, message, messages.ERROR)
        return redirect("admin:articles_source_change", source.pk)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Its old name stays a spelling."""
        before = Source.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before and before.name != obj.name:
            form.cleaned_data["other_spellings"].append(before.name)

    # --- What it shows ---------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("ما يُنشر عنه"))
    def limits(self, source: Source) -> str:
        return " · ".join(brief(Rules.of(source))) or "—"
