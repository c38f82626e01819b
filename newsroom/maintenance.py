"""The switch for an operator at night: while MAINTENANCE_FILE is there, readers get one finished page.

`touch var/maintenance` closes the site at once in all processes of this machine, `rm var/maintenance` opens
it: nothing is started anew, and no database, cache or session is asked.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

RETRY_AFTER = 300  # seconds; RFC 9110 section 10.2.3

# Open meanwhile: the desk with its pictures, where operators see whether all is well again. (Static files and
# questions about the process are answered before this.)
_OPEN = ("/admin/", settings.MEDIA_URL)


class MaintenanceMiddleware:
    """Stands before whatever asks the database, and behind the static files that its page wants."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.MAINTENANCE_FILE.exists() or request.path_info.startswith(_OPEN):
            return self.get_response(request)
        # No cache may keep it. One in front that has an old page may go on with that (stale-if-error).
        headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
        return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
