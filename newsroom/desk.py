"""The admin site as the newsroom's desk."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override
from django.views.i18n import JavaScriptCatalog

# CKEditor 4 writes inline styles and handlers into the page, so the desk, and only the desk, allows them.
# (A nonce beside 'unsafe-inline' would switch it off again.)
DESK_POLICY: dict[str, Any] = {
    **settings.SECURE_CSP,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "frame-src": [CSP.SELF],
}


class NewsDesk(admin.AdminSite):
    site_title = _("مكتب التحرير")
    index_title = _("مكتب التحرير")
    enable_nav_sidebar = False

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return f"{settings.SITE_NAME} · {_('مكتب التحرير')}"

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Words for scripts: Django's, those that its Arabic lacks, and our own."""
        catalogue = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])
        return cast(HttpResponse, catalogue(request))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return csp_override(DESK_POLICY)(super().admin_view(view, cacheable))
