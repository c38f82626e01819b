"""Computed similar stories on the desk: why they are there, pinning and banning them, copies of the text."""

from __future__ import annotations

import random

import pytest

from articles.models import Article, RelatedArticle
from articles.models.related import Origin, shown_on
from tests import factories
from tests.admin.forms import form_of
from tests.similar.newsroom import copy_of, derive, story, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def rng() -> random.Random:
    return random.Random(4)


@pytest.fixture
def group(rng) -> list[Article]:
    words = topic(rng)
    made = [story(rng, words) for _ in range(4)]
    derive(*made)
    return made


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def computed(article: Article) -> list[RelatedArticle]:
    rows = RelatedArticle.objects.filter(from_article=article, origin=Origin.COMPUTED, banned=False)
    return list(rows.select_related("to_article"))


def test_an_editor_sees_what_was_computed_and_why(desk, group):
    page = desk.get(address(group[0])).content.decode()
    first = computed(group[0])[0]
    assert first.to_article.headline in page
    assert "كلمات مشتركة:" in page
    assert "في اليوم نفسه" in page
    assert f"{round(100 * first.score)} %" in page
    assert all(word in page for word in first.reasons[0][1:])


def test_saving_the_form_as_it_is_changes_no_list(desk, group):
    before = list(RelatedArticle.objects.order_by("pk").values_list("pk", "origin", "banned", "position"))
    assert desk.post(address(group[0]), form_of(desk, address(group[0]))).status_code == 302
    rows = RelatedArticle.objects.order_by("pk").values_list("pk", "origin", "banned", "position")
    assert list(rows) == before


def test_an_editor_pins_one_and_bans_another(desk, group):
    fields = form_of(desk, address(group[0]))
    rows = {fields[name]: name.rpartition("-")[0] for name in fields if name.endswith("-id") and fields[name]}
    pinned, banned, other = computed(group[0])
    fields[f"{rows[str(pinned.pk)]}-pin"] = "on"
    fields[f"{rows[str(banned.pk)]}-banned"] = "on"
    assert desk.post(address(group[0]), fields).status_code == 302
    pinned.refresh_from_db()
    banned.refresh_from_db()
    assert (pinned.origin, pinned.position) == (Origin.EDITOR, 0)
    assert banned.banned
    derive(group[0])
    shown = [row.story.pk for row in shown_on(group[0]) if row.story]
    assert shown[0] == pinned.to_article_id
    assert banned.to_article_id not in shown
    assert other.to_article_id in shown


def test_a_computed_story_that_an_editor_picks_keeps_one_row(desk, group):
    picked = computed(group[0])[0]
    fields = form_of(desk, address(group[0]))
    fields["related-2-0-to_article"] = str(picked.to_article_id)
    assert desk.post(address(group[0]), fields).status_code == 302
    row = RelatedArticle.objects.get(from_article=group[0], to_article=picked.to_article)
    assert (row.pk, row.origin) == (picked.pk, Origin.EDITOR)


def test_the_form_says_whose_text_this_is(desk, rng, group):
    agency = factories.source("وكالة سهيل", kind="agency")
    Article.objects.filter(pk=group[0].pk).update(source=agency)
    copied = copy_of(rng, group[0], source=factories.source("المرفأ"))
    derive(group[0], copied)
    page = desk.get(address(copied)).content.decode()
    assert "% كما في هذا الخبر" in page
    assert f'href="{address(group[0])}"' in page
    assert "وكالة سهيل" in page


def test_a_pick_that_repeats_the_text_is_marked(desk, rng, group):
    copied = copy_of(rng, group[0], source=factories.source())
    factories.related(group[0], copied, "read_also")
    derive(copied, group[0])
    assert "لا يظهر: نصه نسخة" in desk.get(address(group[0])).content.decode()
    assert not [row for row in shown_on(group[0]) if row.kind == "read_also"]


def test_the_form_stays_within_its_sql(desk, group, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        desk.get(address(group[0]))
