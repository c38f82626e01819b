from django.http import HttpRequest, HttpResponse

from articles.caching.headers import public
from articles.models import Author
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.views.listing import listing, only, published

_author = Prepared(lambda slug: Author.objects.select_related("photo").filter(slug=slug))
_stories = Listing(lambda at, author: published(at).signed_by(author))


@public("page")
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that somebody signed, in any role."""
    subject = only(_author(slug=slug))
    page = _stories.page(request.GET.get("page"), author=subject.pk)
    return listing(request, "articles/author.html", subject, page, photo=subject.photo)
