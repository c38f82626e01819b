"""What section, keyword, source and author pages have in common."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.caching.headers import tag
from articles.caching.tags import list_of, part
from articles.lines import Name
from articles.models import Article
from articles.pagination import paginate
from articles.querysets import ArticleQuerySet


def listing(
    request: HttpRequest,
    template: str,
    subject: Model,
    articles: ArticleQuerySet,
    sections: Sequence[int] = (),
    shown: Sequence[Model | Name | None] = (),
    **context: Any,
) -> HttpResponse:
    """The page of `articles` that the address asks for (?page=<cursor>), under the heading `subject`.

    `shown` is what the page shows besides these.
    """
    now = timezone.now()
    page = paginate(articles, request.GET.get("page"), sections)
    response = render(request, template, {"subject": subject, "page": page, **context})
    where = part(list_of(subject), page.reaches, now)
    tag(response, [subject, *page.articles, page.beyond, *shown], [where])
    return response


def published() -> ArticleQuerySet:
    """Where every listing begins."""
    return Article.objects.published()


def stories() -> ArticleQuerySet:
    """Where listings of several sources begin: one line for a text that several have."""
    return published().folded()
