from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.front.page import front
from articles.seo.site import front_page


@public()
def home(request: HttpRequest) -> HttpResponse:
    """The front page as editors arranged it."""
    shown, tags, _keys = front(None, timezone.now(), sections_of(request))
    root = root_of(request)
    shown |= {"front_url": f"{root}/", "structured": front_page(root)}
    response = render(request, "articles/home.html", shown)
    tag(response, also=tags)
    return response
