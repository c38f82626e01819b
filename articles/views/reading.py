"""What is read most, and the beacon by which pages say that they were read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.addresses import root_of
from articles.caching import tags
from articles.caching.headers import public, tag
from articles.pagination import PAGE_SIZE
from articles.reading.clients import client_of, is_own_page, is_program
from articles.reading.counts import gathered
from articles.reading.marks import marks
from articles.reading.ranking import WINDOWS, most_read
from articles.seo.heads import page_head
from articles.seo.site import item_list, script

FIRST = min(WINDOWS)  # the window that the page opens with


@csrf_exempt  # It changes nothing of anybody's, and pages that are kept have no token.
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The beacon of static/js/read.js: somebody reads the article `pk`. No SQL, whatever comes.

    204 also for what is not counted: programs, and clients that were counted for it today.
    403 for what no page of ours sent, 400 for a body, which the beacon has none of.
    """
    if not is_own_page(request):
        return _told_nothing(403)
    if request.headers.get("Content-Length", "0") not in ("", "0") or "Transfer-Encoding" in request.headers:
        return _told_nothing(400)
    if not is_program(request) and marks().is_first(client_of(request), pk):
        gathered.add(pk, timezone.now())
    return _told_nothing(204)


def _told_nothing(status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})


@public("days")
def most_read_page(request: HttpRequest) -> HttpResponse:
    """The most read stories of the last day, or of ?days=7 or 30; 404 for other windows."""
    days = _days(request.GET.get("days", str(FIRST)))
    stories, root = most_read(days, PAGE_SIZE, timezone.now()), root_of(request)
    about = _("ما قرأه الناس أكثر من غيره، من دون تتبّع أحد.")
    windows = {one: _address(one) for one in WINDOWS}
    context = {
        "subject": {"name": _("الأكثر قراءة")},
        "about": about,
        "days": days,
        "windows": windows,
        "stories": stories,
        "head": page_head(
            windows[days], about, root, lines=stories, structured=script(item_list(stories, root))
        ),
    }
    response = render(request, "articles/most_read.html", context)
    tag(response, stories, [tags.most_read(days)])
    return response


def _days(text: str) -> int:
    for days in WINDOWS:
        if text == str(days):
            return days
    raise Http404("no such window")


def _address(days: int) -> str:
    address = reverse("most_read")
    return address if days == FIRST else f"{address}?days={days}"
