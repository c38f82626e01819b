"""Merging two keywords, and what it leaves behind."""

from __future__ import annotations

from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import connection

from articles.authority.acts import Refused, merge, preview_merge, rename
from articles.events import articles_changed
from articles.models import ArticleKeyword, Keyword, KeywordAct
from articles.refresh import refresh_articles
from tests import factories

pytestmark = pytest.mark.django_db


def names(article) -> list[str]:
    return list(article.keyword_links.values_list("tag__name", flat=True))


@pytest.fixture
def google() -> Keyword:
    return factories.keyword("غوغل")


@pytest.fixture
def other() -> Keyword:
    keyword = factories.keyword("جوجل", introduction="محرك بحث.")
    keyword.add_spelling("Google")
    return keyword


def test_stories_spellings_and_address_go_over(reader, editor, google, other):
    story = factories.article(keywords=["أول", "جوجل", "آخر"])
    act = merge(keep=google, gone=other, by=editor)
    assert names(story) == ["أول", "غوغل", "آخر"]
    assert Keyword.by_spelling("google") == Keyword.by_spelling("جوجل") == google
    assert google.other_spellings() == ["جوجل", "Google"]
    response = reader.get(other.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, google.get_absolute_url())
    assert (act.by, act.name, act.new_name, act.keyword) == (editor, "جوجل", "غوغل", google)
    google.refresh_from_db()
    assert google.introduction == "محرك بحث."
    story.keywords.set(["جوجل"])  # whoever types the old one gets the one that stayed
    assert names(story) == ["غوغل"]


@pytest.mark.parametrize("typed", [["جوجل", "أخرى", "غوغل"], ["غوغل", "أخرى", "جوجل"]])
def test_a_story_of_both_keeps_one_at_the_better_place(editor, google, other, typed):
    story = factories.article(keywords=typed)
    time = story.published_at
    merge(keep=google, gone=other, by=editor)
    assert names(story) == ["غوغل", "أخرى"]
    assert set(ArticleKeyword.objects.values_list("published_at", flat=True)) == {time}


def test_the_preview_says_what_the_merge_does_and_does_nothing(google, other):
    factories.article(keywords=["جوجل"])
    factories.article(keywords=["جوجل", "غوغل"])
    preview = preview_merge(keep=google, gone=other)
    assert (preview.stories, preview.stories_of_both) == (1, 1)
    assert preview.spellings == ["جوجل", "Google"]
    assert preview.addresses == ["جوجل"]
    assert preview.adopts == ["introduction"]
    assert Keyword.objects.count() == 2
    assert not KeywordAct.objects.exists()


def test_addresses_never_chain(reader, editor):
    first, second, third = (factories.keyword(name) for name in ("أولى", "ثانية", "ثالثة"))
    paths = [keyword.get_absolute_url() for keyword in (first, second)]
    merge(keep=second, gone=first, by=editor)
    merge(keep=third, gone=second, by=editor)
    renamed = rename(keyword=third, name="رابعة", by=editor).keyword
    for path in [*paths, third.get_absolute_url()]:
        assert reader.get(path)["Location"] == renamed.get_absolute_url()


def test_a_keyword_is_not_merged_with_itself_nor_twice(editor, google, other):
    with pytest.raises(Refused, match="نفسها"):
        merge(keep=google, gone=google, by=editor)
    with pytest.raises(Refused, match="نفسها"):
        preview_merge(keep=google, gone=google)
    stale = Keyword.objects.get(pk=other.pk)
    merge(keep=google, gone=other, by=editor)
    with pytest.raises(Refused, match="لم تعد"):
        merge(keep=google, gone=stale, by=editor)
    with pytest.raises(Refused, match="لم تعد"):
        merge(keep=stale, gone=google, by=editor)
    assert KeywordAct.objects.count() == 1


def test_stories_are_brought_up_to_date_in_chunks(
    editor, google, other, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("articles.receivers._AT_ONCE", 2)
    stories = [factories.article(keywords=["جوجل"]).pk for _ in range(5)]
    asked = []
    monkeypatch.setattr("articles.receivers.refresh_articles", SimpleNamespace(enqueue=asked.append))
    with django_capture_on_commit_callbacks(execute=True):
        merge(keep=google, gone=other, by=editor)
    assert asked == [stories[:2], stories[2:4], stories[4:]]


def test_a_merge_costs_the_same_for_any_number_of_stories(editor, django_assert_max_num_queries):
    for number in (3, 60):
        keep, gone = factories.keyword(), factories.keyword()
        links = []
        for _ in range(number):
            story = factories.article()
            links += [
                ArticleKeyword(content_object=story, tag=keyword, published_at=story.published_at)
                for keyword in ((keep, gone) if _ % 2 else (gone,))
            ]
        ArticleKeyword.objects.bulk_create(links)
        with django_assert_max_num_queries(34):
            merge(keep=keep, gone=gone, by=editor)
        assert keep.article_links.count() == number


def test_renaming_keeps_the_old_name_and_address(reader, editor):
    keyword = factories.keyword("تويتر")
    factories.article(keywords=["تويتر"])
    heard = []
    articles_changed.connect(lambda pks, **kwargs: heard.append(len(pks)), weak=False, dispatch_uid="test")
    try:
        rename(keyword=keyword, name="إكس", by=editor)
    finally:
        articles_changed.disconnect(dispatch_uid="test")
    keyword.refresh_from_db()
    assert (keyword.name, keyword.slug, keyword.other_spellings()) == ("إكس", "إكس", ["تويتر"])
    assert reader.get("/keyword/تويتر/")["Location"] == keyword.get_absolute_url()
    assert heard == [1]
    # and back again: the address is its own
    rename(keyword=keyword, name="تويتر", by=editor)
    assert reader.get("/keyword/تويتر/").status_code == 200
    assert reader.get("/keyword/إكس/").status_code == 301


@pytest.mark.parametrize("name", ["؟!", "", "ًٌٍ", "غوغل", "غُوغل", "ط" * 300])
def test_a_name_that_cannot_be_is_refused_and_nothing_changes(editor, google, name):
    keyword = factories.keyword("جوجل")
    with pytest.raises(Refused):
        rename(keyword=keyword, name=name, by=editor)
    keyword.refresh_from_db()
    assert (keyword.name, keyword.slug) == ("جوجل", "جوجل")
    assert not KeywordAct.objects.exists()


def test_an_address_of_another_keyword_is_not_taken(editor, google, other):
    merge(keep=google, gone=other, by=editor)
    keyword = factories.keyword("بحث")
    for slug in ("غوغل", "جوجل"):
        with pytest.raises(Refused):
            rename(keyword=keyword, name="بحث", slug=slug, by=editor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite")
def test_two_merges_at_once_are_one():
    editor, barrier, answers = factories.user(), Barrier(2), []
    google, other = factories.keyword("غوغل"), factories.keyword("جوجل")
    factories.article(keywords=["جوجل"])

    def click(keep: Keyword, gone: Keyword) -> None:
        try:
            barrier.wait(10)
            merge(keep=keep, gone=gone, by=editor)
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    # in opposite directions, which would lock each other out if each took its own first
    threads = [Thread(target=click, args=pair) for pair in ((google, other), (other, google))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["done", "refused"]
    assert Keyword.objects.count() == KeywordAct.objects.count() == ArticleKeyword.objects.count() == 1


def test_refreshing_is_a_task_of_ids(article):
    refresh_articles.enqueue([article.pk, 0])
