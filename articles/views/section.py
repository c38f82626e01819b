from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.caching.headers import public
from articles.context import sections_of
from articles.front.section import section_page
from articles.models import Section
from articles.prepared import Prepared
from articles.views.listing import listing, only

_section = Prepared(lambda slug: Section.objects.select_related("parent", "front").filter(slug=slug))


@public("page")
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with the stories of its children among its own, below what editors put above them."""
    subject = only(_section(slug=slug))
    cursor = request.GET.get("page")
    page, context, tags = section_page(subject, cursor, timezone.now(), sections_of(request))
    return listing(request, "articles/section.html", subject, page, also=tags, **context)
