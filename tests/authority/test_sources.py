"""Merging two sources, and what it leaves behind."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles.authority.acts import Refused
from articles.authority.redirects import lead
from articles.authority.sources import merge, preview_merge
from articles.models import Front, Redirect, Source, Zone
from articles.refresh import refresh
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep() -> Source:
    return factories.source("المرفأ", licence="اشتراك")


@pytest.fixture
def gone() -> Source:
    made = factories.source("صحيفة المرفأ", licence="آخر", about="جريدة الميناء.", permits="headline")
    made.add_spelling("Al Marfa")
    return made


def test_stories_spellings_and_address_go_over(reader, editor, keep, gone):
    story = factories.article(source=gone, headline="رصيف جديد")
    old = gone.get_absolute_url()
    assert merge(keep=keep, gone=gone, by=editor).stories == 1
    story.refresh_from_db()
    assert story.source == keep
    assert Source.by_spelling("al marfa") == Source.by_spelling("صحيفة المرفأ") == keep
    keep.refresh_from_db()
    assert (keep.licence, keep.about, keep.permits) == ("اشتراك", "جريدة الميناء.", "full")
    assert reader.get(old)["Location"] == keep.get_absolute_url()
    said = LogEntry.objects.get()
    assert (said.user, said.object_id) == (editor, str(keep.pk))
    assert "دُمج فيه المصدر «صحيفة المرفأ» (أخباره: 1)." in said.get_change_message()


def test_the_preview_says_what_the_merge_does_and_does_nothing(keep, gone):
    factories.article(source=gone)
    preview = preview_merge(keep=keep, gone=gone)
    assert (preview.stories, preview.addresses) == (1, ["صحيفة-المرفأ"])
    assert preview.spellings == ["صحيفة المرفأ", "Al Marfa"]
    assert preview.adopts == ["about"]
    assert preview.other_rules
    assert Source.objects.count() == 2


def test_addresses_never_chain(reader, editor):
    first, second, third = (factories.source(name) for name in ("أولى", "ثانية", "ثالثة"))
    paths = [source.get_absolute_url() for source in (first, second)]
    merge(keep=second, gone=first, by=editor)
    merge(keep=third, gone=second, by=editor)
    for path in paths:
        assert reader.get(path)["Location"] == third.get_absolute_url()


def test_an_address_that_is_taken_again_leads_nowhere_else(reader, keep, editor):
    old = keep.get_absolute_url()
    keep.slug = "جديد"
    keep.save()
    lead("المرفأ", keep)
    assert reader.get(old)["Location"] == keep.get_absolute_url()
    keep.slug = "المرفأ"
    keep.save()
    lead("جديد", keep)
    assert reader.get(old).status_code == 200
    assert Redirect.objects.count() == 1


def test_the_stories_come_under_the_rules_of_the_one_that_stays(
    editor, keep, gone, django_capture_on_commit_callbacks
):
    Source.objects.filter(pk=keep.pk).update(expiry_days=10)
    story = factories.article(source=gone, published_at=timezone.now() - timedelta(days=20))
    assert story.is_published
    with django_capture_on_commit_callbacks(execute=True):
        merge(keep=keep, gone=gone, by=editor)
    story.refresh_from_db()
    assert not story.is_published


def test_search_finds_them_under_the_name_that_stays(
    reader, editor, keep, gone, django_capture_on_commit_callbacks
):
    story = factories.article(source=gone, headline="رصيف جديد")
    refresh([story])
    with django_capture_on_commit_callbacks(execute=True):
        merge(keep=keep, gone=gone, by=editor)
    found = reader.get("/search/?q=رصيف مصدر:المرفأ").content.decode().replace("<mark>", "")
    assert "جديد" in found
    assert "لا نتائج" not in found


def test_twice_itself_and_by_whom_it_may_not(editor, keep, gone):
    with pytest.raises(Refused, match="في نفسه"):
        merge(keep=keep, gone=keep, by=editor)
    for role in ("مراسل", "محرر"):
        with pytest.raises(PermissionDenied):
            merge(keep=keep, gone=gone, by=factories.user(role=role))
    again = Source.objects.get(pk=gone.pk)
    merge(keep=keep, gone=gone, by=factories.user(role="رئيس تحرير"))
    with pytest.raises(Refused, match="لم يعد أحد المصدرين موجودًا"):
        merge(keep=keep, gone=again, by=editor)


def test_the_zone_of_a_front_that_it_fills_goes_over(editor, keep, gone):
    zone = Zone.objects.create(front=Front.objects.get(section=None), fill="source", source=gone)
    merge(keep=keep, gone=gone, by=editor)
    zone.refresh_from_db()
    assert zone.source == keep


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time on SQLite")
def test_two_merges_at_once_are_one():
    by, barrier, answers = factories.user(is_superuser=True), Barrier(2), []
    one, other = factories.source("المرفأ"), factories.source("جريدة المرفأ")
    factories.article(source=other)

    def click(keep: Source, gone: Source) -> None:
        try:
            barrier.wait(10)
            merge(keep=keep, gone=gone, by=by)
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    # in opposite directions, which would lock each other out if each took its own first
    threads = [Thread(target=click, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == ["done", "refused"]
    assert Source.objects.count() == LogEntry.objects.count() == Redirect.objects.count() == 1
