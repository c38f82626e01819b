"""Search on PostgreSQL: GIN over the folded words, bounded to the latest where a word is everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from articles.search.backends.base import HEADS, TEXTS, Match, Word, expression
from articles.search.document import ERA, era_mark

_COLUMNS = {HEADS: ("marks", "title", "names"), TEXTS: ("marks", "title", "names", "lede", "body")}
# GIN cannot walk backwards: all that matches is fetched before the latest are known, at about 2 µs a row.
# What is expected to match more is looked for among the latest articles only.
MOST_ROWS = 4_000
# The marks of the blocks (articles/search/document.py) after the given part of all article ids.
_LATEST_ERAS = (
    f"(SELECT string_agg(quote_literal('{era_mark('')}' || era), '|')::tsquery "
    "FROM (SELECT max(article_id) AS latest FROM articles_searchdocument) newest, "
    f"generate_series((latest * %s)::bigint / {ERA}, latest / {ERA}) era)"
)


class PostgreSQL:
    def branch(self, match: Match) -> tuple[str, list[Any]]:
        words = " || ' ' || ".join(f"d.{column}" for column in _COLUMNS[match.index])
        asked = "(SELECT %s::tsquery)"
        params: list[Any] = [expression(match, "'{}'", " | ", " & ", " & !")]
        if match.expected > MOST_ROWS:
            asked += f" && {_LATEST_ERAS}"
            params.append(1 - MOST_ROWS / match.expected)
        sql = (
            "(SELECT d.article_id FROM articles_searchdocument d "
            f"WHERE articles_search_terms({words}) @@ ({asked})%(scope)s "
            # «+ 0»: else the planner may walk the key and take documents apart until enough have matched.
            "ORDER BY d.article_id + 0 DESC LIMIT %s)"
        )
        return sql, [*params, match.limit]

    def words(self, exact: Sequence[str], stems: Sequence[str], limit: int) -> list[Word]:
        sql = (
            "SELECT word, stem, documents FROM articles_searchword WHERE word = ANY(%s) UNION "
            "(SELECT word, stem, documents FROM articles_searchword WHERE stem = ANY(%s) "
            "ORDER BY documents DESC LIMIT %s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(exact), list(stems), limit])
            return [Word(*row) for row in cursor.fetchall()]

    def add(self, counts: Sequence[Word]) -> None:
        # In one order, whoever writes: two writers that share words wait for each other, never in a circle.
        rows = sorted((one.word, one.stem, one.documents) for one in counts)
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], []]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_searchword AS known (word, stem, documents) "
                "SELECT * FROM unnest(%s::text[], %s::text[], %s::int[]) "
                "ON CONFLICT (word) DO UPDATE SET documents = known.documents + excluded.documents",
                columns,
            )

    def settle(self) -> None:
        with connection.cursor() as cursor:
            for index in (HEADS, TEXTS):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
            cursor.execute("ANALYZE articles_article, articles_searchdocument, articles_searchword")
