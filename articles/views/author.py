from django.http import HttpRequest, HttpResponse

from articles.authority.redirects import author_at
from articles.caching.headers import public
from articles.pagination import Listing
from articles.views.listing import found, led_on, listing, published

_stories = Listing(lambda at, author: published(at).signed_by(author))


@public("page")
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that somebody signed, in any role; an old address leads here."""
    subject, moved = found(author_at, slug)
    if moved:
        return led_on(subject)
    page = _stories.page(request.GET.get("page"), author=subject.pk)
    return listing(request, "articles/author.html", subject, page, photo=subject.photo)
