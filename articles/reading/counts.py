"""Reads gathered in this process, and written to the database by the hour, in batches."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import batched
from threading import Event, Lock

from django.db import Error, connection
from django.utils import timezone

from articles.models import Article, ReadCount

logger = logging.getLogger(__name__)

# Articles and hours in one statement, and how many make a batch due before its time
BATCH = 500
# No more are gathered while the database does not take them
MOST = 20 * BATCH

type Read = tuple[int, int]  # an hour, an article


def hour_of(at: datetime) -> int:
    """Whole hours since 1970."""
    return int(at.timestamp()) // 3600


class Gathered:
    """How often each article was read in each hour, as far as it is not written yet."""

    def __init__(self) -> None:
        self._counts: Counter[Read] = Counter()
        self._lost = 0
        self._lock = Lock()
        self.due = Event()  # set when there is a batch

    def add(self, article: int, at: datetime) -> None:
        """Count one read of `article` (an id) at the moment `at`. What there is no room for is lost."""
        with self._lock:
            self._put((hour_of(at), article), 1)

    def put_back(self, counts: Sequence[tuple[Read, int]]) -> None:
        """What was taken and could not be written."""
        with self._lock:
            for read, times in counts:
                self._put(read, times)

    def take(self) -> list[tuple[Read, int]]:
        """All there is, in order; it is here no more."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
            lost, self._lost = self._lost, 0
            self.due.clear()
        if lost:
            logger.error("reads: %d were not counted: more articles at once than there is room for", lost)
        return sorted(counts.items())

    def _put(self, read: Read, times: int) -> None:
        if read not in self._counts and len(self._counts) >= MOST:
            self._lost += times
            return
        self._counts[read] += times
        if len(self._counts) >= BATCH:
            self.due.set()


gathered = Gathered()


def write() -> None:
    """Write what was gathered, one statement per BATCH. What the database does not take is gathered again."""
    counts = gathered.take()
    written = 0
    try:
        for batch in batched(counts, BATCH):
            _store(batch)
            written += len(batch)
    except Error:
        gathered.put_back(counts[written:])
        raise


def _store(batch: Sequence[tuple[Read, int]]) -> None:
    """Add to what is there, of articles that readers can open now: anybody may send a beacon for any number.

    Rows in their order, so that two processes that write the same ones do not wait for each other for ever.
    """
    articles = sorted({article for (_hour, article), _times in batch})
    public, pks = Article.objects.published().filter(pk__in=articles).values("pk").query.sql_with_params()
    table = ReadCount._meta.db_table
    rows = ", ".join(["(CAST(%s AS bigint), CAST(%s AS bigint), CAST(%s AS bigint))"] * len(batch))
    sql = (
        f"INSERT INTO {table} (hour, article_id, reads) "
        f"SELECT column1, column2, column3 FROM (VALUES {rows}) AS given WHERE column2 IN ({public}) "
        "ORDER BY column1, column2 "
        f"ON CONFLICT (hour, article_id) DO UPDATE SET reads = {table}.reads + excluded.reads"
    )
    values = [value for read, times in batch for value in (*read, times)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *pks])


def reads_of(article: int, days: Sequence[int], at: datetime | None = None) -> list[int]:
    """How often `article` was read in the last so many days each, up to the moment `at` (now); one query."""
    now = hour_of(at or timezone.now())
    rows = ReadCount.objects.filter(article=article, hour__gt=now - 24 * max(days)).values_list(
        "hour", "reads"
    )
    return [sum(reads for hour, reads in rows if hour > now - 24 * span) for span in days]
