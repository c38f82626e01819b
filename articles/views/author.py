from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.caching.headers import public
from articles.models import Author, Byline
from articles.views.listing import listing, published


@public
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that somebody signed, in any role."""
    subject = get_object_or_404(Author.objects.select_related("photo"), slug=slug)
    # One story signed twice (text and pictures) is one line: so an IN, not a join.
    signed = Byline.objects.filter(author=subject).values("article")
    return listing(request, "articles/author.html", subject, published().filter(pk__in=signed))
