"""The site's own look, for those who work on it: every part in every state, and whole pages with samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.addresses import root_of
from articles.look import samples
from articles.look.tokens import palettes
from articles.preview.page import keep_private
from articles.search.query import parse
from articles.seo.heads import listing_head, page_head

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
    template, context, status = PAGES[name][1](request)
    return render(request, template, context, status=status)


type Made = tuple[str, dict[str, Any], int]


def _article(request: HttpRequest) -> Made:
    shown = samples.story().context(request)
    return "articles/article.html", {**shown, "structured": [], "card_url": shown["photo_url"]}, 200


def _front(request: HttpRequest) -> Made:
    top, strips, authors = samples.fronts()
    words = {
        "top": top,
        "strips": strips,
        "authors": authors,
        "subject": {"name": settings.SITE_NAME},
        "head": page_head(reverse("home"), "", root_of(request)),
        "newest_at": None,  # nothing gets newer than samples
    }
    return "articles/home.html", words, 200


def _listing(request: HttpRequest, rows: int = 12) -> Made:
    subject, page = samples.section(), samples.page(rows)
    words = {
        "subject": subject,
        "page": page,
        "head": listing_head(subject, page, None, root_of(request)),
        "children": [samples.section(pk=3, name="طاقة", slug="طاقة")] if rows else [],
        "top": [],
        "strips": [],
        "authors": {},
        "newest_at": None,
    }
    return "articles/section.html", words, 200


def _empty(request: HttpRequest) -> Made:
    return _listing(request, rows=0)


def _not_found(request: HttpRequest) -> Made:
    return "404.html", {}, 404


def _withdrawn(request: HttpRequest) -> Made:
    return "410.html", {"withdrawn": True, "why": samples.corrections()[0]}, 410


PAGES: dict[str, tuple[Any, Callable[[HttpRequest], Made]]] = {
    "article": (gettext_lazy("خبر بكل أجزائه"), _article),
    "front": (gettext_lazy("صفحة أولى بكل أشكال المناطق"), _front),
    "listing": (gettext_lazy("قائمة قسم"), _listing),
    "empty": (gettext_lazy("قائمة فارغة"), _empty),
    "not-found": (gettext_lazy("عنوان لا شيء فيه"), _not_found),
    "withdrawn": (gettext_lazy("خبر مسحوب"), _withdrawn),
}
