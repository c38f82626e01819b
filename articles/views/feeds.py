"""The page of all feeds, where a subscriber puts a feed together, and the list of them for feed readers."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.addresses import root_of
from articles.caching.headers import public, tag
from articles.caching.tags import FEEDS, SEARCH
from articles.context import sections_of
from articles.feeds.feed import Format
from articles.feeds.mix import CHOICES, KINDS, MOST, WITH, WITHOUT, Mix, TooMany
from articles.feeds.options import Options
from articles.lines import Name
from articles.models import Source
from articles.models.keyword import known_keywords
from articles.prepared import Prepared
from articles.seo.heads import page_head
from articles.seo.named import KINDS as KINDS_LISTED
from articles.text.keywords import split_keywords
from articles.text.normalize import identity_key

# Of keywords and of authors so many are in the list of all feeds, those with the newest stories: a reader of
# feeds asks for each of them every hour.
LISTED = 500

_sources = Prepared(lambda: Source.objects.order_by("name"))
_worth_it = Prepared(
    lambda kind, most, at: (
        KINDS_LISTED[kind].worth_it(at).order_by("-newest", "pk").values_list("pk", "name", "slug")[:most]
    )
)


@public(*CHOICES, "text", "digits")
def feeds(request: HttpRequest) -> HttpResponse:
    """All feeds, the form for a mix, and the addresses of the one that the page's own address describes."""
    response = _page(request, request.GET)
    tag(response, also=[FEEDS])
    return response


@never_cache
@require_safe
def make_feed(request: HttpRequest) -> HttpResponse:
    """What the form sends, as the address that describes it: names become slugs, what is ticked a list."""
    asked: dict[str, str] = {}
    unknown: list[str] = []
    for kind in KINDS:
        for name in (WITH[kind], WITHOUT[kind]):
            given = request.GET.getlist(name)
            slugs = _slugs_of_keywords(given, unknown) if kind == "keyword" else [*filter(None, given)]
            if slugs:
                asked[name] = ",".join(dict.fromkeys(slugs))
    options = {name: request.GET[name] for name in ("text", "digits") if request.GET.get(name)}
    if not Options.are_offered(options):
        problem = _("اختر النص والأرقام مما في النموذج.")
        return _page(request, QueryDict(urlencode(asked)), problem, status=400)
    asked |= options
    if unknown:
        names = "، ".join(f"«{name}»" for name in unknown)
        problem = _("لا كلمة دلالية عندنا باسم %(names)s. اكتبها كما تراها تحت الأخبار.") % {"names": names}
        return _page(request, QueryDict(urlencode(asked)), problem, status=400)
    return redirect(f"{reverse('feeds')}?{urlencode(asked)}#made" if asked else reverse("feeds"))


@public()
def opml(request: HttpRequest) -> HttpResponse:
    """The feeds of the site, of corrections, of all sections and sources, of the authors and keywords that
    search engines are told of, too; for feed readers to take in at once."""
    at = timezone.now()
    context = {
        "root": root_of(request),
        "sections": sections_of(request),
        "sources": _sources(),
        "authors": _named("author", at),
        "keywords": _named("keyword", at),
    }
    response = render(request, "feeds/feeds.opml", context, content_type="text/x-opml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    tag(response, also=[FEEDS, SEARCH])  # Any story may be the one that a name lacked.
    return response


def _named(kind: str, at: datetime) -> list[Name]:
    found = (Name(kind, *row) for row in _worth_it(f"{kind}s", LISTED, at=at))
    return sorted(found, key=lambda one: one.name)


def _page(request: HttpRequest, asked: QueryDict, problem: str = "", status: int = 200) -> HttpResponse:
    mix = Mix()
    try:
        mix = Mix.of(asked)
    except TooMany:
        problem, status = _("اختر %(most)d على الأكثر لخلاصة واحدة.") % {"most": MOST}, 400
    if mix.is_empty and not problem and any(asked.get(name) for name in CHOICES):
        problem, status = _("لا شيء مما اخترته عندنا."), 404
    described = urlencode({name: value for name, value in asked.items() if value})
    root = root_of(request)
    made = [
        (form.value, f"{root}{reverse('mix', args=[form])}?{described}")
        for form in (Format if not mix.is_empty else ())
    ]
    about = _("كل خلاصات %(site)s، وخلاصة تؤلفها بنفسك.") % {"site": settings.SITE_NAME}
    context = {
        "subject": {"name": _("الخلاصات")},
        # Of what a subscriber put together there are too many pages to be found by others.
        "head": page_head(reverse("feeds"), about, root, indexed=not (asked or problem)),
        "sections": sections_of(request),
        "sources": _sources(),
        "mix": mix,
        "problem": problem,
        "options": Options.of(asked),
        "made": made,
    }
    return render(request, "articles/feeds.html", context, status=status)


def _slugs_of_keywords(given: list[str], unknown: list[str]) -> list[str]:
    """Of names as they were typed, in any spelling; those that nothing is called are added to `unknown`."""
    names = split_keywords("، ".join(given)[:5_000])
    found = known_keywords(map(identity_key, names))
    unknown += [name[:100] for name in names if identity_key(name) not in found][:10]
    return [found[key].slug for name in names if (key := identity_key(name)) in found]
