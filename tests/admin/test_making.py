"""Drafts from what is there: a copy of a story, the pasted text of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article, Keyword, RelatedArticle, SectionMember, Source
from articles.text.source_page import MAX_BYTES
from articles.workflow.roles import REPORTER
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
PATH = LIST + "from-page/"
PAGE = (Path(__file__).parent.parent / "data/page.txt").read_text()


@pytest.fixture
def section():
    return factories.section("أخبار")


def post(client, section, text=PAGE, button="_make", **fields):
    return client.post(PATH, {"text": text, "section": section.pk, button: "1", **fields})


def nothing_stored() -> bool:
    return not any(model.objects.exists() for model in (Article, Keyword, Source, RelatedArticle))


def test_what_is_read_is_shown_and_nothing_is_stored(desk, section):
    page = post(desk, section, button="_read").content.decode()
    for said in ("رصيف جديد يختصر زمن التفريغ", "جريدة المرفأ", "جديد: يُضاف إلى المصادر", "لم يصل بعد"):
        assert said in page
    assert "أنشئ المسودة" in page
    assert nothing_stored()


def test_a_draft_is_made_through_the_workflow(desk, editor, section):
    answer = post(desk, section, source_url="https://example.com/story")
    article = Article.objects.get()
    assert answer.url == f"{LIST}{article.pk}/change/"
    assert (article.state, article.created_by, article.version) == ("draft", editor, 1)
    assert (article.section, article.source.name) == (section, "جريدة المرفأ")
    assert article.source_url == "https://example.com/story"
    assert article.headline == "رصيف جديد يختصر زمن التفريغ في ميناء الرمال"
    assert [row.act for row in article.revisions.all()] == ["edit"]
    assert article.keyword_list
    assert article.related.filter(kind="read_also", title__gt="").exists()
    assert article.related.filter(kind="similar").exists()


def test_a_story_that_is_here_is_named(desk, section):
    post(desk, section)
    there = Article.objects.get()
    page = post(desk, section, button="_read").content.decode()
    assert "عندنا خبر بهذا العنوان" in page
    assert f"{LIST}{there.pk}/change/" in page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "الصق نص الصفحة"),
        ("\u200b \u200f\n", "حرف يُقرأ"),
        ("سطر واحد طويل من دون عنوان ينتهي بنقطة.", "اكتب العنوان هنا"),
        ("عنوان فرعي قصير\n\nفقرة واحدة لا تكفي لتكون خبرًا.", "لا تكفي الفقرات"),
        ("عنوان فرعي قصير\n\nفقرة أولى.\n\nفقرة ثانية.", "غرفة أخبارنا"),
        ("عنوان فرعي قصير\n\n" + "ط" * 1001 + ".\n\nفقرة.\n\nالمصدر: الوطن", "الفقرة الأولى أطول من 1000"),
        ("عنوان فرعي قصير\n\nفقرة.\n\nفقرة.\n\nالمصدر: " + "ط" * 101, "اسم المصدر أطول من 100"),
        ("ط" * (MAX_BYTES // 2 + 1), "أكبر من ميغابايتين"),
        ("نص\x00 فيه صفر.", "errorlist"),
    ],
)
def test_what_is_no_page_is_said_in_arabic_and_nothing_is_stored(desk, section, text, says):
    answer = post(desk, section, text)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert says in page
    assert "لم يُحفظ شيء" in page
    assert nothing_stored()


def test_what_was_pasted_stays_in_the_box(desk, section):
    page = post(desk, section, PAGE, source_url="javascript:alert(1)").content.decode()
    assert "المصدر الوحيد للخبر هو النقابة" in page
    assert nothing_stored()


def test_a_reporter_makes_no_sources_and_works_in_own_sections():
    section, other = factories.section("اقتصاد"), factories.section("رياضة")
    reporter = factories.user(role=REPORTER)
    SectionMember.objects.create(user=reporter, section=section)
    client = Client()
    client.force_login(reporter)
    assert "اطلب من محرر أن يضيفه" in post(client, section).content.decode()
    assert not Article.objects.exists()
    factories.source("جريدة المرفأ")
    assert post(client, other).status_code == 200
    assert post(client, section).status_code == 302
    assert Article.objects.get().created_by == reporter


def test_who_may_not_make_stories():
    client = Client()
    client.force_login(factories.user())
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, {"text": PAGE}).status_code == 403


# --- Copies ---------------------------------------------------------------------------------------------


def test_a_story_is_copied_into_an_own_draft(desk, editor):
    article = factories.article(keywords=["ميناء"])
    form = desk.get(f"{LIST}{article.pk}/change/").content.decode()
    assert f'action="{LIST}{article.pk}/duplicate/"' in form
    answer = desk.post(f"{LIST}{article.pk}/duplicate/")
    copy = Article.objects.exclude(pk=article.pk).get()
    assert answer.url == f"{LIST}{copy.pk}/change/"
    assert (copy.state, copy.created_by, copy.body) == ("draft", editor, article.body)


def test_a_copy_is_asked_for_by_post_and_by_who_may(desk, article):
    assert desk.get(f"{LIST}{article.pk}/duplicate/").status_code == 405
    client = Client()
    client.force_login(factories.user())
    assert client.post(f"{LIST}{article.pk}/duplicate/").status_code == 403
    gone = desk.post(f"{LIST}999999/duplicate/", follow=True)
    assert "لم يعد هذا الخبر موجودًا" in gone.content.decode()
    assert Article.objects.count() == 1
