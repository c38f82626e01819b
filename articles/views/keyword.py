from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles.caching.headers import public
from articles.models import Keyword
from articles.views.listing import listing, stories


@public
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that have a keyword, whatever spelling they were given it in."""
    subject: Keyword = get_object_or_404(Keyword.objects.prefetch_related("spellings"), slug=slug)
    return listing(request, "articles/keyword.html", subject, stories().with_keyword(subject))
