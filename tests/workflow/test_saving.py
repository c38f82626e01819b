"""Saving: versions, what others did in between, restoring, and who may."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles.models import Article, RelatedArticle, SectionMember
from articles.workflow import acts, saving
from articles.workflow.acts import Refused
from articles.workflow.content import Content, Pick, Signature
from articles.workflow.saving import Conflicted
from tests import factories
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db
REPORTER, EDITOR, CHIEF, _ADMINISTRATOR = ROLES


def test_a_new_article_is_a_draft_and_its_first_version(cast):
    section, source, author = factories.section(), factories.source(), factories.author()
    content = Content(
        headline="خبر جديد",
        body="<p>نص</p>",
        section_id=section.pk,
        source_id=source.pk,
        keywords=("ميناء", "سفن"),
        authors=(Signature(author.pk, "writer"),),
        read_also=(Pick(None, "خبر لم يصل"),),
    )
    article = saving.create(content, cast[REPORTER], "أول الكلام")
    assert (article.state, article.created_by, article.version) == ("draft", cast[REPORTER], 1)
    revision = article.revisions.get()
    assert (revision.number, revision.act, revision.note) == (1, "edit", "أول الكلام")
    stored = Content.from_json(revision.content)
    assert stored == Content.of(Article.objects.get()) == replace(content, slug="خبر-جديد")


def test_each_save_is_a_version_and_one_that_changes_nothing_is_none(cast):
    article = in_state("draft")
    before = Content.of(article)
    saved = saving.save(article.pk, replace(before, headline="عنوان ثانٍ"), cast[EDITOR], base=1, note="أوضح")
    assert saved.changed
    assert saved.article.version == 2
    again = saving.save(article.pk, Content.of(saved.article), cast[EDITOR], base=2)
    assert not again.changed
    assert again.article.version == 2
    assert [(row.number, row.act, row.note) for row in article.revisions.all()] == [
        (2, "edit", "أوضح"),
        (1, "arrive", ""),
    ]


def test_two_who_changed_different_fields_both_keep_theirs(cast):
    article = in_state("draft")
    base = Content.of(article)
    saving.save(article.pk, replace(base, headline="عنوان الزميلة"), cast[EDITOR], base=1)
    saved = saving.save(article.pk, replace(base, lede="مقدمة الزميل."), cast[CHIEF], base=1)
    assert saved.told == (f"دُمج نصك مع ما حفظه {cast[EDITOR]} بعد أن فتحت الخبر: «العنوان».",)
    article.refresh_from_db()
    assert (article.headline, article.lede, article.version) == ("عنوان الزميلة", "مقدمة الزميل.", 3)


def test_two_who_changed_one_place_are_told_and_nothing_is_stored(cast):
    article = in_state("draft")
    base = Content.of(article)
    saving.save(article.pk, replace(base, headline="عنوان الزميلة"), cast[EDITOR], base=1)
    with pytest.raises(Conflicted) as conflict:
        saving.save(article.pk, replace(base, headline="عنوان الزميل", lede="جديدة"), cast[CHIEF], base=1)
    (clash,) = conflict.value.merged.clashes
    assert clash.label == "العنوان"
    assert conflict.value.mine.headline == "عنوان الزميل"
    article.refresh_from_db()
    assert (article.headline, article.version) == ("عنوان الزميلة", 2)


def test_no_conflict_after_a_scheduled_publication_or_with_the_same_words(cast):
    article = in_state("approved")
    base = Content.of(article)
    acts.schedule(article.pk, cast[CHIEF], timezone.now() + timedelta(hours=1))
    saved = saving.save(article.pk, replace(base, lede="مقدمة."), cast[CHIEF], base=1)
    assert saved.article.published_at
    assert saved.article.state == "scheduled"
    same = replace(base, lede="مقدمة.")
    assert not saving.save(article.pk, same, cast[CHIEF], base=1).changed


def test_a_base_that_never_was_is_refused(cast):
    article = in_state("draft")
    for base in (0, 7, -1):
        with pytest.raises(Refused, match="افتح الخبر من جديد"):
            saving.save(article.pk, Content.of(article), cast[EDITOR], base=base)


def test_who_may_not_save(cast):
    reporter = cast[REPORTER]
    mine, anothers = in_state("draft", created_by=reporter), in_state("draft")
    for article in (
        anothers,
        in_state("review", created_by=reporter),
        in_state("published", created_by=reporter),
    ):
        with pytest.raises(PermissionDenied):
            saving.save(article.pk, replace(Content.of(article), lede="لا"), reporter, base=1)
    SectionMember.objects.create(user=reporter, section=mine.section)
    reporter = type(reporter).objects.get(pk=reporter.pk)
    elsewhere = replace(Content.of(mine), section_id=factories.section().pk)
    with pytest.raises(Refused, match="قسمًا من أقسامك"):
        saving.save(mine.pk, elsewhere, reporter, base=1)
    with pytest.raises(Refused, match="قسمًا من أقسامك"):
        saving.create(elsewhere, reporter)


@pytest.mark.parametrize("field", ["published_at", "expires_at", "embargo_until"])
def test_an_editor_does_not_publish_by_changing_times(cast, field):
    article = in_state("scheduled" if field != "expires_at" else "expired")
    content = replace(Content.of(article), **{field: timezone.now() + timedelta(days=9)})
    with pytest.raises(Refused, match="من له النشر"):
        saving.save(article.pk, content, cast[EDITOR], base=1)


def test_times_that_cannot_be(cast):
    draft, scheduled, out = in_state("draft"), in_state("scheduled"), in_state("published")
    past = timezone.now() - timedelta(hours=1)
    for article, at, says in (
        (draft, past, "مضى موعد"),
        (scheduled, past, "مضى موعد"),
        (scheduled, None, "ألغِ جدولته"),
        (out, past, "قرأه الناس"),
    ):
        with pytest.raises(Refused, match=says):
            saving.save(article.pk, replace(Content.of(article), published_at=at), cast[CHIEF], base=1)


@pytest.mark.parametrize("state", ["published", "scheduled"])
def test_no_embargo_is_put_on_what_is_out_before_it_ends(cast, state):
    article = in_state(state)
    content = replace(Content.of(article), embargo_until=timezone.now() + timedelta(days=3))
    with pytest.raises(Refused, match="لا يُحظر"):
        saving.save(article.pk, content, cast[CHIEF], base=1)


def test_editing_a_scheduled_story_keeps_its_time_and_a_fired_one_can_be_saved(cast):
    article = in_state("scheduled")
    at = article.published_at
    saving.save(article.pk, replace(Content.of(article), lede="أ"), cast[EDITOR], base=1)
    article.refresh_from_db()
    assert article.published_at == at
    Article.objects.filter(pk=article.pk).update(
        published_at=timezone.now() - timedelta(minutes=1)
    )  # it fired
    article.refresh_from_db()
    saving.save(article.pk, replace(Content.of(article), lede="ب"), cast[EDITOR], base=2)
    article.refresh_from_db()
    assert (article.lede, article.state) == ("ب", "published")


def test_a_version_is_restored_as_a_new_one_and_its_times_are_not(cast):
    article = in_state("draft", keywords=["ميناء"], authors=[factories.author()])
    gone = factories.article()
    factories.related(article, gone, "read_also")
    first = Content.of(article)
    emptied = replace(first, headline="آخر", keywords=(), authors=(), read_also=())
    saving.save(article.pk, emptied, cast[EDITOR], base=1)
    acts.schedule(article.pk, cast[CHIEF], timezone.now() + timedelta(hours=1))
    gone.delete()
    saved = saving.restore(article.pk, 1, cast[CHIEF])
    restored = Content.of(Article.objects.get(pk=article.pk))
    assert restored == replace(first, published_at=restored.published_at, read_also=())
    assert (saved.article.version, saved.article.state) == (4, "scheduled")
    assert article.revisions.first().act == "restore"
    with pytest.raises(Refused, match="نسخة رقمها 99"):
        saving.restore(article.pk, 99, cast[CHIEF])


def test_a_duplicate_is_an_own_draft_with_the_same_text(cast):
    article = in_state("published", keywords=["ميناء"], external_id="x-1")
    copy = saving.duplicate(article.pk, cast[REPORTER])
    assert (copy.state, copy.created_by, copy.external_id) == ("draft", cast[REPORTER], "")
    assert copy.body == article.body
    assert [str(keyword) for keyword in copy.keyword_list] == ["ميناء"]
    assert (copy.published_at, copy.first_published_at) == (None, None)


def test_picked_rows_keep_their_origin_and_computed_ones_change_hands(cast):
    article, imported, computed = in_state("draft"), factories.article(), factories.article()
    factories.related(article, imported, origin="import")
    factories.related(article, computed, origin="computed", position=1000, score=0.5)
    content = replace(Content.of(article), similar=(Pick(computed.pk, ""), Pick(imported.pk, "")))
    saving.save(article.pk, content, cast[EDITOR], base=1)
    rows = RelatedArticle.objects.filter(from_article=article)
    assert [(row.to_article, row.origin, row.position) for row in rows] == [
        (computed, "editor", 0),
        (imported, "import", 1),
    ]


def test_a_ban_is_kept_with_the_computed_row_and_lifted_from_it(cast):
    article, computed = in_state("draft"), factories.article()
    factories.related(article, computed, origin="computed", position=1000, score=0.5)
    banned = replace(Content.of(article), similar=(Pick(computed.pk, "", True),))
    saving.save(article.pk, banned, cast[EDITOR], base=1)
    row = RelatedArticle.objects.get(from_article=article)
    assert (row.origin, row.banned) == ("computed", True)
    saving.save(article.pk, replace(banned, similar=()), cast[EDITOR], base=2)
    row.refresh_from_db()
    assert (row.origin, row.banned, row.position) == ("computed", False, 1000)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_in_one_second_nobody_loses_a_word():
    person = factories.user(role=CHIEF)
    article = in_state("draft")
    base = Content.of(article)
    mine = [replace(base, headline="عنوان جديد"), replace(base, lede="مقدمة جديدة.")]
    barrier, failed = threading.Barrier(2), []

    def work(content: Content) -> None:
        barrier.wait()
        try:
            saving.save(article.pk, content, person, base=1)
        except Exception as error:
            failed.append(error)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[content]) for content in mine]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    article.refresh_from_db()
    assert (article.headline, article.lede, article.version) == ("عنوان جديد", "مقدمة جديدة.", 3)
    assert [row.number for row in article.revisions.all()] == [3, 2, 1]


def test_who_decides_a_conflict_keeps_what_was_chosen_and_what_needed_no_choice(cast):
    article = in_state("draft", body="<p>الفقرة الأولى.</p>\n<p>والثانية.</p>")
    base = Content.of(article)
    theirs = replace(base, headline="عنوان الزميلة", body=base.body.replace("والثانية", "والثانية بعدها"))
    mine = replace(base, headline="عنوان الزميل", body=base.body.replace("الأولى", "الأولى قبلها"))
    saving.save(article.pk, theirs, cast[EDITOR], base=1)
    with pytest.raises(Conflicted) as conflict:
        saving.save(article.pk, mine, cast[CHIEF], base=1)
    (clash,) = conflict.value.merged.clashes
    saved = saving.save(article.pk, mine, cast[CHIEF], base=1, choices={clash.key: "mine"})
    assert saved.article.headline == "عنوان الزميل"
    assert saved.article.body == "<p>الفقرة الأولى قبلها.</p>\n<p>والثانية بعدها.</p>"


def test_a_body_that_an_editing_area_laid_out_anew_is_no_version(cast):
    article = in_state("draft", body="<p>نص الخبر.</p><ul><li>أ</li></ul>")
    content = replace(Content.of(article), body="<p>نص الخبر.</p>\n\n<ul>\n\t<li>أ</li>\n</ul>")
    assert not saving.save(article.pk, content, cast[EDITOR], base=1).changed
