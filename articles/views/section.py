from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.authority.redirects import section_at
from articles.caching.headers import public
from articles.context import sections_of
from articles.front.section import section_page
from articles.views.listing import found, led_on, listing


@public("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with the stories of its children among its own, below what editors put above them; an old
    address leads here."""
    subject, moved = found(section_at, slug)
    if moved:
        return led_on(subject)
    cursor = request.GET.get("page")
    page, context, tags = section_page(subject, cursor, timezone.now(), sections_of(request))
    return listing(request, "articles/section.html", subject, page, also=tags, **context)
