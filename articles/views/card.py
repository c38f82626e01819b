from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.caching.headers import lasting, public, tag
from articles.cards.card import Card
from articles.cards.files import card_file
from articles.models import Article, Byline
from articles.models.status import Status
from articles.prepared import Prepared
from articles.views.listing import only

_YEAR = timedelta(days=365)
_article = Prepared(
    lambda pk: Article.objects.select_related("section", "source", "lead_photo").filter(pk=pk)
)


@public()
def card(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The picture of a story for social networks. The address of another look of it leads to the present one.

    For a while only: a headline that is changed back has its first address again.
    """
    article: Article = only(_article(pk=pk))
    if not article.is_published:
        if article.status in (Status.WITHDRAWN, Status.ARCHIVED) and article.first_published_at:
            gone = HttpResponse(status=410)
            tag(gone, [article])
            return gone
        raise Http404("not published")
    signed = Byline.names_of([pk])[pk] if article.section.is_opinion else []
    present = Card.of(article, signed)
    if key != present.key:
        moved = redirect(present.url)
        tag(moved, [article, article.lead_photo])
        return moved
    data, whole = card_file(present)
    response = HttpResponse(data, content_type="image/jpeg")
    if whole:
        # Also until it expires, or the rights of its photo, as nothing else reaches those who keep it.
        rights_end = article.lead_photo.rights_expire_at if article.lead_photo and present.photo else None
        left = min([_YEAR, *(end - timezone.now() for end in (article.expires_at, rights_end) if end)])
        response.headers["Cache-Control"] = lasting(left) + (", immutable" if left == _YEAR else "")
    tag(response, [article, article.lead_photo, *signed])
    return response
