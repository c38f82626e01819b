"""Keywords that stand together lately."""

from __future__ import annotations

from collections import Counter

from articles.lines import Name
from articles.models import Article, ArticleKeyword, Keyword

NEWEST = 200  # of the keyword's stories, along its index: as much as says what it is about these days
MOST, FEWEST_TOGETHER = 10, 2


def often_with(keyword: Keyword) -> list[Name]:
    """The keywords most often on the same stories as `keyword` lately, the most frequent first; two queries.

    Counted here: the rows are a thousand small numbers, and the database would sort them to group them.
    """
    newest = Article.objects.published().with_keyword(keyword).newest().values("pk")[:NEWEST]
    links = ArticleKeyword.objects.filter(content_object__in=newest).order_by()
    together = Counter(links.values_list("tag", flat=True))
    del together[keyword.pk]
    often = [pk for pk, count in together.most_common(MOST) if count >= FEWEST_TOGETHER]
    names = {pk: Name("keyword", pk, *name) for pk, *name in _names(often)}
    return [names[pk] for pk in often if pk in names]


def _names(keywords: list[int]) -> list[tuple[int, str, str]]:
    return list(Keyword.objects.filter(pk__in=keywords).values_list("pk", "name", "slug")) if keywords else []
