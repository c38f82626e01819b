"""The history of an article on the desk: seen, compared, restored, and by whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.workflow import saving
from articles.workflow.content import Content
from tests import factories

pytestmark = pytest.mark.django_db


def path(article: Article, page: str, query: str = "") -> str:
    return f"/admin/articles/article/{article.pk}/{page}/{query}"


@pytest.fixture
def written(editor) -> Article:
    """An article of three versions; only the second changed the body."""
    article = factories.article(body="<p>افتُتح الرصيف أمس.</p><p>حضر الوزير.</p>")
    first = Content.of(article)
    second = replace(first, body="<p>افتُتح الرصيف اليوم.</p><p>حضر الوزير.</p>")
    saving.save(article.pk, second, editor, base=1, note="التاريخ الصحيح")
    saving.save(article.pk, replace(second, headline="عنوان أوضح"), editor, base=2)
    article.refresh_from_db()
    return article


def test_who_did_what_when_and_why(desk, written):
    page = desk.get(path(written, "history")).content.decode()
    assert page.count("<tr>") == 4
    assert "التاريخ الصحيح" in page
    assert "بتوقيت الرياض" in page
    assert page.index("حفظ") < page.index("وصول")


def test_two_versions_compared_word_by_word(desk, written):
    page = desk.get(path(written, "compare", "?old=1&new=2")).content.decode()
    assert "أمس.</del>" in page
    assert "اليوم.</ins>" in page
    assert "فقرات لم تتغير: 1" in page
    assert "عنوان أوضح" not in page.split("history-steps")[1].split("differences")[0]
    both = desk.get(path(written, "compare", "?old=3&new=1&together")).content.decode()
    assert "in-columns" not in both
    assert "عنوان أوضح</ins>" in both


@pytest.mark.parametrize(
    "query", ["", "?old=1", "?old=1&new=99", "?old=x&new=2", "?old=1&new=9999999999999999999"]
)
def test_versions_that_are_not_there(desk, written, query):
    assert desk.get(path(written, "compare", query)).status_code == 404


def test_a_version_of_another_article_is_not_found(desk, written):
    other = factories.article()
    assert desk.get(path(other, "compare", "?old=1&new=2")).status_code == 404
    assert desk.post(path(other, "restore"), {"number": 2}, follow=True).status_code == 200
    other.refresh_from_db()
    assert other.version == 1


def test_a_version_is_restored_as_a_new_one(desk, written):
    assert desk.get(path(written, "restore")).status_code == 405
    page = desk.post(path(written, "restore"), {"number": 1}, follow=True).content.decode()
    assert "استُعيدت النسخة 1" in page
    written.refresh_from_db()
    assert "أمس" in written.body
    assert written.version == 4
    again = desk.post(path(written, "restore"), {"number": 4}, follow=True).content.decode()
    assert "لم يتغير شيء" in again


def test_a_reporter_reads_the_history_of_others_and_restores_nothing(reader, written):
    reader.force_login(factories.user(role="مراسل"))
    page = reader.get(path(written, "history")).content.decode()
    assert "استعدها" not in page
    assert reader.post(path(written, "restore"), {"number": 1}).status_code == 403
    reader.force_login(factories.user())
    assert reader.get(path(written, "history")).status_code == 403
    assert reader.get(path(written, "compare", "?old=1&new=2")).status_code == 403


def test_a_long_history_is_read_in_pages_at_the_same_cost(
    desk, editor, written, django_assert_max_num_queries
):
    content = Content.of(written)
    for number in range(3, 106):
        saving.save(written.pk, replace(content, kicker=f"صيغة {number}"), editor, base=number)
    with CaptureQueriesContext(connection) as queries:
        page = desk.get(path(written, "history")).content.decode()
    assert len(queries) <= 6
    assert page.count('name="old"') == 100
    older = desk.get(path(written, "history", "?before=7")).content.decode()
    assert older.count('name="old"') == 6


def test_what_came_by_import_has_no_history_yet(desk, article):
    assert "وصل بالاستيراد" in desk.get(path(article, "history")).content.decode()
