"""When the newest stories of a list appeared: what open pages ask now and then (static/js/live.js)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from articles.authority.redirects import section_at
from articles.caching import tags
from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.front.pools import family_of
from articles.pagination import Listing
from articles.times import microseconds
from articles.views.listing import found, led_on, stories


class _Place(NamedTuple):
    published_at: datetime
    pk: int


_newest = Listing(stories, lambda rows, at: rows.values_list("published_at", "pk"), _Place._make)


@public()
def latest(request: HttpRequest) -> HttpResponse:
    """{"stories": […]}: the times of the newest of the whole site, the newest first, in µs since 1970."""
    return _answer(tags.SITE, [])


@public()
def section_latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of a section with its children; pages that were opened at an old address are led on."""
    subject, moved = found(section_at, slug)
    if moved:
        return led_on(subject, reverse("section_latest", args=[subject.slug]))
    return _answer(tags.list_of(subject), family_of(subject, sections_of(request)))


def _answer(name: str, within: list[int]) -> HttpResponse:
    """One more than a page shows: so a page can tell so many from more."""
    page = _newest.page(None, within)
    places = [*page.articles, *([page.beyond] if page.beyond else [])]
    response = JsonResponse({"stories": [microseconds(place.published_at) for place in places]})
    tag(response, also=[tags.newest(name), *(tags.line(place.pk) for place in places)])
    return response
