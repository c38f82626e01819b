"""What is not there, or is elsewhere by now. (500.html is for Django's own handler: it asks for nothing.)"""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone

from articles.authority.old_addresses import led_from
from articles.caching.coding import compress
from articles.caching.headers import finish, is_public, tag
from articles.caching.tags import MISSING, article


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Where an address of a former system leads; else 404 that helps: a search box and the sections."""
    if not is_public(request):
        return render(request, "404.html", status=404)
    now = timezone.now()
    led = led_from(request.get_full_path()) if request.method in ("GET", "HEAD") else None
    if led:
        response: HttpResponse = HttpResponsePermanentRedirect(led.url)
        tag(response, also=[f"oldaddress-{led.pk}", *([article(led.article)] if led.article else [])])
    else:
        response = render(request, "404.html", status=404)
        tag(response, also=[MISSING])
    finish(response, now)
    compress(request, response)
    return response
