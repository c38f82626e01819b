from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.front.page import front


@public()
def home(request: HttpRequest) -> HttpResponse:
    """The front page as editors arranged it."""
    shown, tags, _keys = front(None, timezone.now(), sections_of(request))
    response = render(request, "articles/home.html", shown)
    tag(response, also=tags)
    return response
