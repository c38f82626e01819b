"""The feeds of the site, and of each section, keyword, source and author, in every format."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.authority.redirects import author_at, keyword_at, section_at, source_at
from articles.caching.headers import public
from articles.feeds.feed import Format, answer
from articles.feeds.mix import links
from articles.feeds.options import PARAMS
from articles.feeds.stories import Stories, Told
from articles.models import Author, Byline, Keyword, Section, Source
from articles.prepared import Prepared
from articles.views.listing import found, led_on

_site = Stories(lambda articles: articles)
_keyword = Stories(
    lambda articles, keyword: articles.filter(Exists(links([keyword]))),
    parts=lambda articles, keyword: [articles.with_keyword(keyword)],
)
_source = Stories(lambda articles, source: articles.filter(source=source), folded=False)
_author = Stories(
    lambda articles, author: articles.filter(
        Exists(Byline.objects.filter(article=OuterRef("pk"), author=author))
    ),
    parts=lambda articles, author: [articles.signed_by(author)],
    folded=False,
)

# A section and its children
_family = Prepared(lambda slug: Section.objects.filter(Q(slug=slug) | Q(parent__slug=slug)))


@public(*PARAMS)
def site_feed(request: HttpRequest, form: Format) -> HttpResponse:
    """The newest stories of all sections."""
    return answer(
        request,
        form,
        _site.told(request.GET.get("page")),
        title=settings.SITE_NAME,
        description=_("آخر الأخبار من %(site)s") % {"site": settings.SITE_NAME},
        page=reverse("home"),
    )


@public(*PARAMS)
def section_feed(request: HttpRequest, slug: str, form: Format) -> HttpResponse:
    """The newest stories of a section and its children; a subscriber of one that was renamed is led on."""
    family = _family(slug=slug)
    section = next((one for one in family if one.slug == slug), None)
    if section is None:
        moved, _has_moved = found(section_at, slug)
        return _led_on(request, "section_feed", moved, form)
    told = _site.told(request.GET.get("page"), within=[one.pk for one in family])
    return _feed_of(request, form, told, section, section.description)


@public(*PARAMS)
def keyword_feed(request: HttpRequest, slug: str, form: Format) -> HttpResponse:
    """The newest stories of a keyword; a subscriber of one that was merged or renamed is led on."""
    keyword, moved = found(keyword_at, slug)
    if moved:
        return _led_on(request, "keyword_feed", keyword, form)
    told = _keyword.told(request.GET.get("page"), keyword=keyword.pk)
    return _feed_of(request, form, told, keyword, keyword.introduction)


@public(*PARAMS)
def source_feed(request: HttpRequest, slug: str, form: Format) -> HttpResponse:
    """The newest stories of a source; a subscriber of one that was merged or renamed is led on."""
    source, moved = found(source_at, slug)
    if moved:
        return _led_on(request, "source_feed", source, form)
    told = _source.told(request.GET.get("page"), source=source.pk)
    return _feed_of(request, form, told, source, source.about)


@public(*PARAMS)
def author_feed(request: HttpRequest, slug: str, form: Format) -> HttpResponse:
    """The newest stories that somebody signed; a subscriber of an old address is led on."""
    author, moved = found(author_at, slug)
    if moved:
        return _led_on(request, "author_feed", author, form)
    told = _author.told(request.GET.get("page"), author=author.pk)
    return _feed_of(request, form, told, author, author.bio)


def _led_on(
    request: HttpRequest, name: str, subject: Section | Keyword | Source | Author, form: Format
) -> HttpResponse:
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return led_on(subject, reverse(name, args=[subject.slug, form]) + asked)


def _feed_of(
    request: HttpRequest,
    form: Format,
    told: Told,
    subject: Section | Keyword | Source | Author,
    about: str,
) -> HttpResponse:
    said = _("أخبار «%(name)s» من %(site)s") % {"name": subject.name, "site": settings.SITE_NAME}
    return answer(
        request,
        form,
        told,
        title=f"{subject.name} · {settings.SITE_NAME}",
        description=about or said,
        page=subject.get_absolute_url(),
        about=subject,
    )
