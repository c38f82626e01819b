"""What section, keyword, source and author pages have in common."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles.addresses import root_of
from articles.caching.headers import tag
from articles.caching.tags import list_of, part
from articles.lines import Name
from articles.models import Article, Photo
from articles.models.photo import shown_to_readers
from articles.pagination import Page
from articles.querysets import ArticleQuerySet
from articles.seo.heads import Subject, listing_head


def only[T](rows: Sequence[T]) -> T:
    """What an address names: the one row that was found for it, or Http404."""
    if not rows:
        raise Http404("there is none")
    return rows[0]


def found[T: Model](at: Callable[[str], tuple[T, bool]], slug: str) -> tuple[T, bool]:
    """What has the address with `slug`, or had it before (articles/authority/redirects.py), or Http404."""
    try:
        return at(slug)
    except ObjectDoesNotExist as error:
        raise Http404("there is none") from error


def led_on(subject: Model, address: str = "") -> HttpResponse:
    """The answer at an address that `subject` had before: to its page, or to its `address`, for good."""
    response = redirect(address or subject, permanent=True)  # type: ignore[arg-type]
    tag(response, [subject])
    return response


def listing(
    request: HttpRequest,
    template: str,
    subject: Subject,
    page: Page,
    photo: Photo | None = None,
    shown: Sequence[Model | Name] = (),
    also: Sequence[str] = (),
    **context: Any,
) -> HttpResponse:
    """A `page` of stories under the heading `subject` and its `photo`; `shown` is what is on it besides, and
    `also` are more of its tags. The `stories` of the context, if any, stand above the list."""
    root, above = root_of(request), context.get("stories", ())
    context |= {
        "subject": subject,
        "photo": shown_to_readers(photo),
        "page": page,
        "head": listing_head(subject, page, request.GET.get("page"), root, above),
    }
    response = render(request, template, context)
    where = part(list_of(subject), page.reaches, timezone.now())
    tag(response, [subject, photo, *page.articles, page.beyond, *shown], [where, *also])
    return response


def published(at: datetime) -> ArticleQuerySet:
    """Where every listing begins."""
    return Article.objects.published(at)


def stories(at: datetime) -> ArticleQuerySet:
    """Where listings of several sources begin: one line for a text that several have."""
    return published(at).folded(at)
