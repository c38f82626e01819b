"""The pages of keywords, sources and authors that search engines are to know of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, OuterRef, QuerySet, Subquery

from articles.models import Article, Author, Keyword, Source
from articles.querysets import ArticleQuerySet

SLICE = 50_000  # ids in a file: engines take as many addresses
KEYWORD_STORIES = 3  # the page of a keyword with fewer says no more than its stories do


@dataclass(frozen=True, slots=True)
class Kind:
    """Things that have a page of stories; `stories` are those of one of them, newest first, by OuterRef."""

    model: type[Model]
    stories: Callable[[ArticleQuerySet], ArticleQuerySet]
    fewest: int = 1

    def worth_it(self, at: datetime) -> QuerySet[Any]:
        """Those with stories enough at the moment `at`; `newest` is when their newest was published."""
        times = self.stories(Article.objects.published(at)).values("published_at")
        things = self.model._default_manager.order_by().alias(
            enough=Subquery(times[self.fewest - 1 : self.fewest])
        )
        return things.filter(enough__isnull=False).annotate(newest=Subquery(times[:1]))


KINDS = {
    "keywords": Kind(
        Keyword,
        lambda stories: stories.filter(keyword_links__tag=OuterRef("pk")).order_by(
            "-keyword_links__published_at"
        ),
        KEYWORD_STORIES,
    ),
    "sources": Kind(Source, lambda stories: stories.filter(source=OuterRef("pk")).newest()),
    "authors": Kind(
        Author,
        lambda stories: stories.filter(bylines__author=OuterRef("pk")).order_by("-bylines__published_at"),
    ),
}


def slice_of(number: int) -> tuple[int, int]:
    """The ids of slice `number` (from 1): above the first, up to the second."""
    return (number - 1) * SLICE, number * SLICE
