"""Reads on their way to the database: in batches, none lost and none doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ReadCount
from articles.reading import counts, writer
from articles.reading.counts import Gathered, gathered, hour_of, reads_of, write
from articles.reading.writer import Writer
from tests import factories
from tests.reading.conftest import counted, stored, were_read


@pytest.mark.django_db
def test_a_batch_is_one_statement(article):
    now = timezone.now()
    others = [factories.article() for _ in range(3)]
    for one in (article, article, *others):
        gathered.add(one.pk, now)
    gathered.add(article.pk, now + timedelta(hours=1))
    with CaptureQueriesContext(connection) as queries:
        write()
    assert len(queries) == 1
    assert stored() == {article.pk: 3, **{one.pk: 1 for one in others}}
    assert ReadCount.objects.get(article=article, hour=hour_of(now)).reads == 2
    with CaptureQueriesContext(connection) as queries:
        write()
    assert not len(queries)


@pytest.mark.django_db
def test_what_is_written_later_is_added(article):
    for _ in range(3):
        gathered.add(article.pk, timezone.now())
        write()
    assert stored() == {article.pk: 3}
    assert ReadCount.objects.count() == 1


@pytest.mark.django_db
def test_more_than_a_batch_is_several(article, monkeypatch):
    monkeypatch.setattr(counts, "BATCH", 2)
    others = [factories.article() for _ in range(4)]
    for one in (article, *others):
        gathered.add(one.pk, timezone.now())
    assert gathered.due.is_set()
    with CaptureQueriesContext(connection) as queries:
        write()
    assert len(queries) == 3
    assert len(stored()) == 5
    assert not gathered.due.is_set()


@pytest.mark.django_db
def test_what_the_database_does_not_take_is_written_the_next_time(article, monkeypatch):
    monkeypatch.setattr(counts, "BATCH", 1)
    other = factories.article()
    for one in (article, other):
        gathered.add(one.pk, timezone.now())
    store, calls = counts._store, []

    def fail(batch):
        calls.append(batch)
        if len(calls) == 2:
            raise DatabaseError("gone")
        store(batch)

    monkeypatch.setattr(counts, "_store", fail)
    with pytest.raises(DatabaseError):
        write()
    assert stored() == {article.pk: 1}
    assert counted() == {other.pk: 1}
    write()
    assert stored() == {article.pk: 1, other.pk: 1}


def test_a_flood_of_numbers_takes_no_more_room_and_the_log_says_so(monkeypatch, caplog):
    monkeypatch.setattr(counts, "MOST", 100)
    flooded = Gathered()
    for pk in range(10_000):
        flooded.add(pk, timezone.now())
    flooded.add(5, timezone.now())  # what is there counts on
    taken = flooded.take()
    assert len(taken) == 100
    assert sum(times for _read, times in taken) == 101
    assert "9900 were not counted" in caplog.text
    assert flooded.take() == []


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_nothing_and_double_nothing():
    stories = [factories.article().pk for _ in range(6)]

    def read_and_write(n: int) -> None:
        try:
            for round_ in range(20):
                for pk in stories[:: 1 if n % 2 else -1]:
                    gathered.add(pk, timezone.now())
                if round_ % 5 == n % 5:
                    write()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(read_and_write, range(6)))
    write()
    assert stored() == dict.fromkeys(stories, 120)


@pytest.mark.django_db(transaction=True)
def test_the_writer_writes_what_is_left_when_its_process_ends(article, monkeypatch):
    monkeypatch.setattr(writer, "_EVERY", 3_600.0)
    monkeypatch.setattr(writer, "rank_due", lambda now: None)
    thread = Writer()
    thread.start()
    gathered.add(article.pk, timezone.now())
    thread.end()
    assert not thread.is_alive()
    assert stored() == {article.pk: 1}


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_is_not_the_last(article, monkeypatch, caplog):
    monkeypatch.setattr(writer, "write", lambda: (_ for _ in ()).throw(DatabaseError("gone")))
    thread = Writer()
    thread._round(timezone.now())
    assert "not written" in caplog.text
    monkeypatch.setattr(writer, "write", write)
    gathered.add(article.pk, timezone.now())
    thread._round(timezone.now())
    assert stored() == {article.pk: 1}


@pytest.mark.django_db
def test_reads_of_a_story_by_window(article, django_assert_num_queries):
    for hours, reads in (
        (0, 1),
        (23, 10),
        (24, 100),
        (7 * 24 - 1, 1_000),
        (29 * 24, 10_000),
        (30 * 24, 10**5),
    ):
        were_read({article: reads}, hours)
    with django_assert_num_queries(1):
        assert reads_of(article.pk, (1, 7, 30)) == [11, 1_111, 11_111]
