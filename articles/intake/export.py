"""Writes articles as lines of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator

from articles.intake.archive import line_of
from articles.models import Article, ArticleKeyword, Byline
from articles.querysets import ArticleQuerySet

_CHUNK = 500


def archive_lines(articles: ArticleQuerySet) -> Iterator[str]:
    """A line, with its end, for each of `articles` in the order in which they were stored.

    Three queries for 500 articles, each chunk found from the last one's id on: memory does not grow, and
    no cursor and no transaction stays open while somebody reads slowly.
    """
    last = 0
    rows = articles.select_related("source", "section").order_by("pk")
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        yield from _lines(chunk)
        last = chunk[-1].pk


def _lines(chunk: list[Article]) -> Iterator[str]:
    pks = [article.pk for article in chunk]
    keywords = ArticleKeyword.names_of(pks)
    bylines = Byline.names_of(pks)
    for article in chunk:
        authors = dict.fromkeys(name.name for name in bylines.get(article.pk, []))
        names = [name.name for name in keywords.get(article.pk, [])]
        yield json.dumps(line_of(article, authors, names), ensure_ascii=False) + "\n"
