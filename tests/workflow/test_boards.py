"""The first page's lists: whose, in which order, and when the clock moves a story from one to another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, SectionMember
from articles.workflow import acts
from articles.workflow.boards import SHOWN, Board, boards_of, first_page, on_board
from articles.workflow.roles import CHIEF, EDITOR, REPORTER
from tests import factories
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db


def shown(user, board: Board):
    return next(shown for shown in first_page(user) if shown.board == board)


def headlines(user, board: Board) -> list[str]:
    return [row.headline for row in shown(user, board).rows]


def test_who_has_which_boards(cast):
    assert Board.SUBMITTED in boards_of(cast[REPORTER])
    assert Board.WAITING not in boards_of(cast[REPORTER])
    assert Board.WAITING in boards_of(cast[EDITOR])


def test_drafts_are_ones_own_and_those_sent_back_say_why(cast):
    mine, another = in_state("draft", created_by=cast[REPORTER]), in_state("draft", created_by=cast[EDITOR])
    acts.submit(mine.pk, cast[REPORTER])
    assert headlines(cast[REPORTER], Board.SUBMITTED) == [mine.headline]
    acts.send_back(mine.pk, cast[EDITOR], "ينقصه رأي الوزارة")
    [row] = shown(cast[REPORTER], Board.DRAFTS).rows
    assert (row.headline, row.note) == (mine.headline, "ينقصه رأي الوزارة")
    assert another.headline not in headlines(cast[REPORTER], Board.DRAFTS)
    acts.submit(mine.pk, cast[REPORTER])
    acts.recall(mine.pk, cast[REPORTER])
    assert [row.note for row in shown(cast[REPORTER], Board.DRAFTS).rows] == [""]


def test_what_waits_for_an_editor_and_for_the_chief(cast):
    review, approved = in_state("review"), in_state("approved")
    assert headlines(cast[EDITOR], Board.WAITING) == [review.headline]
    assert headlines(cast[CHIEF], Board.WAITING) == [approved.headline, review.headline]
    SectionMember.objects.create(user=cast[EDITOR], section=factories.section())
    assert headlines(type(cast[EDITOR]).objects.get(pk=cast[EDITOR].pk), Board.WAITING) == []


def test_a_story_is_late_once_its_planned_time_is_past_and_only_then(cast):
    now = timezone.now()
    late = in_state("approved", published_at=now - timedelta(hours=3))
    in_state("approved", published_at=now + timedelta(hours=1))
    in_state("draft")
    published_before = now - timedelta(days=1)
    in_state("draft", published_at=published_before, first_published_at=published_before)
    in_state("scheduled")
    [row] = shown(cast[CHIEF], Board.LATE).rows
    assert (row.headline, row.about) == (late.headline, "قبل 3 ساعات")
    assert "بتوقيت الرياض" in row.exactly


def test_the_minute_moves_a_story_from_scheduled_to_published_today(cast):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    factories.article(published_at=noon)
    boards = {
        at: {shown.board: [row.about for row in shown.rows] for shown in first_page(cast[CHIEF], at)}
        for at in (noon - timedelta(minutes=65), noon + timedelta(minutes=2), noon + timedelta(hours=13))
    }
    before, after, next_day = boards.values()
    assert (before[Board.SCHEDULED], before[Board.TODAY]) == (["بعد ساعة و5 دقائق"], [])
    assert (after[Board.SCHEDULED], after[Board.TODAY]) == ([], ["قبل دقيقتين"])
    assert next_day[Board.TODAY] == []


def test_scheduled_ones_come_by_their_times(cast):
    now = timezone.now()
    later, sooner = (factories.article(published_at=now + timedelta(hours=hours)) for hours in (9, 2))
    assert headlines(cast[EDITOR], Board.SCHEDULED) == [sooner.headline, later.headline]


def test_corrections_are_shown_with_their_words_for_a_week(cast):
    article = in_state("published")
    acts.correct(article.pk, cast[EDITOR], "correction", "الرقم 21 لا 12")
    [row] = shown(cast[CHIEF], Board.CORRECTED).rows
    assert row.note == "تصحيح: الرقم 21 لا 12"
    assert list(on_board(Article.objects.all(), Board.CORRECTED, cast[CHIEF])) == [article]
    in_eight_days = timezone.now() + timedelta(days=8)
    assert not any(s.rows for s in first_page(cast[CHIEF], in_eight_days) if s.board == Board.CORRECTED)
    assert headlines(cast[REPORTER], Board.CORRECTED) == []


def test_published_stories_whose_photos_have_ended_are_a_board_until_the_photos_go(cast):
    now = timezone.now()
    over = factories.photo(alt="رافعات", rights_expire_at=now - timedelta(days=3))
    body_over = factories.photo(alt="سفن", rights_expire_at=now - timedelta(hours=1))
    soon = factories.photo(rights_expire_at=now + timedelta(hours=1))
    body = f'<p>نص.</p><figure data-photo="{body_over.pk}"></figure>'
    led = factories.article(lead_photo=over, published_at=now - timedelta(days=1))
    both = factories.article(lead_photo=over, body=body, published_at=now - timedelta(days=2))
    told = factories.article(body=body, published_at=now - timedelta(days=4))
    factories.article(lead_photo=soon)
    factories.article(lead_photo=over, status="draft", published_at=None)
    factories.article(lead_photo=over, published_at=now - timedelta(5), expires_at=now - timedelta(1))
    rows = shown(cast[CHIEF], Board.RIGHTS).rows
    assert [row.headline for row in rows] == [led.headline, both.headline, told.headline]
    assert [set(row.note.split("، ")) for row in rows] == [{"«رافعات»"}, {"«رافعات»", "«سفن»"}, {"«سفن»"}]
    listed = on_board(Article.objects.order_by("-published_at"), Board.RIGHTS, cast[CHIEF])
    assert list(listed) == [led, both, told]
    assert headlines(cast[REPORTER], Board.RIGHTS) == []
    led.lead_photo = None
    led.save()
    assert headlines(cast[CHIEF], Board.RIGHTS) == [both.headline, told.headline]


def test_a_reporter_has_only_own_stories_on_every_board(cast):
    now = timezone.now()
    for fields in (
        {"created_by": cast[EDITOR]},
        {"published_at": now + timedelta(hours=1)},
        {"status": "approved", "published_at": now - timedelta(hours=1)},
    ):
        factories.article(**fields)
    assert not any(shown.rows for shown in first_page(cast[REPORTER]))
    mine = factories.article(created_by=cast[REPORTER], published_at=now + timedelta(hours=1))
    assert headlines(cast[REPORTER], Board.SCHEDULED) == [mine.headline]


def test_a_board_shows_eight_and_says_that_there_are_more(cast):
    for _ in range(SHOWN + 3):
        in_state("draft", created_by=cast[REPORTER])
    board = shown(cast[REPORTER], Board.DRAFTS)
    assert (len(board.rows), board.more) == (SHOWN, True)
    assert on_board(Article.objects.all(), Board.DRAFTS, cast[REPORTER]).count() == SHOWN + 3
