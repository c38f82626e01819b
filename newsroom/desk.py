"""The admin site as the newsroom's desk."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from django.views.i18n import JavaScriptCatalog

from articles.times import zone_in_words
from articles.workflow.boards import first_page

# CKEditor 4 writes inline styles and handlers into the page, so the desk, and only the desk, allows them.
# (A nonce beside 'unsafe-inline' would switch it off again.)
DESK_POLICY: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "frame-src": [CSP.SELF],
}


# The models in the order in which a newsroom reaches for them; what is not named comes behind.
ORDER = (
    *("Article", "BreakingNews", "Front", "Photo", "Correction", "Keyword", "KeywordAct"),
    *("Section", "Author", "Source", "SourceAct", "Page", "OldAddress", "User", "Group"),
)


class NewsDesk(admin.AdminSite):
    site_title = _("مكتب التحرير")
    index_title = _("مكتب التحرير")
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return f"{settings.SITE_NAME} · {_('مكتب التحرير')}"

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """What waits for this person, then everything that there is."""
        boards = first_page(request.user) if request.user.has_perm("articles.view_article") else []
        context = {"boards": boards, "now": timezone.now(), "zone": zone_in_words()}
        return super().index(request, {**context, **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Ours first, each app's models in the newsroom's order."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(model["object_name"]))
        return sorted(apps, key=lambda app: _place(app["models"][0]["object_name"]))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Words for scripts: Django's, those that its Arabic lacks, and our own."""
        catalogue = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])
        return cast(HttpResponse, catalogue(request))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return csp_override(DESK_POLICY)(super().admin_view(view, cacheable))


def _place(model: str) -> int:
    return ORDER.index(model) if model in ORDER else len(ORDER)
