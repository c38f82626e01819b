from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.cards.card import Card
from articles.models import Article
from articles.models.correction import CorrectionKind
from articles.models.status import Status
from articles.prepared import Prepared
from articles.seo.site import breadcrumbs, script
from articles.seo.structured import news_article
from articles.story import Story
from articles.views.listing import only

_article = Prepared(
    lambda pk: Article.objects.select_related("section__parent", "source", "lead_photo", "recording").filter(
        pk=pk
    )
)


@public()
def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The page of one story; an old or wrong slug is sent to the right one, a withdrawn story says so."""
    found: Article = only(_article(pk=pk))
    if found.status in (Status.WITHDRAWN, Status.ARCHIVED) and found.first_published_at:
        withdrawn = found.status == Status.WITHDRAWN
        why = found.corrections.filter(kind=CorrectionKind.WITHDRAWAL).first() if withdrawn else None
        gone = render(request, "410.html", {"withdrawn": withdrawn, "why": why}, status=410)
        tag(gone, [found])
        return gone
    if not found.is_published:
        # Said before the slug is compared: a redirect would tell the headline of what is not out yet.
        raise Http404("not published")
    if slug != found.slug:
        moved = redirect(found, permanent=True)
        tag(moved, [found])
        return moved

    story = Story.stored(found)
    root = root_of(request)
    shown = {**story.context(request), "card_url": root + Card.of(found, story.authors).url}
    way = breadcrumbs(found.section, root, found.headline, shown["page_url"])
    structured = [news_article(story, shown, root), script(way)]
    response = render(request, "articles/article.html", {**shown, "structured": structured})
    tag(response, story.parts())
    return response
