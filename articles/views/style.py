"""The site's own look, for those who work on it: every part in every state, and whole pages with samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.look import samples
from articles.look.pages import PAGES
from articles.look.tokens import palettes
from articles.preview.page import keep_private
from articles.search.query import parse

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """A page that nobody else finds, no cache keeps and no search engine lists."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            raise Http404("for staff")
        return keep_private(view(request, **kwargs))

    return wrapped


@for_staff
def style(request: HttpRequest) -> HttpResponse:
    """All parts of the public pages, made of their own templates, and the colours with their contrast."""
    top, strips, authors = samples.fronts()
    article = samples.story().context(request)
    context = article | {
        "palettes": palettes(),
        "top": top,
        "strips": strips,
        "opinions": authors,
        "sample": samples,
        "news_sample": samples.breaking(),
        "query": "الميناء",
        "asked": parse("الميناء مصدر:المرفأ"),
        "all_sections": [samples.section()],
        "pages": [(name, label) for name, (label, _make) in PAGES.items()],
        "active_section": None,
    }
    return render(request, "style/style.html", context)


@for_staff
def style_page(request: HttpRequest, name: str) -> HttpResponse:
    """A whole public page, made by its own template of samples."""
    if name not in PAGES:
        raise Http404("no such sample")
    _label, make = PAGES[name]
    made = make(request)
    return render(request, made.template, made.context, status=made.status)
