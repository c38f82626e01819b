"""Taking merges and renames back."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from articles.authority.acts import Refused, merge, rename
from articles.authority.undo import undo
from articles.models import ArticleKeyword, Keyword, KeywordSpelling, Redirect
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Keyword, Keyword]:
    keep = factories.keyword("غوغل")
    gone = factories.keyword("جوجل", introduction="محرك بحث.", photo=factories.photo())
    gone.add_spelling("Google")
    return keep, gone


def everything() -> list[list[tuple]]:
    return [
        sorted(Keyword.objects.values_list("pk", "name", "slug", "introduction", "photo")),
        sorted(KeywordSpelling.objects.values_list("pk", "key", "keyword")),
        sorted(ArticleKeyword.objects.values_list("pk", "content_object", "tag", "published_at")),
        sorted(Redirect.objects.values_list("slug", "keyword")),
    ]


def test_a_merge_is_taken_back_to_the_letter(reader, editor, pair):
    keep, gone = pair
    for typed in (["جوجل"], ["غوغل", "بحث", "جوجل"], ["جوجل", "بحث", "غوغل"], ["غوغل"]):
        factories.article(keywords=typed)
    merge(keep=gone, gone=factories.keyword("قوقل"), by=editor)
    before = everything()
    act = merge(keep=keep, gone=gone, by=editor)
    assert everything() != before
    undone = undo(act=act, by=editor)
    assert everything() == before
    assert (undone.thing, undone.stories, undone.lost) == (gone, 3, 0)
    assert reader.get(gone.get_absolute_url()).status_code == 200
    assert reader.get("/keyword/قوقل/")["Location"] == gone.get_absolute_url()
    act.refresh_from_db()
    assert (act.undone_by, act.undone_at is None) == (editor, False)


def test_it_is_taken_back_once(editor, pair):
    act = merge(keep=pair[0], gone=pair[1], by=editor)
    undo(act=act, by=editor)
    before = everything()
    with pytest.raises(Refused, match="من قبل"):
        undo(act=act, by=editor)
    assert everything() == before


def test_what_was_edited_since_stays_as_it_is(editor, pair):
    keep, gone = pair
    edited, deleted, left, both = (
        factories.article(keywords=typed) for typed in (["جوجل"], ["جوجل"], ["جوجل"], ["جوجل", "غوغل"])
    )
    act = merge(keep=keep, gone=gone, by=editor)
    edited.keywords.set(["غوغل", "جديدة"])
    both.keywords.set(["جديدة"])
    deleted.delete()
    Keyword.objects.filter(pk=keep.pk).update(introduction="كُتب بعد الدمج.")
    keep.set_other_spellings(["جوجل"])  # «Google» is no spelling of anything any more
    undone = undo(act=act, by=editor)
    assert (undone.stories, undone.lost) == (1, 3)
    assert [keyword.name for keyword in left.keyword_list] == ["جوجل"]
    assert [keyword.name for keyword in edited.keyword_list] == ["غوغل", "جديدة"]
    assert [keyword.name for keyword in both.keyword_list] == ["جديدة"]
    assert Keyword.objects.get(pk=keep.pk).introduction == "كُتب بعد الدمج."
    assert undone.thing.other_spellings() == []


def test_its_own_name_comes_back_even_if_no_longer_a_spelling(editor, pair):
    keep, gone = pair
    act = merge(keep=keep, gone=gone, by=editor)
    keep.set_other_spellings([])
    undo(act=act, by=editor)
    assert Keyword.by_spelling("جوجل") == gone


def test_later_acts_come_first(editor, pair):
    keep, gone = pair
    first = merge(keep=keep, gone=gone, by=editor)
    top = factories.keyword("شركات")
    second = merge(keep=top, gone=keep, by=editor)
    first.refresh_from_db()
    with pytest.raises(Refused, match="الأحدث"):
        undo(act=first, by=editor)
    undo(act=second, by=editor)
    first.refresh_from_db()
    assert undo(act=first, by=editor).thing == gone


def test_a_name_or_address_that_is_anothers_by_now_does_not_come_back(editor, pair):
    keep, gone = pair
    act = merge(keep=keep, gone=gone, by=editor)
    keep.set_other_spellings([])
    taker = factories.keyword("جوجل")
    with pytest.raises(Refused, match="جوجل"):
        undo(act=act, by=editor)
    taker.delete()
    taker = factories.keyword("بحث", slug="جوجل")
    with pytest.raises(Refused, match="بحث"):
        undo(act=act, by=editor)
    taker.delete()
    keep.delete()
    act.refresh_from_db()
    with pytest.raises(Refused, match="حُذفت"):
        undo(act=act, by=editor)


def test_a_rename_is_taken_back(reader, editor):
    keyword = factories.keyword("تويتر")
    act = rename(keyword=keyword, name="إكس", by=editor)
    undo(act=act, by=editor)
    keyword.refresh_from_db()
    assert (keyword.name, keyword.slug, keyword.other_spellings()) == ("تويتر", "تويتر", ["إكس"])
    assert reader.get("/keyword/إكس/")["Location"] == keyword.get_absolute_url()
    assert reader.get("/keyword/تويتر/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite")
def test_two_who_take_it_back_at_once_take_it_back_once(editor, pair):
    keep, gone = pair
    story = factories.article(keywords=["جوجل"])
    act, barrier, answers = merge(keep=keep, gone=gone, by=editor), Barrier(2), []

    def click() -> None:
        try:
            barrier.wait(10)
            answers.append(undo(act=act, by=editor).stories)
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers, key=str) == [1, "تُراجع عن هذا من قبل."]
    assert [keyword.name for keyword in story.keyword_list] == ["جوجل"]
