"""What every page shows around its own matter: the paper's name, its sections, breaking news, its footer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from articles.addresses import path_of
from articles.lines import Name
from articles.models import Article, BreakingNews, Page, Section
from articles.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Breaking:
    """The line above the page; `url` is empty while its story is not out."""

    pk: int
    text: str
    began_at: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Around:
    """At the moment `at`: the sections in the order of the navigation, the newest breaking news that runs, if
    any, and the pages of the footer in their order."""

    at: datetime
    sections: list[Section]
    breaking: Breaking | None
    pages: list[Name]


@Prepared
def _rows(at: datetime) -> QuerySet[Any]:
    """Sections, what is breaking and the footer's pages: one statement, as an article has few to spare."""
    never, nothing = Value(None, output_field=DateTimeField()), Value(None, output_field=BigIntegerField())
    sections = Section.objects.order_by().annotate(what=Value("section"), since=never)
    out = Article.objects.published(at).filter(pk=OuterRef("article"))
    running = BreakingNews.objects.running(at).order_by().annotate(what=Value("breaking"), last=Value(0))
    pages = Page.objects.in_footer().order_by().annotate(what=Value("page"), since=never, none=nothing)
    return (
        sections.values_list("what", "position", "since", "id", "name", "slug", "parent", "is_opinion")
        .union(
            running.annotate(is_out=Exists(out)).values_list(
                "what", "last", "began_at", "id", "text", "article__slug", "article", "is_out"
            ),
            pages.values_list("what", "position", "since", "id", "name", "slug", "none", "in_footer"),
            all=True,
        )
        .order_by("position", "name")
    )


def around(request: HttpRequest) -> Around:
    """One query per request, whoever asks first."""
    if not hasattr(request, "_around"):
        request._around = _around(timezone.now())  # type: ignore[attr-defined]
    return request._around  # type: ignore[attr-defined]


def look_around(request: HttpRequest, at: datetime) -> None:
    """Let the page that answers `request` be one of the moment `at`, not of now: said before anybody asks."""
    request._around = _around(at)  # type: ignore[attr-defined]


def sections_of(request: HttpRequest) -> list[Section]:
    """All sections in the order of the navigation."""
    return around(request).sections


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor for public pages; the desk asks for none of it and pays for none of it."""
    return {
        "site_name": settings.SITE_NAME,
        "page_moment": lambda: around(request).at,
        "top_sections": lambda: [section for section in sections_of(request) if section.parent_id is None],
        "breaking": lambda: around(request).breaking,
        "footer_pages": lambda: around(request).pages,
    }


def _around(at: datetime) -> Around:
    sections, pages, breaking = [], [], None
    for what, _position, since, pk, text, slug, other, flag in _rows(at=at):
        if what == "page":
            pages.append(Name(what, pk, text, slug))
        elif what == "section":
            sections.append(Section(pk=pk, name=text, slug=slug, parent_id=other, is_opinion=flag))
        elif breaking is None or (since, pk) > (breaking.began_at, breaking.pk):
            url = path_of("article", other, slug) if flag else ""
            breaking = Breaking(pk, text, since, url)
    return Around(at, sections, breaking, pages)
