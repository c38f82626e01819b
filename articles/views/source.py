from django.http import HttpRequest, HttpResponse

from articles.authority.redirects import source_at
from articles.caching.headers import public
from articles.pagination import Listing
from articles.views.listing import found, led_on, listing, published

_stories = Listing(lambda at, source: published(at).filter(source=source))


@public("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that come from one source; an old address leads here."""
    subject, moved = found(source_at, slug)
    if moved:
        return led_on(subject)
    page = _stories.page(request.GET.get("page"), source=subject.pk)
    return listing(request, "articles/source.html", subject, page, photo=subject.logo)
