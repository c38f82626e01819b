from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.authority.redirects import source_at
from articles.caching.headers import public, tag
from articles.feeds.entries import newest
from articles.feeds.rss import rss
from articles.models import Article, Source

_stories = newest(lambda at, source: Article.objects.published(at).filter(source=source))


@public()
def source_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest stories of a source; a subscriber of one that was merged or renamed is led on."""
    try:
        source, moved = source_at(slug)
    except Source.DoesNotExist as error:
        raise Http404("no such source") from error
    if moved:
        response = redirect("source_feed", source.slug, permanent=True)
        tag(response, [source])
        return response
    return rss(
        request,
        title=f"{source.name} · {settings.SITE_NAME}",
        page=source.get_absolute_url(),
        description=_("أخبار المصدر «%(source)s» في %(site)s")
        % {"source": source.name, "site": settings.SITE_NAME},
        stories=_stories(at=timezone.now(), source=source.pk),
        about=source,
    )
