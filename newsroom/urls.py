"""The whole site: the desk, the readers' pages, and the pictures where no web server in front gives them."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, re_path

from articles.caching.headers import public
from newsroom.media import serve_media


@public()
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it wherever a page names no icon: the desk's do not."""
    return redirect(static("img/icon.svg"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("favicon.ico", icon),
    path("", include("articles.urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.+)$", serve_media, name="media"))

handler404 = "articles.views.errors.not_found"
