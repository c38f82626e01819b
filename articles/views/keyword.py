from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.authority.redirects import keyword_at
from articles.authority.related import often_with
from articles.caching.headers import public, tag
from articles.models import Keyword
from articles.pagination import Listing
from articles.views.listing import listing, stories

_stories = Listing(lambda at, keyword: stories(at).with_keyword(keyword))


@public("page")
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that have a keyword, whatever spelling they were given it in; an old address leads here."""
    try:
        subject, moved = keyword_at(
            slug, Keyword.objects.select_related("photo").prefetch_related("spellings")
        )
    except Keyword.DoesNotExist as error:
        raise Http404("no such keyword") from error
    if moved:
        response = redirect(subject, permanent=True)
        tag(response, [subject])
        return response
    # Of the newest page only: a deep one stays as it is when the keyword gets a story.
    related = [] if "page" in request.GET else often_with(subject)
    return listing(
        request,
        "articles/keyword.html",
        subject,
        _stories.page(request.GET.get("page"), keyword=subject.pk),
        shown=[subject.photo, *related],
        related=related,
    )
