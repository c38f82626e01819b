"""Taking a merge of sources back: what comes, what stays, who may, and at the same moment."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles.authority.moves import Refused
from articles.authority.sources import merge
from articles.authority.undo import undo
from articles.models import Article, Front, Redirect, Source, SourceAct, SourceName, Zone
from articles.refresh import refresh
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep() -> Source:
    return factories.source("المرفأ", licence="اشتراك")


@pytest.fixture
def gone() -> Source:
    """One that says something in every field."""
    made = factories.source(
        "صحيفة المرفأ",
        kind="agency",
        home_page="https://marfa.example/",
        logo=factories.photo(),
        country="عُمان",
        licence="آخر",
        attribution="عن المرفأ",
        attribution_url="https://marfa.example/about",
        about="جريدة الميناء.",
        permits="excerpt",
        excerpt_words=40,
        full_text_in_feeds=False,
        demands_link=True,
        nofollow=True,
        canonical="original",
        embargo_hours=2,
        expiry_days=10,
    )
    made.add_spelling("Al Marfa")
    return made


def everything() -> list[list[Any]]:
    return [
        list(Source.objects.order_by("pk").values()),
        sorted(SourceName.objects.values_list("pk", "key", "text", "source")),
        sorted(Article.objects.values_list("pk", "source", "version")),
        sorted(Redirect.objects.values_list("slug", "source")),
        sorted(Zone.objects.values_list("pk", "source")),
    ]


def test_a_merge_is_taken_back_to_the_letter(reader, editor, keep, gone):
    for source in (gone, keep, gone):
        factories.article(source=source)
    Zone.objects.create(front=Front.objects.get(section=None), fill="source", source=gone)
    merge(keep=gone, gone=factories.source("جريدة المرسى"), by=editor)
    before = everything()
    act = merge(keep=keep, gone=gone, by=editor)
    keep.refresh_from_db()
    assert (keep.about, keep.logo, keep.licence) == ("جريدة الميناء.", gone.logo, "اشتراك")
    assert everything() != before
    undone = undo(act=act, by=editor)
    assert everything() == before
    assert (undone.thing, undone.stories, undone.lost) == (gone, 2, 0)
    assert reader.get(gone.get_absolute_url()).status_code == 200
    assert reader.get("/source/جريدة-المرسى/")["Location"] == gone.get_absolute_url()
    act.refresh_from_db()
    assert (act.undone_by, act.undone_at is None) == (editor, False)
    said = "تُراجع عن دمج «صحيفة المرفأ» في «المرفأ» (أخبار عادت: 2)."
    told = LogEntry.objects.filter(change_message=said).values_list("object_id", flat=True)
    assert set(told) == {str(keep.pk), str(gone.pk)}


def test_it_is_taken_back_once(editor, keep, gone):
    act = merge(keep=keep, gone=gone, by=editor)
    undo(act=act, by=editor)
    before = everything()
    with pytest.raises(Refused, match="من قبل"):
        undo(act=act, by=editor)
    assert everything() == before


def test_what_changed_since_stays_as_it_is(editor, keep, gone):
    edited, deleted, left = (factories.article(source=gone) for _ in range(3))
    act = merge(keep=keep, gone=gone, by=editor)
    other = factories.source("ثالث")
    Article.objects.filter(pk=edited.pk).update(source=other)
    deleted.delete()
    new = factories.article(source=keep)
    Source.objects.filter(pk=keep.pk).update(about="كُتب بعد الدمج.", logo=None)
    keep.set_other_spellings(["صحيفة المرفأ"])  # «Al Marfa» is no name of anything any more
    gone.logo.delete()
    undone = undo(act=act, by=editor)
    assert (undone.stories, undone.lost) == (1, 2)
    of = dict(Article.objects.values_list("pk", "source"))
    assert of == {edited.pk: other.pk, left.pk: gone.pk, new.pk: keep.pk}
    keep.refresh_from_db()
    assert (keep.about, keep.country) == ("كُتب بعد الدمج.", "")
    assert (undone.thing.logo, undone.thing.other_spellings()) == (None, [])


def test_the_rules_of_each_act_on_its_own_stories_again(
    editor, keep, gone, django_capture_on_commit_callbacks
):
    old = factories.article(source=keep, published_at=timezone.now() - timedelta(days=20))
    Source.objects.filter(pk=gone.pk).update(expiry_days=None)
    gone.refresh_from_db()
    limited = factories.article(source=gone, published_at=timezone.now() - timedelta(days=20))
    Source.objects.filter(pk=keep.pk).update(expiry_days=10)
    with django_capture_on_commit_callbacks(execute=True):
        act = merge(keep=keep, gone=gone, by=editor)
    limited.refresh_from_db()
    assert not limited.is_published
    with django_capture_on_commit_callbacks(execute=True):
        undo(act=act, by=editor)
    limited.refresh_from_db()
    old.refresh_from_db()
    assert limited.is_published
    assert not old.is_published


def test_search_finds_them_under_their_own_name_again(
    reader, editor, keep, gone, django_capture_on_commit_callbacks
):
    Source.objects.filter(pk=gone.pk).update(permits="full")
    story = factories.article(source=gone, headline="رصيف جديد")
    refresh([story])
    with django_capture_on_commit_callbacks(execute=True):
        act = merge(keep=keep, gone=gone, by=editor)
    with django_capture_on_commit_callbacks(execute=True):
        undo(act=act, by=editor)

    def found(query: str) -> bool:
        return story.get_absolute_url() in reader.get("/search/", {"q": query}).content.decode()

    assert found('رصيف مصدر:"صحيفة المرفأ"')
    assert found('رصيف مصدر:"Al Marfa"')
    assert not found("رصيف مصدر:المرفأ")


def test_the_best_copy_is_chosen_anew(editor, keep, gone, django_capture_on_commit_callbacks):
    """A story of our own comes before the same one of an agency."""
    Source.objects.filter(pk=keep.pk).update(kind="own")
    text = "<p>" + "وصلت السفينة إلى الميناء صباح اليوم وعلى متنها ألف حاوية من القمح والأرز. " * 12 + "</p>"
    with django_capture_on_commit_callbacks(execute=True):
        first = factories.article(source=factories.source("وكالة"), body=text, headline="سفينة القمح")
        second = factories.article(source=gone, body=text, headline="ألف حاوية تصل الميناء")

    def best() -> dict[int, int | None]:
        return dict(Article.objects.filter(pk__in=[first.pk, second.pk]).values_list("pk", "copy_of"))

    before = best()
    with django_capture_on_commit_callbacks(execute=True):
        act = merge(keep=keep, gone=gone, by=editor)
    assert best() == {first.pk: second.pk, second.pk: None}
    with django_capture_on_commit_callbacks(execute=True):
        undo(act=act, by=editor)
    assert best() == before


def test_later_merges_come_first(editor, keep, gone):
    first = merge(keep=keep, gone=gone, by=editor)
    second = merge(keep=factories.source("دار النشر"), gone=keep, by=editor)
    with pytest.raises(Refused, match="الأحدث"):
        undo(act=first, by=editor)
    undo(act=second, by=editor)
    assert undo(act=first, by=editor).thing == gone


def test_a_name_or_address_that_is_anothers_by_now_does_not_come_back(editor, keep, gone):
    act = merge(keep=keep, gone=gone, by=editor)
    keep.set_other_spellings([])
    taker = factories.source("صحيفة المرفأ", slug="x")
    with pytest.raises(Refused, match="للمصدر «صحيفة المرفأ»"):
        undo(act=act, by=editor)
    taker.delete()
    taker = factories.source("البحر", slug=gone.slug)
    with pytest.raises(Refused, match="للمصدر «البحر»"):
        undo(act=act, by=editor)
    taker.delete()
    Source.objects.filter(pk=keep.pk).update(slug=gone.slug)
    with pytest.raises(Refused, match="لمصدر آخر"):
        undo(act=act, by=editor)
    Source.objects.filter(pk=keep.pk).update(slug="y", name="صحيفة المرفأ")
    with pytest.raises(Refused, match="اسم المصدر الباقي"):
        undo(act=act, by=editor)
    Source.objects.get(pk=keep.pk).delete()
    with pytest.raises(Refused, match="حُذف المصدر الباقي"):
        undo(act=act, by=editor)
    assert not Source.objects.exists()


def test_who_may_not_merge_may_not_take_back(editor, keep, gone):
    act = merge(keep=keep, gone=gone, by=editor)
    for role in ("مراسل", "محرر"):
        with pytest.raises(PermissionDenied):
            undo(act=act, by=factories.user(role=role))
    assert undo(act=act, by=factories.user(role="رئيس تحرير")).thing == gone


def test_it_costs_the_same_for_many_stories(editor, keep, gone, django_assert_max_num_queries):
    for _ in range(30):
        factories.article(source=gone)
    with django_assert_max_num_queries(45):
        act = merge(keep=keep, gone=gone, by=editor)
    with django_assert_max_num_queries(60):
        undo(act=act, by=editor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite")
@pytest.mark.parametrize("other", ["undo", "merge"])
def test_two_at_once_are_one_after_the_other(other):
    """Two who take it back; and one who does while the source that stayed is merged away."""
    by, barrier, answers = factories.user(is_superuser=True), Barrier(2), []
    keep, gone, third = (factories.source(name) for name in ("المرفأ", "جريدة المرفأ", "دار"))
    story = factories.article(source=gone)
    act = merge(keep=keep, gone=gone, by=by)

    def click(does: str) -> None:
        try:
            barrier.wait(10)
            if does == "undo":
                undo(act=act, by=by)
            else:
                merge(keep=third, gone=keep, by=by)
            answers.append(does)
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=click, args=[does]) for does in ("undo", other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    story.refresh_from_db()
    if other == "undo":
        assert sorted(answers) == ["refused", "undo"]
        assert story.source == gone
    else:
        assert sorted(answers) in (["merge", "undo"], ["merge", "refused"])
        assert story.source == (gone if "undo" in answers else third)
    assert SourceAct.objects.filter(undone_at__isnull=False).count() == answers.count("undo")
