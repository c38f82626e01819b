"""The page for what is not there. (500.html is Django's own handler's: it uses no database, no context.)"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.caching.headers import cache_control, is_public, tag
from articles.caching.tags import MISSING


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 that helps: a search box and the sections."""
    now = timezone.now()
    response = render(request, "404.html", status=404)
    if is_public(request):
        response.headers["Cache-Control"] = cache_control(now)
        tag(response, also=[MISSING])
    return response
