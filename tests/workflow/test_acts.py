"""Every act, by every role, from every state: what is allowed, what is refused, what is left behind."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.models import Article, Correction, Revision, SectionMember
from articles.models.correction import CorrectionKind
from articles.models.revision import Act
from articles.models.status import State
from articles.workflow import acts
from articles.workflow.acts import Refused
from articles.workflow.permissions import may, may_edit
from tests import factories
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = ROLES

# act: (states from which it goes, status after it, who may with somebody else's story)
TABLE = {
    Act.SUBMIT: ("draft", "review", {EDITOR, CHIEF, ADMINISTRATOR}),
    Act.APPROVE: ("draft review", "approved", {EDITOR, CHIEF, ADMINISTRATOR}),
    Act.SEND_BACK: ("review approved", "draft", {EDITOR, CHIEF, ADMINISTRATOR}),
    Act.PUBLISH: ("draft review approved scheduled", "published", {CHIEF, ADMINISTRATOR}),
    Act.SCHEDULE: ("draft review approved scheduled", "published", {CHIEF, ADMINISTRATOR}),
    Act.UNSCHEDULE: ("scheduled", "approved", {CHIEF, ADMINISTRATOR}),
    Act.WITHDRAW: ("published expired", "withdrawn", {CHIEF, ADMINISTRATOR}),
    Act.REOPEN: ("withdrawn archived", "draft", {CHIEF, ADMINISTRATOR}),
}
# Archiving what readers could see takes more than putting a draft away; nobody recalls for another.
ARCHIVE = {
    **{key: {EDITOR, CHIEF, ADMINISTRATOR} for key in ("draft", "review", "approved")},
    **{key: {CHIEF, ADMINISTRATOR} for key in ("published", "expired")},
}


def who_may(act: Act, state: str) -> set[str]:
    if act == Act.RECALL:
        return set()
    if act == Act.ARCHIVE:
        return ARCHIVE.get(state, set())
    before, _after, who = TABLE[act]
    return who if state in before.split() else set()


def do(act: Act, article: Article, by: object) -> Article:
    more = {"at": timezone.now() + timedelta(hours=1)} if act == Act.SCHEDULE else {}
    return acts.BY_NAME[act](article.pk, by, note="لسبب وجيه", **more)


@pytest.mark.parametrize("act", list(acts.BY_NAME))
def test_each_act_is_done_only_by_who_may_and_from_where_it_may(cast, act):
    for state, role in product(State.values, ROLES):
        article, person = in_state(state), cast[role]
        allowed = role in who_may(act, state)
        assert may(person, act, article) == allowed, (state, role)
        if not allowed:
            with pytest.raises((Refused, PermissionDenied)):
                do(act, article, person)
            unchanged = Article.objects.get(pk=article.pk)
            assert (unchanged.state, unchanged.version) == (state, 1), (state, role)
            assert not article.revisions.exists()
            continue
        do(act, article, person)
        article.refresh_from_db()
        assert article.status == ("archived" if act == Act.ARCHIVE else TABLE[act][1])
        last = article.revisions.first()
        assert (last.act, last.by, last.note, last.number) == (act, person, "لسبب وجيه", 2)
        assert last.status == article.status


def test_there_is_no_act_without_a_row_in_this_table():
    assert set(acts.BY_NAME) == {*TABLE, Act.ARCHIVE, Act.RECALL}


def test_a_reporter_hands_in_an_own_draft_and_takes_it_back(cast):
    reporter = cast[REPORTER]
    article = in_state("draft", created_by=reporter)
    assert may_edit(reporter, article)
    acts.submit(article.pk, reporter)
    article.refresh_from_db()
    assert article.status == "review"
    assert not may_edit(reporter, article)
    acts.recall(article.pk, reporter)
    article.refresh_from_db()
    assert (article.status, article.version) == ("draft", 3)
    assert [row.act for row in article.revisions.all()] == ["recall", "submit", "arrive"]


@pytest.mark.parametrize("act", [Act.APPROVE, Act.PUBLISH, Act.SCHEDULE, Act.WITHDRAW, Act.ARCHIVE])
def test_a_reporter_decides_nothing_even_on_own_stories(cast, act):
    for state in State.values:
        article = in_state(state, created_by=cast[REPORTER])
        with pytest.raises((Refused, PermissionDenied)):
            do(act, article, cast[REPORTER])


@pytest.mark.parametrize("act", [Act.SEND_BACK, Act.WITHDRAW, Act.REOPEN])
@pytest.mark.parametrize("note", ["", "  \n"])
def test_acts_that_take_something_from_somebody_say_why(cast, act, note):
    article = in_state(TABLE[act][0].split()[0])
    with pytest.raises(Refused, match="اكتب"):
        acts.BY_NAME[act](article.pk, cast[CHIEF], note=note)


def test_who_works_in_some_sections_acts_and_edits_only_there(cast):
    editor, parent = cast[EDITOR], factories.section()
    child, elsewhere = factories.section(parent=parent), factories.section()
    SectionMember.objects.create(user=editor, section=parent)
    here, there = in_state("review", section=child), in_state("review", section=elsewhere)
    assert may(editor, Act.APPROVE, here)
    assert may_edit(editor, here)
    assert not may(editor, Act.APPROVE, there)
    assert not may_edit(editor, there)
    with pytest.raises(PermissionDenied):
        acts.approve(there.pk, editor)


def test_a_withdrawal_tells_readers_why(cast, reader):
    article = in_state("published")
    acts.withdraw(article.pk, cast[CHIEF], "تبيّن أن الصورة من حادث آخر.")
    correction = Correction.objects.get()
    assert (correction.kind, correction.issued_by) == (CorrectionKind.WITHDRAWAL, cast[CHIEF])
    response = reader.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "تبيّن أن الصورة من حادث آخر." in response.content.decode()


def test_a_story_in_the_archive_is_gone_for_readers(cast, reader):
    article = in_state("published")
    acts.archive(article.pk, cast[CHIEF])
    assert reader.get(article.get_absolute_url()).status_code == 410
    draft = in_state("draft")
    acts.archive(draft.pk, cast[CHIEF])
    assert reader.get(f"/article/{draft.pk}/").status_code == 404


def test_a_scheduled_story_appears_at_its_minute_with_nobody_doing_anything(cast):
    article = in_state("approved")
    at = timezone.now() + timedelta(minutes=90)
    acts.schedule(article.pk, cast[CHIEF], at)
    article.refresh_from_db()
    minute = at.replace(second=0, microsecond=0)
    assert (article.published_at, article.state) == (minute, "scheduled")
    assert not Article.objects.published(minute - timedelta(seconds=1)).exists()
    assert Article.objects.published(minute).get() == article


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=3)])
def test_a_time_that_is_past_says_so(cast, late):
    article = in_state("approved")
    with pytest.raises(Refused, match="مضى موعد"):
        acts.schedule(article.pk, cast[CHIEF], timezone.now() - late)


def test_an_embargo_holds(cast):
    until = timezone.now() + timedelta(hours=3)
    article = in_state("approved", embargo_until=until)
    with pytest.raises(Refused, match="محظور"):
        acts.publish(article.pk, cast[CHIEF])
    with pytest.raises(Refused, match="محظور"):
        acts.schedule(article.pk, cast[CHIEF], until - timedelta(minutes=30))
    acts.schedule(article.pk, cast[CHIEF], until + timedelta(minutes=2))
    article.refresh_from_db()
    assert article.state == "scheduled"


def test_a_story_that_lacks_something_is_not_published_and_says_what(cast):
    for missing, says in (
        ({"lede": ""}, "اكتب المقدمة"),
        ({"body": "<p>&nbsp;</p>"}, "اكتب نص الخبر"),
        ({"lead_photo": factories.photo(credit="")}, "حقوق الصورة"),
    ):
        article = in_state("approved", **missing)
        with pytest.raises(Refused, match=says):
            acts.publish(article.pk, cast[CHIEF])
        with pytest.raises(Refused, match=says):
            acts.schedule(article.pk, cast[CHIEF], timezone.now() + timedelta(hours=1))
        article.refresh_from_db()
        assert article.status == "approved"


def test_nothing_is_published_that_is_over_already(cast):
    article = in_state("approved", expires_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="ينتهي عرض الخبر"):
        acts.publish(article.pk, cast[CHIEF])


def test_taken_out_of_the_queue_it_was_never_published(cast):
    article = in_state("scheduled")
    assert article.first_published_at
    acts.unschedule(article.pk, cast[CHIEF])
    article.refresh_from_db()
    assert (article.status, article.published_at, article.first_published_at) == ("approved", None, None)
    acts.publish(article.pk, cast[CHIEF])
    article.refresh_from_db()
    assert article.first_published_at == article.published_at <= timezone.now()


def test_published_again_it_keeps_its_time(cast):
    article = in_state("published")
    at = article.published_at
    acts.withdraw(article.pk, cast[CHIEF], "خطأ في الاسم.")
    acts.reopen(article.pk, cast[CHIEF], "صُحّح الاسم.")
    acts.publish(article.pk, cast[CHIEF])
    article.refresh_from_db()
    assert (article.state, article.published_at, article.first_published_at) == ("published", at, at)
    assert article.significant_update_at > article.corrections.get().issued_at


def test_one_that_waits_to_come_back_is_published_now_when_somebody_says_so(cast):
    article = in_state("published")
    acts.withdraw(article.pk, cast[CHIEF], "خطأ في الاسم.")
    acts.reopen(article.pk, cast[CHIEF], "صُحّح الاسم.")
    acts.schedule(article.pk, cast[CHIEF], timezone.now() + timedelta(hours=1))
    acts.publish(article.pk, cast[CHIEF])
    article.refresh_from_db()
    assert article.state == "published"


def test_a_correction_is_told_and_counts_as_an_update(cast):
    article = in_state("published")
    acts.correct(article.pk, cast[EDITOR], CorrectionKind.APOLOGY, "  نسبنا القول إلى غير قائله. ")
    article.refresh_from_db()
    correction = Correction.objects.get()
    assert correction.text == "نسبنا القول إلى غير قائله."
    assert (correction.issued_by, correction.issued_at) == (cast[EDITOR], article.significant_update_at)
    assert article.revisions.first().act == Act.CORRECT


def test_what_cannot_be_corrected(cast):
    with pytest.raises(Refused, match="يقرؤه الناس"):
        acts.correct(in_state("draft").pk, cast[EDITOR], CorrectionKind.UPDATE, "نص")
    published = in_state("published")
    with pytest.raises(Refused, match="اكتب ما كان خطأ"):
        acts.correct(published.pk, cast[EDITOR], CorrectionKind.UPDATE, " ")
    with pytest.raises(PermissionDenied):
        acts.correct(published.pk, cast[REPORTER], CorrectionKind.UPDATE, "نص")
    assert not Correction.objects.exists()


def test_an_article_that_is_gone(cast):
    with pytest.raises(Refused, match="لم يعد"):
        acts.publish(404, cast[CHIEF])


def test_done_twice_the_second_is_refused_and_leaves_nothing(cast):
    article = in_state("review")
    acts.approve(article.pk, cast[EDITOR])
    with pytest.raises(Refused, match="لا يصح"):
        acts.approve(article.pk, cast[EDITOR])
    assert Revision.objects.filter(act=Act.APPROVE).count() == 1
