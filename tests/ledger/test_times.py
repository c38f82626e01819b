"""When a source lets its stories be out: acts and saves refuse, the end follows, also later and in bulk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import expiry
from articles.expiry import renew_ends
from articles.models import Article, Source
from articles.times import in_words
from articles.workflow import acts
from articles.workflow.acts import Refused
from articles.workflow.content import Content
from articles.workflow.saving import save
from tests import factories
from tests.intake.archives import archive, export, import_, line
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return factories.source("الوطن")


def rule(source: Source, **rules: Any) -> None:
    Source.objects.filter(pk=source.pk).update(**rules)


def edited(article: Article, by: Any, **values: Any) -> Any:
    """A save of the form with these values changed."""
    article.refresh_from_db()
    content = Content.of(article)
    fields = {name: getattr(content, name) for name in content.__slots__}
    return save(article.pk, Content(**(fields | values)), by, base=article.version)


# --- Before it may be out ------------------------------------------------------------------------------


def test_what_the_source_has_just_published_waits(source, editor):
    rule(source, embargo_hours=6)
    draft = in_state("approved", source=source, source_published_at=timezone.now() - timedelta(hours=2))
    earliest = draft.source_published_at + timedelta(hours=6)
    with pytest.raises(Refused, match="بعد 6 ساعات من نشره عنده") as refused:
        acts.publish(draft.pk, editor)
    assert in_words(earliest + timedelta(minutes=1)) in str(refused.value)
    with pytest.raises(Refused, match="لا قبل"):
        acts.schedule(draft.pk, editor, at=earliest - timedelta(minutes=1))
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("approved", 1)
    acts.schedule(draft.pk, editor, at=earliest + timedelta(minutes=2))
    draft.refresh_from_db()
    assert draft.state == "scheduled"


def test_once_the_time_is_over_it_is_published(source, editor):
    rule(source, embargo_hours=6)
    draft = in_state("approved", source=source, source_published_at=timezone.now() - timedelta(hours=7))
    assert acts.publish(draft.pk, editor).is_published


def test_it_must_be_known_when_the_source_published(source, editor):
    rule(source, embargo_hours=2)
    draft = in_state("approved", source=source)
    with pytest.raises(Refused, match="مهلة ساعتين بعد نشره عنده: اكتب متى نشره"):
        acts.publish(draft.pk, editor)


@pytest.mark.parametrize("rules", [{"demands_link": True}, {"canonical": "original"}])
def test_without_the_demanded_link_it_is_not_published(source, editor, rules):
    rule(source, **rules)
    draft = in_state("approved", source=source)
    with pytest.raises(Refused, match="يشترط المصدر «الوطن» رابط الأصل: اكتبه"):
        acts.publish(draft.pk, editor)
    Article.objects.filter(pk=draft.pk).update(source_url="https://original.example/1")
    assert acts.publish(draft.pk, editor).is_published


def test_a_scheduled_story_is_not_moved_before_its_time(source, editor):
    rule(source, embargo_hours=6)
    now = timezone.now().replace(second=0, microsecond=0)
    waiting = in_state(
        "scheduled", source=source, published_at=now + timedelta(hours=8), source_published_at=now
    )
    with pytest.raises(Refused, match="لا قبل"):
        edited(waiting, editor, published_at=now + timedelta(hours=5))
    with pytest.raises(Refused, match="لا قبل"):
        edited(waiting, editor, source_published_at=now + timedelta(hours=3))
    edited(waiting, editor, published_at=now + timedelta(hours=7))
    other = factories.source("بمهلة أطول", embargo_hours=24)
    with pytest.raises(Refused, match="بمهلة أطول"):
        edited(waiting, editor, source_id=other.pk)


# --- When it ends --------------------------------------------------------------------------------------


def test_publishing_sets_the_end_at_a_whole_minute(source, editor):
    rule(source, expiry_days=3)
    story = acts.publish(in_state("approved", source=source).pk, editor)
    end = (story.published_at + timedelta(days=3)).replace(second=0, microsecond=0)
    assert story.expires_at == Article.objects.get().expires_at == end


def test_an_editors_earlier_end_stands_and_a_later_one_does_not(source, editor):
    rule(source, expiry_days=3)
    now = timezone.now().replace(second=0, microsecond=0)
    early = in_state("approved", source=source, expires_at=now + timedelta(days=1))
    late = in_state("approved", source=source, expires_at=now + timedelta(days=9))
    assert acts.publish(early.pk, editor).expires_at == now + timedelta(days=1)
    story = acts.publish(late.pk, editor)
    by_rule = story.expires_at
    assert by_rule < now + timedelta(days=3, minutes=1)
    saved = edited(story, editor, expires_at=now + timedelta(days=5))
    assert saved.told == (f"ينتهي عرض الخبر في {in_words(by_rule)}، كما يشترط مصدره.",)
    assert edited(story, editor, expires_at=now + timedelta(days=2)).article.expires_at == now + timedelta(
        days=2
    )
    assert edited(story, editor, expires_at=None).article.expires_at == by_rule


def test_another_minute_moves_the_end_and_unscheduling_takes_it_away(source, editor):
    rule(source, expiry_days=1)
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    draft = in_state("approved", source=source)
    assert acts.schedule(draft.pk, editor, at=at).expires_at == at + timedelta(days=1)
    later = at + timedelta(days=4)
    assert acts.schedule(draft.pk, editor, at=later).expires_at == later + timedelta(days=1)
    assert edited(draft, editor, published_at=at).article.expires_at == at + timedelta(days=1)
    assert acts.unschedule(draft.pk, editor).expires_at is None


def test_what_is_over_by_the_rule_is_not_published_again(source, editor):
    rule(source, expiry_days=2)
    gone = in_state(
        "archived",
        source=source,
        published_at=timezone.now() - timedelta(days=5),
        first_published_at=timezone.now() - timedelta(days=5),
    )
    acts.reopen(gone.pk, editor, note="للعودة إليه")
    with pytest.raises(Refused, match="انتهت مدة عرض الخبر عن المصدر «الوطن»"):
        acts.publish(gone.pk, editor)


def test_another_source_brings_its_own_end(source, editor):
    story = in_state("published", source=source)
    short = factories.source("قصير", expiry_days=2)
    assert edited(story, editor, source_id=short.pk).article.expires_at is not None
    assert edited(story, editor, source_id=source.pk).article.expires_at is None


# --- When the rule changes -----------------------------------------------------------------------------


def ends_in_days(source: Source) -> list[int | None]:
    rows = Article.objects.filter(source=source).order_by("pk")
    return [row.expires_at and round((row.expires_at - row.published_at) / timedelta(days=1)) for row in rows]


def test_a_changed_rule_reaches_what_is_out_and_never_an_earlier_end(
    source, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(expiry, "_AT_ONCE", 2)  # several batches
    published = timezone.now().replace(second=0, microsecond=0) - timedelta(days=4)
    for days in (None, 2, 9, None, None):
        ends = published + timedelta(days=days) if days else None
        factories.article(source=source, published_at=published, expires_at=ends)
    draft = in_state("draft", source=source)
    other = factories.article(source=factories.source())

    def change(days: int | None) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            changed = Source.objects.get(pk=source.pk)
            changed.expiry_days = days
            changed.save()

    change(5)
    assert ends_in_days(source) == [5, 2, 5, 5, 5, None]
    change(3)
    assert ends_in_days(source) == [3, 2, 3, 3, 3, None]
    assert Article.objects.published().filter(source=source).count() == 0
    change(None)
    assert ends_in_days(source) == [None, 2, 9, None, None, None]
    assert Article.objects.published().filter(source=source).count() == 4
    for untouched in (draft, other):
        version = untouched.version
        untouched.refresh_from_db()
        assert (untouched.version, untouched.expires_at) == (version, None)


def test_renewing_again_changes_nothing_and_costs_little(source, django_assert_max_num_queries):
    for _n in range(5):
        factories.article(source=source)
    rule(source, expiry_days=5)
    renew_ends.enqueue(source.pk)
    before = list(Article.objects.order_by("pk").values_list("expires_at", "updated_at"))
    with django_assert_max_num_queries(5):
        renew_ends.enqueue(source.pk)
    assert list(Article.objects.order_by("pk").values_list("expires_at", "updated_at")) == before
    renew_ends.enqueue(source.pk + 1000)  # deleted in the meantime


def test_another_rule_than_the_end_renews_nothing(source, django_capture_on_commit_callbacks):
    story = factories.article(source=source)
    rule(source, expiry_days=5)  # past the model: nobody has heard of it
    with django_capture_on_commit_callbacks(execute=True):
        changed = Source.objects.get(pk=source.pk)
        changed.permits = "headline"
        changed.save()
    story.refresh_from_db()
    assert story.expires_at is None


# --- Imports and exports -------------------------------------------------------------------------------


def test_imported_stories_end_by_the_rule_and_may_move(tmp_path):
    factories.source("المرفأ", expiry_days=3)
    told = line(source_published="2024-10-11T12:00:00Z")
    assert import_(archive(tmp_path / "one.jsonl", told)).startswith("1 created")
    story = Article.objects.get()
    assert (story.expires_at - story.published_at, story.expires_chosen_at) == (timedelta(days=3), None)
    assert story.source_published_at.isoformat() == "2024-10-11T12:00:00+00:00"
    (written,) = export(all=True)
    assert "expires" not in written  # where it is read the rule of the source there counts
    assert written["source_published"] == "2024-10-11T12:00:00Z"
    moved = archive(tmp_path / "two.jsonl", told | {"published": "2024-10-20T15:30:00Z"})
    assert "1 updated" in import_(moved)
    story.refresh_from_db()
    assert story.expires_at - story.published_at == timedelta(days=3)


def test_what_was_chosen_comes_back_out_of_an_export(tmp_path):
    factories.source("المرفأ", expiry_days=300)
    chosen = line(expires="2024-10-20T12:00:00Z")
    import_(archive(tmp_path / "one.jsonl", chosen))
    assert export(all=True)[0]["expires"] == "2024-10-20T12:00:00Z"
    assert Article.objects.get().expires_at.isoformat() == "2024-10-20T12:00:00+00:00"
