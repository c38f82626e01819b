import re
from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from articles.caching.headers import public, tag
from articles.caching.tags import SEARCH
from articles.context import sections_of
from articles.search.names import suggestions
from articles.search.query import LONGEST, Query, parse
from articles.search.results import PAGES, Results, results

_NUMBER = re.compile("[1-9][0-9]?")  # the first page has none
_CONTROLS = ("source", "section", "from", "to")  # in the order of Query.narrowed
ASKED = ("q", *_CONTROLS)


@public("page", *ASKED)
def search(request: HttpRequest) -> HttpResponse:
    """Stories that answer a query, best first; ?page=2 to ?page=10, and 404 for any other page."""
    number = _number(request.GET["page"]) if "page" in request.GET else 1
    query, controls = query_in(request.GET)
    found = results(query, number, sections_of(request)) if query.asks else Results()
    if found is None or (number > 1 and not query.asks):
        raise Http404("no such page")
    kept = urlencode({name: value for name, value in {"q": query.text, **controls}.items() if value})
    response = render(
        request,
        "articles/search.html",
        {
            "query": query.text,
            "asked": query,
            "controls": controls,
            "found": found,
            "address": f"?{kept}",
            "all_sections": sections_of(request),
            "repaired_address": f"?{urlencode({'q': found.meant})}",
        },
    )
    tag(response, also=[SEARCH])
    return response


@public("q")
def suggest(request: HttpRequest) -> HttpResponse:
    """What begins with ?q=, as JSON, for the list under the search box."""
    named = suggestions(request.GET.get("q", "")[:LONGEST], sections_of(request))
    response = JsonResponse(
        {"suggestions": [{"kind": one.kind, "text": one.text, "url": one.url} for one in named]},
        json_dumps_params={"ensure_ascii": False},
    )
    tag(response, also=[SEARCH])
    return response


def query_in(asked: Mapping[str, str]) -> tuple[Query, dict[str, str]]:
    """What an address asks for, and what its controls say of that."""
    controls = {name: asked.get(name, "").strip()[:100] for name in _CONTROLS}
    return parse(asked.get("q", "")).narrowed(*controls.values()), controls


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text) or not 1 < int(text) <= PAGES:
        raise Http404("no such page")
    return int(text)
