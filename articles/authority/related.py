"""Keywords that stand together lately."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.lines import Name
from articles.models import Article, ArticleKeyword, Keyword
from articles.prepared import Prepared, padded

NEWEST = 200  # of the keyword's stories, along its index: as much as says what it is about these days
MOST, FEWEST_TOGETHER = 10, 2


def often_with(keyword: Keyword) -> list[Name]:
    """The keywords most often on the same stories as `keyword` lately, the most frequent first; two queries.

    Counted here: the rows are a thousand small numbers, and the database would sort them to group them.
    """
    together = Counter(_together(NEWEST, at=timezone.now(), keyword=keyword.pk))
    del together[keyword.pk]
    often = [pk for pk, count in together.most_common(MOST) if count >= FEWEST_TOGETHER]
    names = {name.pk: name for name in _names(keywords=padded(often))} if often else {}
    return [names[pk] for pk in often if pk in names]


@Prepared
def _together(newest_so_many: int, at: datetime, keyword: int) -> QuerySet[Any]:
    newest = Article.objects.published(at).with_keyword(keyword).newest().values("pk")[:newest_so_many]
    links = ArticleKeyword.objects.filter(content_object__in=newest).order_by()
    return links.values_list("tag", flat=True)


_names = Prepared(
    lambda keywords: Keyword.objects.filter(pk__in=keywords).values_list("pk", "name", "slug"),
    lambda row: Name("keyword", *row),
)
