"""What a change of a story purges: exactly the pages that show it. Each test names them all."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from articles.caching.purge import purge
from articles.models import Article
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories
from tests.caching.newsroom import ENERGY, HEADS, SHIPS, deep

pytestmark = pytest.mark.django_db


def test_a_new_story_is_on_the_newest_pages_of_its_lists(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.energy,
            source=newsroom.harbour,
            keywords=["السفن"],
            authors=[newsroom.leila],
            published_at=clock.now,
        )
    # «old» gets it into its similar stories.
    assert newsroom.gone() - {"old"} == HEADS | ENERGY | SHIPS | {"leila"}


def test_one_of_a_section_without_names_touches_no_others(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.economy, source=newsroom.agency, published_at=clock.now, body="", lede=""
        )
    assert newsroom.gone() == HEADS | {"economy", "agency"}


def test_a_draft_and_its_changes_touch_nothing(newsroom, committed):
    with committed():
        story = factories.article(section=newsroom.energy, keywords=["السفن"], status="draft")
    with committed():
        story.headline = "عنوان آخر"
        story.save()
        story.delete()
    assert newsroom.gone() <= {"search", "suggest"}


def test_publishing_a_draft_is_a_new_story(newsroom, clock, committed):
    story = factories.article(
        section=newsroom.energy, source=newsroom.harbour, status="draft", published_at=None, body="", lede=""
    )
    newsroom.look_at_all()
    with committed():
        story.status = "published"
        story.save()
    assert newsroom.gone() == HEADS | ENERGY


def test_a_story_put_among_older_ones_is_on_deeper_pages(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.energy,
            source=newsroom.harbour,
            keywords=["السفن"],
            published_at=clock.now - timedelta(hours=3, minutes=30),
        )
    lists = {*ENERGY, "ships"}
    assert newsroom.gone() - {"old"} == HEADS | lists | deep(lists) | SHIPS


def test_a_change_of_the_text_alone_touches_its_page_and_the_feeds(newsroom, committed):
    with committed():
        newsroom.old.body = "<p>نص آخر.</p>"
        newsroom.old.save()
    assert newsroom.gone() == {"old", "feed", "ships feed", "search", "suggest"}


def test_a_new_headline_is_where_its_line_is(newsroom, committed):
    newsroom.pages["pointing"] = factories.article(
        section=newsroom.sport, status="published"
    ).get_absolute_url()
    factories.related(Article.objects.latest("pk"), newsroom.old, "read_also")
    newsroom.look_at_all()
    with committed():
        newsroom.old.headline = "عنوان جديد للسفن"
        newsroom.old.save()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old", "pointing"}


def test_a_withdrawn_story_leaves_the_pages_that_show_it(newsroom, committed):
    with committed():
        newsroom.old.status = "withdrawn"
        newsroom.old.save()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"}


def test_one_withdrawn_from_deep_in_the_archive_leaves_the_others(newsroom, reader, committed):
    lines = reader.get(newsroom.pages["energy deep"]).content.decode().partition("<main")[2]
    # The first is the one that tells the page before that there is more.
    story = Article.objects.get(
        pk=re.findall(r'<h2 class="line-headline"><a href="/article/(\d+)/', lines)[2]
    )
    with committed():
        story.status = "withdrawn"
        story.save()
    # The newest page of a keyword counts what it stands with among more than it shows.
    lists = {*ENERGY, "leila", "ships"}
    assert newsroom.gone() == {"search", "suggest", "feed"} | deep(lists) | SHIPS  # feeds tell of it


def test_one_that_is_corrected_deep_in_the_archive_is_told_in_feeds(newsroom, editor, clock, committed):
    story = Article.objects.filter(section=newsroom.energy).earliest("published_at")
    with committed():
        correction = acts.correct(story.pk, editor, CorrectionKind.CORRECTION, "كان الرقم 12.")
    feeds = {name for name in newsroom.pages if name.endswith("feed")} - {"ball feed"}
    assert {"feed"} <= newsroom.gone() <= feeds | {"search", "suggest"}
    newsroom.look_at_all()
    clock.forward(seconds=1)
    with committed():
        acts.amend(correction.pk, editor, CorrectionKind.CORRECTION, "كان الرقم 13.")
    assert "feed" in newsroom.gone()
    with committed():
        acts.withdraw(story.pk, editor, "لم يثبت.")
    newsroom.look_at_all()
    with committed():
        acts.amend(story.corrections.first().pk, editor, CorrectionKind.WITHDRAWAL, "لم يثبت الخبر.")
    assert "feed" in newsroom.gone()


def test_deleting_is_withdrawing(newsroom, committed):
    with committed():
        newsroom.old.delete()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"}


def test_moving_to_another_section_touches_both(newsroom, committed):
    with committed():
        newsroom.old.section = newsroom.sport
        newsroom.old.save()
    # It is two hours old, and may stand anywhere in its new section.
    # «other» leads to it, as the next story of the section, and what is told of «other» is made anew, too.
    around = {"sport", "sport deep", "other", "ball feed"}
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"} | around


def test_a_story_for_which_a_title_waits_touches_that_page(newsroom, clock, committed):
    factories.related(newsroom.other, "خبر منتظر", "read_also")
    newsroom.look_at_all()
    with committed():
        factories.article(
            headline="خبر منتظر", section=newsroom.economy, published_at=clock.now, body="", lede=""
        )
    assert "other" in newsroom.gone()


def test_a_copy_is_named_on_the_page_of_the_best_and_leaves_the_lists(newsroom, clock, committed):
    text = "<p>" + " ".join(f"كلمة{n} سفينة{n} ميناء{n}" for n in range(60)) + "</p>"
    with committed():
        best = factories.article(
            headline="الأصل",
            section=newsroom.energy,
            source=newsroom.agency,
            body=text,
            published_at=clock.now,
        )
    newsroom.pages["best"] = best.get_absolute_url()
    newsroom.look_at_all()
    with committed():
        copy = factories.article(
            headline="النسخة",
            section=newsroom.sport,
            source=newsroom.harbour,
            body=text,
            published_at=clock.now,
        )
    copy.refresh_from_db()
    assert copy.copy_of == best
    assert {"best", "home", "sport", "harbour"} <= newsroom.gone()
    with committed():
        best.status = "withdrawn"
        best.save()
    assert {"home", "feed", "sport", "best"} <= newsroom.gone()


def test_when_the_best_copy_is_deleted_the_next_comes_forward_in_its_own_lists(newsroom, committed):
    with committed():
        Article.objects.filter(pk=newsroom.other.pk).update(copy_of=newsroom.old)
        purge(["all"])
    newsroom.look_at_all()
    with committed():
        newsroom.old.delete()
    assert {"sport", "ball", "ball feed"} <= newsroom.gone()
