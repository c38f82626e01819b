"""A feed that a subscriber puts together: of any sections, keywords and sources, without others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.caching.headers import public
from articles.caching.tags import SITE
from articles.feeds.feed import Format, answer
from articles.feeds.options import PARAMS
from articles.feeds.stories import Stories
from articles.lines import Name
from articles.models import ArticleKeyword, Keyword, Section, Source
from articles.models.authority import RedirectKind
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet

_MODELS: dict[str, Any] = {"section": Section, "keyword": Keyword, "source": Source}
KINDS = tuple(_MODELS)
WITH = {kind: f"{kind}s" for kind in KINDS}  # the parameters: slugs between commas
WITHOUT = {kind: f"without_{kind}s" for kind in KINDS}
CHOICES = (*WITH.values(), *WITHOUT.values())
# Each is a branch of one statement; who wants more takes the whole site, without some.
MOST = 50


class TooMany(Exception):
    """More choices than a mix may have."""


@dataclass(frozen=True)
class Mix:
    """What was chosen and left out, by kind, with the ids that it comes to: sections have children."""

    chosen: dict[str, list[Name]] = field(default_factory=dict)
    left_out: dict[str, list[Name]] = field(default_factory=dict)
    given: dict[str, list[int]] = field(default_factory=dict)  # by parameter
    is_whole: bool = False  # of the whole site: nothing was chosen, something left out

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        """What an address names; what is not there (any more) is no part of it. One query. TooMany."""
        slugs = {name: _slugs(asked.get(name, "")) for name in CHOICES}
        for params in (WITH, WITHOUT):
            if sum(len(slugs[name]) for name in params.values()) > MOST:
                raise TooMany
        wanted = {kind: padded(sorted({*slugs[WITH[kind]], *slugs[WITHOUT[kind]]})) for kind in KINDS}
        found = list(_named(**wanted)) if any(wanted.values()) else []
        here = {(kind, by) for kind, by, of, *_thing in found if by == of}
        names: dict[str, list[Name]] = {name: [] for name in CHOICES}
        given: dict[str, list[int]] = {name: [] for name in CHOICES}
        for kind, by, of, pk, text, slug in found:
            if by != of and (kind, by) in here:
                continue  # as with pages: what has an address now comes before what had it
            for choice in (WITH[kind], WITHOUT[kind]):
                if by in slugs[choice] and pk not in given[choice]:
                    given[choice].append(pk)
                    if of == slug:
                        names[choice].append(Name(kind, pk, text, slug))
        return cls(
            {kind: names[WITH[kind]] for kind in KINDS},
            {kind: names[WITHOUT[kind]] for kind in KINDS},
            {choice: padded(pks) for choice, pks in given.items()},
            is_whole=_any_of(slugs, WITHOUT) and not _any_of(slugs, WITH),
        )

    @property
    def is_empty(self) -> bool:
        return not self.is_whole and not any(self.chosen.values())

    @property
    def title(self) -> str:
        if not self.is_whole:
            return _joined(self.chosen)
        without = _joined(self.left_out)
        return _("كل الأخبار ما عدا: %(names)s") % {"names": without} if without else _("كل الأخبار")

    @property
    def lists(self) -> list[str]:
        """The names of the lists whose stories are in it."""
        if self.is_whole:
            return [SITE]
        return [f"{kind}-{pk}" for kind in KINDS for pk in dict.fromkeys(self.given.get(WITH[kind], ()))]


@public(*CHOICES, *PARAMS)
def mix_feed(request: HttpRequest, form: Format) -> HttpResponse:
    """The newest stories of any of what was chosen, or of all, without those that were left out."""
    try:
        mix = Mix.of(request.GET)
    except TooMany:
        said = _("اختر %(most)d على الأكثر لخلاصة واحدة، أو خذ خلاصة الموقع كله.") % {"most": MOST}
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    if mix.is_empty:
        raise Http404("nothing is chosen")
    told = _stories.told(request.GET.get("page"), **mix.given)
    return answer(
        request,
        form,
        told,
        title=f"{mix.title} · {settings.SITE_NAME}",
        description=_("أخبار اخترتها من %(site)s") % {"site": settings.SITE_NAME},
        page=reverse("feeds"),
        lists=mix.lists,
        announced=False,
    )


def _slugs(text: str) -> list[str]:
    parts = (part.strip() for part in text.split(","))
    return [slug for slug in dict.fromkeys(parts) if slug and "\0" not in slug]  # a database refuses NUL


def _any_of(slugs: dict[str, list[str]], params: dict[str, str]) -> bool:
    return any(slugs[name] for name in params.values())


def _joined(names: dict[str, list[Name]]) -> str:
    return "، ".join(name.name for some in names.values() for name in some)


@Prepared
def _named(section: list[str], keyword: list[str], source: list[str]) -> QuerySet[Any, Any]:
    """What has these slugs, or had them, and the children of such a section: (kind, slug asked for, the one
    that this has now, id, name, slug)."""

    def rows(kind: str, slugs: list[str], of: str = "") -> list[QuerySet[Any, Any]]:
        things = _MODELS[kind].objects.order_by()
        led_here = {f"{of}redirects__kind": RedirectKind(kind), f"{of}redirects__slug__in": slugs}
        columns = (f"{of}slug", "pk", "name", "slug")
        return [
            things.filter(**{f"{of}slug__in": slugs}).values_list(Value(kind), f"{of}slug", *columns),
            things.filter(**led_here).values_list(Value(kind), f"{of}redirects__slug", *columns),
        ]

    first, *others = [
        *rows("section", section),
        *rows("section", section, "parent__"),
        *rows("keyword", keyword),
        *rows("source", source),
    ]
    return first.union(*others, all=True).order_by()


def _without(
    articles: ArticleQuerySet,
    without_sections: list[int],
    without_keywords: list[int],
    without_sources: list[int],
    **chosen: list[int],
) -> ArticleQuerySet:
    if without_sections:
        articles = articles.exclude(section__pk__in=without_sections)
    if without_sources:
        articles = articles.exclude(source__pk__in=without_sources)
    if without_keywords:
        articles = articles.filter(~Exists(links(without_keywords)))
    return articles


def links(keywords: list[int]) -> QuerySet[ArticleKeyword]:
    """What ties a story, which a query around this one names, to any of `keywords` (ids)."""
    return ArticleKeyword.objects.filter(content_object=OuterRef("pk"), tag__pk__in=keywords)


def _any(
    articles: ArticleQuerySet,
    sections: list[int],
    keywords: list[int],
    sources: list[int],
    **without: list[int],
) -> ArticleQuerySet:
    """Those of any of these, and all where none is given."""
    if sections or keywords or sources:
        chosen = Q(section__pk__in=sections) | Q(source__pk__in=sources)
        if keywords:
            chosen |= Q(Exists(links(keywords)))
        articles = articles.filter(chosen)
    return _without(articles, **without)


def _parts(
    articles: ArticleQuerySet,
    sections: list[int],
    keywords: list[int],
    sources: list[int],
    **without: list[int],
) -> list[ArticleQuerySet]:
    if not (sections or keywords or sources):
        return [articles]
    return [
        *(articles.filter(section=section) for section in sections),
        *(articles.with_keyword(keyword) for keyword in keywords),
        *(articles.filter(source=source) for source in sources),
    ]


_stories = Stories(_any, parts=_parts, sifted=_without)
