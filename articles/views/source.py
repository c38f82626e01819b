from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.authority.redirects import source_at
from articles.caching.headers import public, tag
from articles.models import Source
from articles.pagination import Listing
from articles.views.listing import listing, published

_stories = Listing(lambda at, source: published(at).filter(source=source))


@public("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that come from one source; an old address leads here."""
    try:
        subject, moved = source_at(slug)
    except Source.DoesNotExist as error:
        raise Http404("no such source") from error
    if moved:
        response = redirect(subject, permanent=True)
        tag(response, [subject])
        return response
    page = _stories.page(request.GET.get("page"), source=subject.pk)
    return listing(request, "articles/source.html", subject, page, photo=subject.logo)
