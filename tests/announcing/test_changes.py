"""Which feeds a hub is told of: exactly those that show a change, once per commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from django.db import transaction
from django.utils import timezone

from articles.announcing import announce as announcing
from articles.announcing.announce import announce_due
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from articles.workflow.content import Content, Signature
from articles.workflow.writing import write
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "https://news.example"


@pytest.fixture
def newsroom(settings, server) -> Any:
    """A hub that hears, and a story that stands in a list of every kind."""
    economy = factories.section("اقتصاد")
    room = SimpleNamespace(
        economy=economy,
        energy=factories.section("طاقة", parent=economy),
        harbour=factories.source("المرفأ"),
        leila=factories.author("ليلى"),
        chief=factories.user(role="رئيس تحرير"),
        server=server,
    )
    room.story = factories.article(
        section=room.energy, source=room.harbour, keywords=["السفن", "ميناء الرمال"], authors=[room.leila]
    )
    settings.SITE_URL, settings.WEBSUB_HUBS = SITE, [server.url]
    announcing._gathered.changes = announcing._Changes()
    return room


LISTS = {
    "",
    "section/طاقة/",
    "section/اقتصاد/",
    "source/المرفأ/",
    "keyword/السفن/",
    "keyword/ميناء-الرمال/",
    "author/ليلى/",
}


def told(newsroom: Any) -> set[str]:
    """The lists whose feeds the hub was told of since last time, all formats of each, in one request."""
    requests, newsroom.server.asked = newsroom.server.asked, []
    assert len(requests) <= 1
    found: set[str] = set()
    for request in requests:
        form = parse_qs(request.body.decode())
        assert (request.method, form["hub.mode"]) == ("POST", ["publish"])
        topics = form["hub.url"]
        assert len(topics) == len(set(topics))
        lists = {unquote(topic).removeprefix(f"{SITE}/").partition("feed.")[0] for topic in topics}
        assert len(topics) == 3 * len(lists)
        found |= lists
    return found


def test_what_appears_is_told_of_in_all_its_lists(newsroom, committed):
    with committed():
        story = factories.article(
            section=newsroom.energy,
            source=newsroom.harbour,
            authors=[newsroom.leila],
            status="draft",
            published_at=None,
        )
    with committed():
        story.headline = "عنوان آخر"
        story.save()
    assert told(newsroom) == set()
    with committed():
        acts.publish(story.pk, newsroom.chief)
    assert told(newsroom) == LISTS - {"keyword/السفن/", "keyword/ميناء-الرمال/"}


def test_names_that_come_with_it_in_the_same_commit(newsroom, committed):
    with committed():
        factories.article(section=newsroom.economy, source=newsroom.harbour, keywords=["السفن"])
    assert told(newsroom) == {"", "section/اقتصاد/", "source/المرفأ/", "keyword/السفن/"}


def test_a_slip_mended_is_no_news_and_a_significant_update_is(newsroom, committed):
    with committed():
        newsroom.story.body = "<p>نص آخر</p>"
        newsroom.story.save()
    assert told(newsroom) == set()
    with committed():
        newsroom.story.significant_update_at = timezone.now()
        newsroom.story.save()
    assert told(newsroom) == LISTS


def test_a_correction_and_its_amendment(newsroom, committed):
    with committed():
        one = acts.correct(newsroom.story.pk, newsroom.chief, CorrectionKind.CORRECTION, "كان الرقم خطأ.")
    assert told(newsroom) == LISTS | {"corrections/"}
    with committed():
        acts.amend(one.pk, newsroom.chief, CorrectionKind.UPDATE, "نص آخر")
    assert told(newsroom) == LISTS | {"corrections/"}


def test_a_withdrawal_also_of_what_was_over(newsroom, committed):
    with committed():
        acts.withdraw(newsroom.story.pk, newsroom.chief, "لم يثبت.")
    assert told(newsroom) == LISTS | {"corrections/"}
    with committed():
        acts.reopen(newsroom.story.pk, newsroom.chief, "نراجعه")
    assert told(newsroom) == set()
    over = factories.article(
        section=newsroom.economy,
        source=newsroom.harbour,
        published_at=timezone.now() - timedelta(days=2),
        expires_at=timezone.now() - timedelta(days=1),
    )
    told(newsroom)
    with committed():
        acts.withdraw(over.pk, newsroom.chief, "لم يثبت.")
    assert told(newsroom) == {"", "section/اقتصاد/", "source/المرفأ/", "corrections/"}


def test_archiving_takes_its_corrections_along(newsroom, committed):
    with committed():
        acts.archive(newsroom.story.pk, newsroom.chief)
    assert told(newsroom) == LISTS
    other = factories.article(section=newsroom.economy, source=newsroom.harbour)
    other.corrections.create(text="خطأ")
    told(newsroom)
    with committed():
        acts.archive(other.pk, newsroom.chief)
    assert told(newsroom) == {"", "section/اقتصاد/", "source/المرفأ/", "corrections/"}


def test_moving_touches_what_it_left(newsroom, committed):
    with committed():
        newsroom.story.section, newsroom.story.source = factories.section("رياضة"), factories.source("سهيل")
        newsroom.story.save()
    assert told(newsroom) == LISTS | {"section/رياضة/", "source/سهيل/"}


def test_other_keywords_are_told_of_in_the_lists_that_it_enters_or_leaves(newsroom, committed):
    with committed():
        newsroom.story.keywords.set(["السفن", "الأرصفة"])
    assert told(newsroom) == {"keyword/ميناء-الرمال/", "keyword/الأرصفة/"}
    with committed():  # another order, and there and back
        newsroom.story.keywords.set(["الأرصفة", "السفن"])
        newsroom.story.keywords.set(["الأرصفة"])
        newsroom.story.keywords.set(["السفن", "الأرصفة"])
    assert told(newsroom) == set()


def test_other_signatures_are_told_of_in_the_lists_that_it_enters_or_leaves(newsroom, committed):
    huda, amina = factories.author("هدى"), factories.author("آمنة")
    before = Content.of(newsroom.story)
    signed = [Signature(newsroom.leila.pk, "writer"), Signature(huda.pk, "writer")]
    with committed():  # as the desk saves: all anew
        write(newsroom.story, replace(before, authors=signed), before)
    assert told(newsroom) == {"author/هدى/"}
    with committed():
        one = newsroom.story.bylines.get(author=huda)
        one.author = amina
        one.save()
    assert told(newsroom) == {"author/هدى/", "author/آمنة/"}
    with committed():
        newsroom.story.bylines.get(author=amina).delete()
        newsroom.story.bylines.update(role="editor")
    assert told(newsroom) == {"author/آمنة/"}
    with committed():  # in another role
        newsroom.story.bylines.create(author=newsroom.leila, role="translator")
    assert told(newsroom) == set()


def test_names_of_what_is_not_out_are_told_of_when_it_is(newsroom, committed):
    later = timezone.now() + timedelta(hours=2)
    for fields in ({"status": "draft", "published_at": None}, {"published_at": later}):
        story = factories.article(section=newsroom.economy, source=newsroom.harbour, **fields)
        told(newsroom)
        with committed():
            story.keywords.set(["السفن"])
            story.bylines.create(author=newsroom.leila)
        assert told(newsroom) == set()
    with committed():
        newsroom.story.keywords.set(["السفن"])
        newsroom.story.delete()
    assert told(newsroom) == LISTS


def test_names_that_were_rolled_back_are_not_told(newsroom, committed):
    def fail() -> None:
        with transaction.atomic():
            newsroom.story.keywords.set(["الأرصفة"])
            raise ValueError

    with committed(), pytest.raises(ValueError):
        fail()
    with committed():
        newsroom.story.keywords.set(["السفن"])
    assert told(newsroom) == {"keyword/ميناء-الرمال/"}


def test_deleting(newsroom, committed):
    with committed():
        newsroom.story.delete()
    assert told(newsroom) == LISTS
    with committed():
        factories.article(status="draft").delete()
    assert told(newsroom) == set()


def test_all_of_a_commit_is_told_in_one_request(newsroom, committed):
    with committed():
        for n in range(3):
            factories.article(headline=f"خبر {n}", section=newsroom.economy, source=newsroom.harbour)
    assert told(newsroom) == {"", "section/اقتصاد/", "source/المرفأ/"}


def test_what_was_rolled_back_is_not_told(newsroom, committed):
    def fail() -> None:
        with transaction.atomic():
            acts.publish(draft.pk, newsroom.chief)
            raise ValueError

    draft = factories.article(status="draft", section=newsroom.economy, source=newsroom.harbour)
    with committed(), pytest.raises(ValueError):
        fail()
    with committed():
        draft.refresh_from_db()
        draft.save()
    assert told(newsroom) == set()


def test_very_many_topics_go_in_several_requests(newsroom, committed):
    with committed():
        factories.article(keywords=[f"كلمة {n}" for n in range(40)])
    sizes = [len(parse_qs(one.body.decode())["hub.url"]) for one in newsroom.server.asked]
    assert sizes == [100, 3 * (40 + 3) - 100]


def test_nothing_is_sent_where_nobody_listens(newsroom, settings, committed):
    settings.WEBSUB_HUBS = []
    with committed():
        newsroom.story.significant_update_at = timezone.now()
        newsroom.story.save()
        newsroom.story.delete()
    assert told(newsroom) == set()


# --- Scheduled stories ----------------------------------------------------------------------------------


def test_a_scheduled_story_is_told_of_in_its_minute(newsroom, committed, worker):
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    with committed():
        story = factories.article(
            section=newsroom.economy, source=newsroom.harbour, status="draft", published_at=None
        )
        acts.schedule(story.pk, newsroom.chief, at)
    assert told(newsroom) == set()
    ((_pause, pk, moment),) = worker
    assert (pk, moment) == (story.pk, at.isoformat())
    with committed():  # saved again, it needs no second one
        story.refresh_from_db()
        story.headline = "عنوان آخر"
        story.save()
    assert len(worker) == 1
    announce_due.call(pk, moment)  # too early
    assert told(newsroom) == set()


def test_what_was_rescheduled_meanwhile_is_left_to_its_own_minute(newsroom, committed, worker, monkeypatch):
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    story = factories.article(section=newsroom.economy, source=newsroom.harbour, published_at=at)
    with committed():
        story.published_at = at + timedelta(hours=1)
        story.save()
    assert len(worker) == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(hours=1, seconds=1))
    with committed():
        announce_due.call(story.pk, at.isoformat())
    assert told(newsroom) == set()
    with committed():
        announce_due.call(story.pk, (at + timedelta(hours=1)).isoformat())
    assert told(newsroom) == {"", "section/اقتصاد/", "source/المرفأ/"}
    with committed():
        announce_due.call(999_999, at.isoformat())
    assert told(newsroom) == set()


def test_without_a_worker_nobody_waits_for_it(newsroom, committed):
    with committed():
        factories.article(published_at=timezone.now() + timedelta(hours=2))
    assert told(newsroom) == set()
