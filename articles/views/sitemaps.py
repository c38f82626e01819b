"""What search engines read: sitemaps, robots.txt, and how to search the site."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.caching.pages import will_change
from articles.caching.tags import SEARCH
from articles.days import Month
from articles.seo import sitemaps, walks
from articles.seo.named import KINDS
from articles.seo.writing import CONTENT_TYPE, index, news_set, url_set

# Results of searches are open to robots, which would not read their noindex otherwise.
_NOT_FOR_ROBOTS = [
    f"Disallow: {path}" for path in ("/admin/", "/preview/", "/search/suggest/", "/feeds/make/")
]


@public()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """All sitemaps but that of the news, which engines are told apart."""
    root = root_of(request)
    names = sitemaps.names(timezone.now())
    response = HttpResponse(index(root + reverse("sitemap", args=[name]) for name in names), CONTENT_TYPE)
    tag(response, also=[SEARCH])
    return response


@public()
@gzip_page
def sitemap(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One of them, streamed as it is walked (and so without an ETag); 404 when nothing is in it."""
    urls = _urls(name)
    if (first := next(urls, None)) is None:
        raise Http404("nothing in it")
    lines = url_set(chain([first], urls), root_of(request))
    response = StreamingHttpResponse(lines, content_type=CONTENT_TYPE)
    tag(response, also=[SEARCH])
    return response


def _urls(name: str) -> Iterator[walks.Url]:
    """The addresses in the sitemap of this name; Http404 for a name that none has."""
    at = timezone.now()
    match name.split("-"):
        case ["sections"]:
            return walks.sections(at)
        case [kind, *number] if kind in KINDS:
            return walks.named(kind, _number(number), at)
        case [year, month, *number] if year.isdecimal() and 1 < int(year) < 9999 and 1 <= int(month) <= 12:
            return walks.stories(Month(int(year), int(month)), _number(number), at)
    raise Http404("no such sitemap")


def _number(rest: list[str]) -> int:
    """Of the first part there is none in its name."""
    match rest:
        case []:
            return 1
        case [number] if 1 < int(number) < 10_000:
            return int(number)
    raise Http404("no such part")


@public()
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last 48 hours; it changes by itself when the oldest of them gets older."""
    at = timezone.now()
    stories = walks.news(at)
    content = news_set(stories, root_of(request), settings.SITE_NAME, settings.LANGUAGE_CODE)
    response = HttpResponse(content, CONTENT_TYPE)
    if stories:
        will_change(response, stories[-1].published_at + walks.NEWS_WINDOW)
    tag(response, also=[SEARCH])
    return response


@public()
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read, as ROBOTS says, and where the sitemaps are."""
    lines = ["User-agent: *"]
    if settings.ROBOTS == "closed":
        lines += ["Disallow: /"]
    else:
        lines += _NOT_FOR_ROBOTS
    lines += settings.ROBOTS_EXTRA
    if settings.ROBOTS == "open":
        root = root_of(request)
        lines += ["", *(f"Sitemap: {root}{reverse(name)}" for name in ("sitemap_index", "news_sitemap"))]
    response = HttpResponse("\n".join([*lines, ""]), "text/plain; charset=utf-8")
    tag(response)
    return response


@public()
def index_key(request: HttpRequest, key: str) -> HttpResponse:
    """That INDEXNOW_KEY is known to who runs this site (indexnow.org); 404 for any other key."""
    if not settings.INDEXNOW_KEY or key != settings.INDEXNOW_KEY:
        raise Http404("no such key")
    response = HttpResponse(key, "text/plain; charset=utf-8")
    tag(response)
    return response


@public()
def opensearch(request: HttpRequest) -> HttpResponse:
    """So that a browser can search the site from its own address line."""
    context = {"root": root_of(request)}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    response = render(request, "seo/opensearch.xml", context, content_type)
    tag(response)
    return response
