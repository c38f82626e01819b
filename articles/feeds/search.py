"""The feed of a search: the newest stories that have what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.caching.tags import FEEDS, SEARCH
from articles.context import sections_of
from articles.details import details_of, photos_of
from articles.feeds.entries import entries_of
from articles.feeds.feed import Format, written
from articles.feeds.options import PARAMS, Options
from articles.feeds.stories import Told, whole_stories
from articles.models import Article, Section
from articles.pagination import PAGE_SIZE, Cursor, Page
from articles.prepared import Prepared, padded
from articles.search.engine import MOST, Asked, newest
from articles.search.names import names_in
from articles.search.query import Query
from articles.search.results import marks, scope, within
from articles.views.search import ASKED, query_in

_TITLE = 80  # characters of a query in the title of its feed


class Place(NamedTuple):
    """Where a story that was found stands in the newest-first order."""

    published_at: datetime
    pk: int


@public(*ASKED, *PARAMS)
def search_feed(request: HttpRequest, form: Format) -> HttpResponse:
    """What /search/ finds for the same address as typed or inflected, newest first; 400 for no question.

    Four statements, one more where photos stand in texts, where a section and where a source is named. Pages
    reach as far back as results do (MOST). That a story was withdrawn the feeds of its lists tell.
    """
    query, controls = query_in(request.GET)
    if not query.asks:
        said = _("اكتب في عنوان الخلاصة ما تبحث عنه: ?q=كلمات من الخبر.")
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    options = Options.of(request.GET)
    places = _places(query, sections_of(request) if query.section else ())
    told = _told(_page(places, request.GET.get("page")))
    asked = {name: value for name, value in {"q": query.text, **controls}.items() if value}
    words = Truncator(query.text or next(iter(controls.values()), "")).chars(_TITLE)
    response = written(
        request,
        form,
        entries_of(told, root_of(request), options),
        told.page,
        title=_("بحث: %(query)s · %(site)s") % {"query": words, "site": settings.SITE_NAME},
        description=_("أحدث ما في %(site)s عمّا بحثت عنه") % {"site": settings.SITE_NAME},
        page=f"{reverse('search')}?{urlencode(asked)}",
        announced=False,
    )
    response.headers["X-Robots-Tag"] = "noindex"  # as its page
    tag(response, told.page.articles, [FEEDS, SEARCH])
    return response


def _places(query: Query, sections: Sequence[Section]) -> list[Place]:
    """The places of all that is found, newest first; MOST at most."""
    source = names_in("", query.source, ()).source if query.source else None
    wanted = marks(query, source, sections)
    if not all(wanted):  # no section or source is called that, yet
        return []
    if not query.all_words:
        rows = within(query, source, sections).folded().values_list("published_at", "pk")[:MOST]
        return [Place(*row) for row in rows]
    found = newest(Asked(query, scope(query), wanted))
    return [Place(one.published_at, one.pk) for one in found if one.published_at]


def _page(places: list[Place], cursor_text: str | None) -> Page:
    """The ids of those at a cursor (None: the newest), and its neighbours. Http404 as Listing has it."""
    if cursor_text is None:
        before, rest = [], places
    else:
        cursor = Cursor.parse(cursor_text)
        edge = Place(cursor.published_at, cursor.pk)
        if cursor.older:
            before = [place for place in places if place >= edge]
            rest = places[len(before) :]
        else:
            newer = [place for place in places if place > edge]
            before = newer[:-PAGE_SIZE]
            rest = places[len(before) :]
    rows = rest[:PAGE_SIZE]
    return Page(
        [place.pk for place in rows],
        older=str(Cursor(True, *rows[-1])) if len(rest) > PAGE_SIZE else "",
        newer=str(Cursor(False, *rows[0])) if rows and before else "",
    )


def _told(page: Page) -> Told:
    """The stories of a page of ids; two statements, three where photos stand in texts."""
    stories = {story.pk: story for story in _stories(pks=padded(page.articles))} if page.articles else {}
    shown = [stories[pk] for pk in page.articles if pk in stories]
    return Told(
        Page(shown, page.older, page.newer),
        details_of([story.pk for story in shown]),
        photos_of(story.body for story in shown),
        changed=(),
        withdrawn=(),
    )


_stories = Prepared(lambda pks: whole_stories(Article.objects.filter(pk__in=pks)).order_by())
