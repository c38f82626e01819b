from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.authority.redirects import keyword_at
from articles.caching.headers import public, tag
from articles.feeds.rss import rss
from articles.models import Article, Keyword


@public()
def keyword_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest stories of a keyword; a subscriber of one that was merged or renamed is led on."""
    try:
        keyword, moved = keyword_at(slug, Keyword.objects.all())
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
        articles=Article.objects.published().folded().with_keyword(keyword),
        about=keyword,
    )
