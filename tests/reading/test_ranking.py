"""The ranking: by the reads of a window, each story once, and made anew when it is too old."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, RankedArticle, Ranking, ReadCount
from articles.reading import ranking
from articles.reading.ranking import WINDOWS, most_read, rank, rank_due
from tests import factories
from tests.reading.conftest import were_read

pytestmark = pytest.mark.django_db


def ranked(days: int = 1, most: int = 20) -> list[int]:
    return [line.pk for line in most_read(days, most, timezone.now())]


@pytest.fixture
def stories() -> list[Article]:
    return [factories.article() for _ in range(4)]


def test_the_most_read_stands_first_within_its_window(stories):
    one, two, three, four = stories
    were_read({one: 3, two: 5, three: 4})
    were_read({two: 1, three: 9}, hours_ago=23)
    were_read({one: 50}, hours_ago=24)
    were_read({four: 500}, hours_ago=7 * 24)
    for days in WINDOWS:
        assert rank(days)
    assert ranked(1) == [three.pk, two.pk, one.pk]
    assert ranked(7) == [one.pk, three.pk, two.pk]
    assert ranked(30) == [four.pk, one.pk, three.pk, two.pk]
    assert ranked(30, most=2) == [four.pk, one.pk]


def test_what_few_read_is_not_ranked_and_few_stories_are_no_ranking(stories):
    one, two, three, four = stories
    were_read({one: 2, two: 9, three: 9})
    rank(1)
    assert ranked() == []
    were_read({four: 9}, hours_ago=1)
    rank(1)
    assert set(ranked()) == {two.pk, three.pk, four.pk}


def test_copies_are_counted_together_and_the_best_stands_for_them(stories):
    one, two, three, copy = stories
    Article.objects.filter(pk=copy.pk).update(copy_of=two)
    were_read({one: 8, two: 4, three: 3, copy: 5})
    rank(1)
    assert ranked() == [two.pk, one.pk, three.pk]
    Article.objects.filter(pk=two.pk).update(status="withdrawn")
    assert ranked() == [copy.pk, one.pk, three.pk]


def test_a_copy_alone_was_read_and_its_best_is_shown(stories):
    one, two, three, copy = stories
    Article.objects.filter(pk=copy.pk).update(copy_of=two)
    were_read({one: 8, three: 3, copy: 5})
    rank(1)
    assert ranked() == [one.pk, two.pk, three.pk]


def test_copies_that_lost_their_best_stand_once(stories):
    one, two, three, best = stories
    more = [factories.article(copy_of=best) for _ in range(3)]
    were_read({one: 9, two: 8, three: 7, **dict.fromkeys(more, 5)})
    rank(1)
    best.status = "withdrawn"
    Article.objects.filter(pk=best.pk).update(status="withdrawn")
    assert ranked() == [more[0].pk, one.pk, two.pk, three.pk]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "withdrawn"},
        {"status": "draft"},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_readers_may_not_see_leaves_at_once(stories, change):
    were_read(dict.fromkeys(stories, 5))
    rank(1)
    Article.objects.filter(pk=stories[2].pk).update(**change)
    assert stories[2].pk not in ranked()
    assert len(ranked()) == 3
    stories[1].delete()
    assert ranked() == []  # two are too few


def test_the_same_ranking_changes_nothing(stories):
    were_read(dict.fromkeys(stories, 5))
    assert rank(1)
    rows = list(RankedArticle.objects.values())
    assert not rank(1)
    were_read(dict.fromkeys(stories, 5), hours_ago=2)
    assert not rank(1)
    assert list(RankedArticle.objects.values()) == rows


def test_it_is_made_anew_when_it_is_too_old_and_by_one_of_many(stories, clock, monkeypatch):
    done = []
    monkeypatch.setattr(ranking, "rank", lambda days, at: done.append(days))
    rank_due()
    assert done == [1, 7, 30]
    rank_due()
    clock.forward(minutes=4, seconds=59)
    rank_due()
    assert done == [1, 7, 30]
    clock.forward(seconds=1)
    rank_due()
    rank_due()
    assert done == [1, 7, 30, 1]
    clock.forward(minutes=10)
    rank_due()
    assert done == [1, 7, 30, 1, 1, 7]
    clock.forward(minutes=45)
    rank_due()
    assert done[6:] == [1, 7, 30]


def test_counts_that_no_window_reaches_are_deleted(stories, clock):
    one, *_others = stories
    for days in (0, 29, 30, 31, 32, 400):
        were_read({one: 1}, hours_ago=24 * days)
    rank_due()
    assert ReadCount.objects.count() == 3


def test_the_command_ranks_all_windows(stories, capsys):
    were_read(dict.fromkeys(stories, 5))
    call_command("rank_reads")
    call_command("rank_reads")
    assert capsys.readouterr().out.splitlines() == ["3 of 3 rankings changed", "0 of 3 rankings changed"]
    assert len(ranked(30)) == 4


def test_a_window_costs_five_statements_whatever_was_read(stories):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            rank(1)
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    were_read(dict.fromkeys(stories, 5))
    rank(1)
    before = cost()
    for n in range(1, 20):
        were_read(dict.fromkeys(stories, n), hours_ago=n)
    assert cost() == before <= 5


@pytest.mark.django_db(transaction=True)
def test_rankings_at_once_leave_one(stories):
    were_read(dict.fromkeys(stories, 5))

    def go(_n: int) -> None:
        try:
            rank(1)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(go, range(4)))
    assert Ranking.objects.count() == 1
    assert RankedArticle.objects.count() == 4
