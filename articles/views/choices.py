from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching.headers import public, tag


@public()
def choices(request: HttpRequest) -> HttpResponse:
    """What a reader can choose of the look of pages. The browser keeps it: this page knows of nobody's."""
    response = render(request, "articles/choices.html")
    tag(response)
    return response
