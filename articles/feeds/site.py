from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.caching.headers import public
from articles.feeds.entries import newest
from articles.feeds.rss import rss
from articles.models import Article

_stories = newest(lambda at: Article.objects.published(at).folded(at))


@public()
def site_feed(request: HttpRequest) -> HttpResponse:
    """The newest stories of all sections."""
    return rss(
        request,
        title=settings.SITE_NAME,
        page=reverse("home"),
        description=_("آخر الأخبار من %(site)s") % {"site": settings.SITE_NAME},
        stories=_stories(at=timezone.now()),
    )
