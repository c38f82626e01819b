"""When the newest stories of a list appeared: what open pages ask now and then (static/js/live.js)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.caching import tags
from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.front.pools import family_of
from articles.models import Section
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.times import microseconds
from articles.views.listing import only, stories


class _Place(NamedTuple):
    published_at: datetime
    pk: int


_newest = Listing(stories, lambda found, at: found.values_list("published_at", "pk"), _Place._make)
_section = Prepared(lambda slug: Section.objects.filter(slug=slug))


@public()
def latest(request: HttpRequest) -> HttpResponse:
    """{"stories": […]}: the times of the newest of the whole site, the newest first, in µs since 1970."""
    return _answer(tags.SITE, [])


@public()
def section_latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of a section with its children."""
    subject = only(_section(slug=slug))
    return _answer(tags.list_of(subject), family_of(subject, sections_of(request)))


def _answer(name: str, within: list[int]) -> HttpResponse:
    """One more than a page shows: so a page can tell so many from more."""
    page = _newest.page(None, within)
    places = [*page.articles, *([page.beyond] if page.beyond else [])]
    response = JsonResponse({"stories": [microseconds(place.published_at) for place in places]})
    tag(response, also=[tags.newest(name), *(tags.line(place.pk) for place in places)])
    return response
