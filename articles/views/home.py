from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.context import sections_of
from articles.front.page import front
from articles.seo.heads import page_head
from articles.seo.site import front_page


@public()
def home(request: HttpRequest) -> HttpResponse:
    """The front page as editors arranged it."""
    shown, tags, _keys = front(None, timezone.now(), sections_of(request))
    root, lines = root_of(request), shown["stories"]
    about = _("آخر الأخبار من %(site)s") % {"site": settings.SITE_NAME}
    shown |= {
        "subject": {"name": settings.SITE_NAME},
        "head": page_head(reverse("home"), about, root, lines=lines, structured=front_page(lines, root)),
    }
    response = render(request, "articles/home.html", shown)
    tag(response, also=tags)
    return response
