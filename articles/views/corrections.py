"""What readers were told about stories: a page of all corrections, and its feed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.corrections import corrections_page, tags_of
from articles.feeds.corrections import entry_of
from articles.feeds.feed import Format, written
from articles.feeds.options import PARAMS, Options
from articles.seo.heads import page_head
from articles.seo.structured import corrections_list


@public("page")
def corrections(request: HttpRequest) -> HttpResponse:
    """All of them, newest first, page by page."""
    cursor, root = request.GET.get("page"), root_of(request)
    page = corrections_page(cursor)
    address = reverse("corrections") + (f"?{urlencode({'page': cursor})}" if cursor else "")
    about = _(
        "حين نخطئ نقول ذلك حيث أخطأنا: يبقى التصويب فوق الخبر، ويُذكر هنا. لا نغيّر معنى خبر من دون أن نقول."
    )
    context = {
        "page": page,
        "subject": {"name": _("التصويبات")},
        "head": page_head(
            address,
            about,
            root,
            structured=corrections_list(page.articles, root + address, root),
            # As with other listings: what a cursor's page has is another thing tomorrow.
            indexed=cursor is None,
        ),
    }
    response = render(request, "articles/corrections.html", context)
    tag(response, also=tags_of(page))
    return response


@public(*PARAMS)
def corrections_feed(request: HttpRequest, form: Format) -> HttpResponse:
    """The same for subscribers. An item is a correction, not its story."""
    page, options, root = corrections_page(request.GET.get("page")), Options.of(request.GET), root_of(request)
    response = written(
        request,
        form,
        [entry_of(record, root, options) for record in page.articles],
        page,
        title=_("تصويبات %(site)s") % {"site": settings.SITE_NAME},
        description=_("كل ما صوّبناه في أخبارنا أو سحبناه منها"),
        page=reverse("corrections"),
    )
    tag(response, also=tags_of(page))
    return response
