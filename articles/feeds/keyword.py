from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.authority.redirects import keyword_at
from articles.caching.headers import public, tag
from articles.feeds.entries import newest
from articles.feeds.rss import rss
from articles.models import Article, Keyword

_stories = newest(lambda at, keyword: Article.objects.published(at).folded(at).with_keyword(keyword))


@public()
def keyword_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest stories of a keyword; a subscriber of one that was merged or renamed is led on."""
    try:
        keyword, moved = keyword_at(slug)
    except Keyword.DoesNotExist as error:
        raise Http404("no such keyword") from error
    if moved:
        response = redirect("keyword_feed", keyword.slug, permanent=True)
        tag(response, [keyword])
        return response
    return rss(
        request,
        title=f"{keyword.name} · {settings.SITE_NAME}",
        page=keyword.get_absolute_url(),
        description=_("أخبار «%(keyword)s» من %(site)s")
        % {"keyword": keyword.name, "site": settings.SITE_NAME},
        stories=_stories(at=timezone.now(), keyword=keyword.pk),
        about=keyword,
    )
