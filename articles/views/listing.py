"""What section, keyword, source and author pages have in common."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.caching.headers import tag
from articles.caching.tags import list_of, part
from articles.lines import Name
from articles.models import Article, Photo
from articles.models.photo import shown_to_readers
from articles.pagination import Page
from articles.querysets import ArticleQuerySet


def only[T](rows: Sequence[T]) -> T:
    """What an address names: the one row that was found for it, or Http404."""
    if not rows:
        raise Http404("there is none")
    return rows[0]


def listing(
    request: HttpRequest,
    template: str,
    subject: Model,
    page: Page,
    photo: Photo | None = None,
    shown: Sequence[Model | Name] = (),
    **context: Any,
) -> HttpResponse:
    """A `page` of stories under the heading `subject` and its `photo`; `shown` is what is on it besides."""
    seen = shown_to_readers(photo)
    response = render(request, template, {"subject": subject, "photo": seen, "page": page, **context})
    where = part(list_of(subject), page.reaches, timezone.now())
    tag(response, [subject, photo, *page.articles, page.beyond, *shown], [where])
    return response


def published(at: datetime) -> ArticleQuerySet:
    """Where every listing begins."""
    return Article.objects.published(at)


def stories(at: datetime) -> ArticleQuerySet:
    """Where listings of several sources begin: one line for a text that several have."""
    return published(at).folded(at)
