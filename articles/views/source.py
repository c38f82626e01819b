from django.http import HttpRequest, HttpResponse

from articles.caching.headers import public
from articles.models import Source
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.views.listing import listing, only, published

_source = Prepared(lambda slug: Source.objects.select_related("logo").filter(slug=slug))
_stories = Listing(lambda at, source: published(at).filter(source=source))


@public("page")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that come from one source."""
    subject = only(_source(slug=slug))
    page = _stories.page(request.GET.get("page"), source=subject.pk)
    return listing(request, "articles/source.html", subject, page, photo=subject.logo)
