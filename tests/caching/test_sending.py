"""Purges are gathered while a transaction goes on, and sent once."""

from __future__ import annotations

import pytest
from django.db import transaction

from articles.caching import purge as purging
from articles.caching.purge import purge
from tests import factories

pytestmark = pytest.mark.django_db


def test_all_of_a_transaction_is_sent_once(kept_here, renewed, committed):
    story = factories.article()
    with committed():
        story.headline = "آخر"
        story.save()
        with transaction.atomic():
            purge(["line-7"])
        purge(["line-7", "line-8"])
        purge([])
    assert {"line-7", "line-8", f"article-{story.pk}"} <= renewed[0]
    # then what follows from it, each in its own transaction
    assert not any("line-7" in tags for tags in renewed[1:])


def test_a_savepoint_that_is_rolled_back_does_not_take_the_others_along(kept_here, renewed, committed):
    def fail() -> None:
        with transaction.atomic():
            purge(["line-1"])
            raise ValueError

    with committed():
        with pytest.raises(ValueError):
            fail()
        purge(["line-2"])
    assert len(renewed) == 1
    assert "line-2" in renewed[0]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_commit_nor_without_one(kept_here, renewed):
    purging._gathered.tags.clear()
    with transaction.atomic():
        purge(["line-1"])
        transaction.set_rollback(True)
    assert renewed == []
    with transaction.atomic():
        purge(["line-2"])
        assert renewed == []
    assert len(renewed) == 1
    purge(["line-3"])
    assert renewed[1] == {"line-3"}


def test_very_many_tags_are_one(kept_here, renewed, committed):
    with committed():
        purge(f"line-{n}" for n in range(2_000))
    assert renewed == [{"all"}]
