"""RSS 2.0 of any set of published articles; a feed is a view of a few lines that calls `rss`."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import rfc2822_date
from django.utils.http import http_date

from articles.caching.headers import tag
from articles.caching.tags import FEEDS, SITE, list_of, newest
from articles.feeds.entries import entries_of
from articles.models import Article

CONTENT_TYPE = "application/rss+xml; charset=utf-8"


def rss(
    request: HttpRequest,
    *,
    title: str,
    page: str,
    description: str,
    stories: Sequence[Article],
    about: Model | None = None,
) -> HttpResponse:
    """`stories`, newest first, as RSS.

    `page` is the path of the page that this is the feed of, `about` the thing that both are about.
    Every address in it is absolute. Last-Modified is the last publication or significant update.
    """
    root = request.build_absolute_uri("/").rstrip("/")
    entries = entries_of(stories, root)
    changed_at = max((entry.changed_at for entry in entries), default=None)
    context = {
        "title": title,
        "link": root + page,
        "description": description,
        "language_code": settings.LANGUAGE_CODE,
        "self_url": request.build_absolute_uri(request.path),
        "root": root,
        "entries": entries,
        "changed_at": changed_at,
        "rfc2822": rfc2822_date,
    }
    response = render(request, "feeds/rss.xml", context, content_type=CONTENT_TYPE)
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    of = list_of(about) if about else SITE
    tag(response, [about, *(entry.article for entry in entries)], [FEEDS, newest(of)])
    return response
