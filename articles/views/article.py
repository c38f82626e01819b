from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from articles.caching.headers import public, tag
from articles.lines import Copy
from articles.models import Article, Correction
from articles.models.article import Role, Status
from articles.models.related import RelatedList, shown_on
from articles.prepared import Prepared
from articles.views.listing import only, published

COPIES_NAMED = 10

_story = Prepared(
    lambda pk: Article.objects.select_related("section__parent", "source", "lead_photo").filter(pk=pk)
)
_copies = Prepared(
    lambda at, article, best: published(at).copies_of(article, best).newest()[:COPIES_NAMED].sources(),
    lambda row: Copy(*row),
)
_corrections = Prepared(lambda article: Correction.objects.filter(article=article))


@public
def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The page of one story; an old or wrong slug is sent to the right one, a withdrawn story says so."""
    story: Article = only(_story(pk=pk))
    if story.status == Status.WITHDRAWN and story.first_published_at:
        return render(request, "410.html", {"article": story}, status=410)
    if not story.is_published:
        # Said before the slug is compared: a redirect would tell the headline of what is not out yet.
        raise Http404("not published")
    if slug != story.slug:
        return redirect(story, permanent=True)

    authors, keywords = story.names()
    copies = _copies(at=timezone.now(), article=story.pk, best=story.copy_of_id or story.pk)
    related = shown_on(story)
    response = render(
        request,
        "articles/article.html",
        {
            "article": story,
            "active_section": story.section.parent_id or story.section_id,
            "page_url": request.build_absolute_uri(),
            "short_url": request.build_absolute_uri(reverse("short", args=[story.pk])),
            "photo_url": request.build_absolute_uri(story.lead_photo.picture.url) if story.lead_photo else "",
            "authors": authors,
            "role_names": dict(Role.choices),
            "keywords": keywords,
            "copies": copies,
            "corrections": _corrections(article=story.pk),
            "related": {kind.value: [row for row in related if row.kind == kind] for kind in RelatedList},
        },
    )
    shown = [story.section, story.source, story.lead_photo, *keywords, *authors]
    tag(response, [story, *shown, *copies, *(row.story for row in related)])
    return response
