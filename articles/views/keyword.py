from django.http import HttpRequest, HttpResponse

from articles.authority.redirects import keyword_at
from articles.authority.related import often_with
from articles.caching.headers import public
from articles.models import KeywordSpelling
from articles.pagination import Listing
from articles.prepared import Prepared
from articles.text.normalize import identity_key
from articles.views.listing import found, led_on, listing, stories

_other_spellings = Prepared(
    lambda keyword, shown: (
        KeywordSpelling.objects.filter(keyword=keyword)
        .exclude(key=shown)
        .order_by("pk")
        .values_list("text", flat=True)
    )
)
_stories = Listing(lambda at, keyword: stories(at).with_keyword(keyword))


@public("page")
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """The stories that have a keyword, whatever spelling they were given it in; an old address leads here."""
    subject, moved = found(keyword_at, slug)
    if moved:
        return led_on(subject)
    # Of the newest page only: a deep one stays as it is when the keyword gets a story.
    related = [] if "page" in request.GET else often_with(subject)
    return listing(
        request,
        "articles/keyword.html",
        subject,
        _stories.page(request.GET.get("page"), keyword=subject.pk),
        photo=subject.photo,
        shown=related,
        related=related,
        spellings=_other_spellings(keyword=subject.pk, shown=identity_key(subject.name)),
    )
