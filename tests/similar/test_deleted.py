"""What is derived of an article goes with it: what is left is as if it had never been there."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import connection, transaction

from articles.models import Article, Profile, SearchDocument, SearchWord, SketchHash, TermArticles, TermCount
from articles.refresh import forget
from articles.similar.profiles import id_of, unpacked
from tests.similar.newsroom import copy_of, derive, story, topic

pytestmark = pytest.mark.django_db


def state() -> list[object]:
    """Counts, lists and keys, without words and terms that nothing has any more."""
    return [
        dict(SearchWord.objects.exclude(documents=0).values_list("word", "documents")),
        dict(TermCount.objects.exclude(articles=0).values_list("term", "articles")),
        {term: bytes(data) for term, data in TermArticles.objects.values_list() if data},
        sorted(SketchHash.objects.values_list("hash", "article")),
        sorted(Profile.objects.values_list("pk", flat=True)),
        sorted(SearchDocument.objects.values_list("pk", flat=True)),
    ]


def stories(count: int) -> list[Article]:
    rng = random.Random(5)
    words = topic(rng)
    return [story(rng, words) for _ in range(count)]


def test_a_deleted_article_is_no_longer_counted_or_listed():
    kept, gone = stories(2)
    derive(kept)
    before = state()
    derive(gone)
    assert state() != before
    gone.delete()
    assert state() == before


def test_many_deleted_at_once_are_no_longer_counted_or_listed():
    kept, *gone = stories(5)
    derive(kept)
    before = state()
    derive(*gone)
    Article.objects.exclude(pk=kept.pk).delete()
    assert state() == before


def test_an_article_whose_day_was_changed_leaves_the_lists_of_both_days():
    kept, gone = stories(2)
    derive(kept, gone)
    Article.objects.filter(pk=gone.pk).update(published_at="2020-01-01T10:00Z")
    derive(gone)
    gone.delete()
    listed = {id_of(place) for data in TermArticles.objects.all() for place in unpacked(data.articles, "q")}
    assert listed == {kept.pk}


def test_forgetting_twice_changes_nothing():
    kept, gone = stories(2)
    derive(kept, gone)
    forget([gone.pk])
    once = state()
    forget([gone.pk])
    assert state() == once


def test_a_deletion_that_is_taken_back_leaves_everything():
    kept, gone = stories(2)
    derive(kept, gone)
    before = state()
    with transaction.atomic():
        gone.delete()
        transaction.set_rollback(True)
    assert state() == before


def test_copies_of_a_deleted_article_choose_another_best(django_capture_on_commit_callbacks):
    rng = random.Random(3)
    best = story(rng, topic(rng))
    others = [copy_of(rng, best), copy_of(rng, best)]
    derive(best, *others)
    assert {article.copy_of_id for article in Article.objects.exclude(pk=best.pk)} == {best.pk}
    with django_capture_on_commit_callbacks(execute=True):
        best.delete()
    assert sorted(Article.objects.values_list("pk", "copy_of")) == [
        (others[0].pk, None),
        (others[1].pk, others[0].pk),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_who_delete_many_at_once_wait_for_each_other():
    made = stories(12)
    derive(*made)
    failed: list[BaseException] = []
    ready = threading.Barrier(2)

    def delete(pks: list[int]) -> None:
        try:
            ready.wait()
            Article.objects.filter(pk__in=pks).delete()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=delete, args=([article.pk for article in made[n::2]],)) for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert not any(state())


def test_an_article_that_is_about_something_else_now_leaves_the_lists_it_was_in():
    rng = random.Random(4)
    kept, changed = story(rng, topic(rng)), story(rng, topic(rng))
    derive(kept)
    before = state()[2]
    derive(changed)
    Article.objects.filter(pk=changed.pk).update(headline="خبر", body="<p>ميناء</p>", lede="")
    derive(changed)
    changed.delete()
    assert state()[2] == before
