from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.caching.headers import public
from articles.models import Author
from articles.views.listing import listing, published


@public("page")
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that somebody signed, in any role."""
    subject = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    return listing(
        request,
        "articles/author.html",
        subject,
        published().signed_by(subject),
        shown=[subject.photo],
    )
