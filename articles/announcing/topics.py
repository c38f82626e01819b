"""The whole addresses of what changed: feeds of lists for hubs, pages of stories for search engines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.caching.tags import CORRECTIONS, SITE
from articles.models import Article, Author, Keyword, Section, Source
from articles.models.status import Status
from articles.querysets import ArticleQuerySet

FORMATS = ("rss", "atom", "json")
# Lists of all stories have feeds of their own; days of the archive have none.
_FEEDS = {SITE: "feed", CORRECTIONS: "corrections_feed"}
_THINGS: dict[str, Any] = {"section": Section, "source": Source, "keyword": Keyword, "author": Author}


def feeds_of(names: Iterable[str]) -> list[str]:
    """The addresses of the feeds of these lists («section-3», «site»), each in every format.

    With a section its parent, which shows its stories, too. A query for each kind of thing.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    feeds: set[tuple[str, ...]] = set()  # the name of an address and the slug in it
    for name in names:
        kind, _, pk = name.partition("-")
        if kind in _THINGS:
            wanted[kind].add(int(pk))
        elif kind in _FEEDS:
            feeds.add((_FEEDS[kind],))
    for kind, pks in wanted.items():
        those = Q(pk__in=pks) | (Q(children__pk__in=pks) if kind == "section" else Q())
        slugs = _THINGS[kind].objects.filter(those).order_by().values_list("slug", flat=True)
        feeds |= {(f"{kind}_feed", slug) for slug in slugs}
    return [
        settings.SITE_URL + reverse(name, args=[*slug, form])
        for name, *slug in sorted(feeds)
        for form in FORMATS
    ]


def known_to_readers(pks: Collection[int]) -> ArticleQuerySet:
    """Of `pks` the stories that readers can read, and those of which they are told that they are gone."""
    now = timezone.now()
    gone = Q(status__in=(Status.WITHDRAWN, Status.ARCHIVED), first_published_at__lte=now)
    some: ArticleQuerySet = Article.objects.filter(pk__in=pks)
    return some.filter(Q(pk__in=some.published(now).order_by().values("pk")) | gone).order_by()


def pages_of(stories: ArticleQuerySet) -> list[str]:
    """The addresses of those whose own page is the one for search engines; one query."""
    rows = stories.indexable().values_list("pk", "slug")
    return [settings.SITE_URL + reverse("article", args=[pk, slug]) for pk, slug in sorted(rows)]
