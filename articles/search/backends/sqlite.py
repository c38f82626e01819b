"""Search on SQLite: FTS5, walked backwards from the latest article on and stopped early."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from articles.search.backends.base import HEADS, TEXTS, Match, Word, expression


class SQLite:
    def branch(self, match: Match) -> tuple[str, list[Any]]:
        index = match.index
        sql = (
            f"SELECT pk FROM (SELECT {index}.rowid AS pk FROM {index} "
            f"CROSS JOIN articles_searchdocument d ON d.article_id = {index}.rowid "
            f"WHERE {index} MATCH %s%(scope)s ORDER BY {index}.rowid DESC LIMIT %s)"
        )
        return sql, [expression(match, '"{}"', " OR ", " AND ", " NOT "), match.limit]

    def words(self, exact: Sequence[str], stems: Sequence[str], limit: int) -> list[Word]:
        sql = (
            "SELECT word, stem, documents FROM articles_searchword "
            "WHERE word IN (SELECT value FROM json_each(%s)) UNION "
            "SELECT * FROM (SELECT word, stem, documents FROM articles_searchword "
            "WHERE stem IN (SELECT value FROM json_each(%s)) ORDER BY documents DESC LIMIT %s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [json.dumps(list(exact)), json.dumps(list(stems)), limit])
            return [Word(*row) for row in cursor.fetchall()]

    def add(self, counts: Sequence[Word]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO articles_searchword (word, stem, documents) VALUES (%s, %s, %s) "
                "ON CONFLICT (word) DO UPDATE SET documents = documents + excluded.documents",
                [(one.word, one.stem, one.documents) for one in counts],
            )

    def settle(self) -> None:
        with connection.cursor() as cursor:
            for index in (HEADS, TEXTS):
                cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
