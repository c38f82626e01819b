from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from articles.caching.headers import public, tag
from articles.models import Article, RelatedArticle
from articles.models.article import Role, Status
from articles.models.related import RelatedList

COPIES_NAMED = 10


@public()
def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The page of one story; an old or wrong slug is sent to the right one, a withdrawn story says so."""
    stories = Article.objects.select_related("section__parent", "source", "lead_photo")
    story: Article = get_object_or_404(stories, pk=pk)
    if story.status == Status.WITHDRAWN and story.first_published_at:
        gone = render(request, "410.html", {"article": story}, status=410)
        tag(gone, [story])
        return gone
    if not story.is_published:
        # Said before the slug is compared: a redirect would tell the headline of what is not out yet.
        raise Http404("not published")
    if slug != story.slug:
        moved = redirect(story, permanent=True)
        tag(moved, [story])
        return moved

    authors, keywords = story.names()
    copies = Article.objects.published().copies_of(story).newest()[:COPIES_NAMED].sources()
    related = RelatedArticle.objects.shown_on(story)
    response = render(
        request,
        "articles/article.html",
        {
            "article": story,
            "active_section": story.section.parent_id or story.section_id,
            "page_url": request.build_absolute_uri(request.path),
            "short_url": request.build_absolute_uri(reverse("short", args=[story.pk])),
            "photo_url": request.build_absolute_uri(story.lead_photo.picture.url) if story.lead_photo else "",
            "authors": authors,
            "role_names": dict(Role.choices),
            "keywords": keywords,
            "copies": copies,
            "corrections": story.corrections.all(),
            "related": {kind.value: [row for row in related if row.kind == kind] for kind in RelatedList},
        },
    )
    tag(response, [story, story.lead_photo, *keywords, *authors, *copies, *(row.story for row in related)])
    return response
