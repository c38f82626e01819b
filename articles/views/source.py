from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.caching.headers import public
from articles.models import Source
from articles.views.listing import listing, published


@public("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that come from one source."""
    subject = get_object_or_404(Source.objects.select_related("logo"), slug=slug)
    return listing(
        request,
        "articles/source.html",
        subject,
        published().filter(source=subject),
        shown=[subject.logo],
    )
