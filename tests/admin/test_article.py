from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, RelatedArticle
from articles.search.indexing import index
from articles.workflow.content import Content
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def change(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


@pytest.fixture
def full(editor) -> Article:
    """An article with thirteen related stories, keywords and two authors."""
    made = factories.article(keywords=["ميناء", "سفن"], authors=[factories.author(), factories.author()])
    for n in range(13):
        factories.related(made, factories.article(), "similar" if n < 10 else "read_also", position=n)
    return made


def save(client, article, **changes):
    """Post the form as it is shown, with changes."""
    return client.post(change(article), {**form_of(client, change(article)), **changes})


@pytest.mark.parametrize("role", ["محرر", "رئيس تحرير", "مدير النظام"])
def test_every_role_that_edits_keeps_what_it_does_not_touch(reader, full, role):
    reader.force_login(factories.user(role=role))
    before = Content.of(full)
    assert save(reader, full, lede="مقدمة أخرى.").status_code == 302
    full.refresh_from_db()
    assert Content.of(full) == replace(before, lede="مقدمة أخرى.")
    assert full.revisions.first().number == 2


def test_who_may_only_look_sees_the_lists_and_changes_none(reader, full):
    reader.force_login(factories.user(role="مراسل"))
    page = reader.get(change(full)).content.decode()
    assert str(full.bylines.first().author) in page
    assert 'name="bylines-0-author"' not in page


def test_a_form_saved_as_it_is_changes_nothing_readers_see(desk, full):
    columns = ("headline", "lede", "body", "slug", "status", "section", "source", "published_at")
    before = Article.objects.filter(pk=full.pk).values(*columns).get()
    lists = list(full.related.values("kind", "to_article", "title", "position", "origin"))
    assert save(desk, full).status_code == 302
    after = Article.objects.filter(pk=full.pk).values(*columns).get()
    assert before == after
    assert list(full.related.values("kind", "to_article", "title", "position", "origin")) == lists
    assert [str(keyword) for keyword in Article.objects.get(pk=full.pk).keyword_list] == ["ميناء", "سفن"]


@pytest.mark.parametrize("role", ["محرر", "رئيس تحرير"])
def test_list_form_and_save_stay_within_their_sql(reader, full, role):
    desk = reader
    desk.force_login(factories.user(role=role))
    for path in (LIST, change(full)):
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(path).status_code == 200
        assert len(queries) <= 20, "\n".join(query["sql"][:300] for query in queries)
    fields = form_of(desk, change(full)) | {"headline": "عنوان آخر للخبر"}
    with CaptureQueriesContext(connection) as queries:
        assert desk.post(change(full), fields).status_code == 302
    assert len(queries) <= 25, "\n".join(query["sql"][:150] for query in queries)


@pytest.mark.parametrize("query", ["ايران", "إِيران", "ایران قمه"])
def test_the_list_is_searched_in_any_spelling(desk, query):
    index([factories.article(headline="إيران تستضيف القمة: قمة ثانية", status="draft")])
    index([factories.article(headline="خبر بعيد")])
    page = desk.get(LIST, {"q": query}).content.decode()
    assert "تستضيف" in page
    assert "خبر بعيد" not in page


def test_an_article_is_found_by_its_number(desk):
    articles = [factories.article() for _ in range(3)]
    page = desk.get(LIST, {"q": str(articles[1].pk)}).content.decode()
    assert articles[1].headline in page


def test_a_new_article_knows_who_made_it_and_who_changed_it(desk, editor):
    section, source = factories.section(), factories.source()
    fields = form_of(desk, LIST + "add/")
    fields |= {"headline": "خبر جديد", "section": section.pk, "source": source.pk}
    assert desk.post(LIST + "add/", fields).status_code == 302
    article = Article.objects.get()
    assert (article.created_by, article.updated_by, article.version) == (editor, editor, 1)
    assert article.state == "draft"
    save(desk, article, headline="خبر أجدّ")
    article.refresh_from_db()
    assert article.version == 2


def test_keywords_are_typed_between_commas_or_on_lines(desk, article):
    save(desk, article, keywords="بوتين، إيران, ایران\nمسعود بزشكيان")
    names = [str(keyword) for keyword in Article.objects.get().keyword_list]
    assert names == ["بوتين", "إيران", "مسعود بزشكيان"]


def test_what_is_written_is_cleaned(desk, article):
    body = '<p onclick="x()">نص<script>alert(1)</script><a href="javascript:x()">رابط</a><b>غامق'
    save(desk, article, body=body)
    assert Article.objects.get().body == '<p>نص<a rel="noopener">رابط</a><strong>غامق</strong></p>'


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "ط" * 301),
        ("headline", "؟!"),
        ("headline", ""),
        ("embargo_until_0", "أمس"),
        ("embargo_until_0", "2026-02-31"),
        ("expires_at_0", "2001-01-01"),
        ("source_url", "javascript:alert(1)"),
        ("keywords", "ط" * 101),
        ("keywords", "،".join(f"كلمة{n}" for n in range(500))),
        ("section", "999999"),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_stored(desk, article, field, value):
    changes = {field: value} | ({"expires_at_1": "10:00"} if field == "expires_at_0" else {})
    response = save(desk, article, lede="لا يُحفظ", **changes)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    article.refresh_from_db()
    assert (article.version, article.lede) == (1, "مقدمة الخبر في سطر واحد.")


def row(prefix: str, number: int, **fields: object) -> dict[str, object]:
    return {f"{prefix}-{number}-{name}": value for name, value in {"position": number, **fields}.items()}


def test_lists_keep_their_order_and_link_what_is_here(desk, article):
    first, second = factories.article(headline="خبر أول"), factories.article(headline="خبر ثانٍ")
    fields = form_of(desk, change(article)) | {"related-2-TOTAL_FORMS": 2, "related-TOTAL_FORMS": 1}
    fields |= row("related-2", 0, to_article=second.pk) | row("related-2", 1, title="خبرٌ أول")
    fields |= row("related", 0, title="خبر لم يصل")
    assert desk.post(change(article), fields).status_code == 302
    similar = RelatedArticle.objects.filter(from_article=article, kind="similar")
    assert [entry.to_article for entry in similar] == [second, first]
    assert RelatedArticle.objects.get(kind="read_also").title == "خبر لم يصل"


def test_self_links_and_duplicates_are_refused_at_the_row(desk, article):
    other = factories.article()
    for entries in (
        row("related", 0, to_article=article.pk),
        row("related", 0, to_article=other.pk) | row("related", 1, to_article=other.pk),
        row("related", 0, title="عنوان") | row("related", 1, title="عُنوان"),
    ):
        fields = form_of(desk, change(article)) | {"related-TOTAL_FORMS": 2} | entries
        response = desk.post(change(article), fields)
        assert response.status_code == 200
        assert any(word in response.content.decode() for word in ("لا يُربط الخبر بنفسه", "في القائمة مرتين"))
    assert not RelatedArticle.objects.exists()


def test_states_are_words(desk):
    now = timezone.now()
    factories.article(published_at=now + timedelta(days=1))
    factories.article(published_at=now - timedelta(days=2), expires_at=now - timedelta(days=1))
    page = desk.get(LIST).content.decode()
    assert "مجدول" in page
    assert "انتهى عرضه" in page


def test_the_way_to_the_page_is_shown_only_when_readers_can_go_it(desk, article):
    assert "viewsitelink" in desk.get(change(article)).content.decode()
    Article.objects.update(status="draft")
    assert "viewsitelink" not in desk.get(change(article)).content.decode()


def test_who_may_not(reader, article):
    assert reader.get(change(article)).status_code == 302
    reader.force_login(factories.user())
    assert reader.get(change(article)).status_code == 403
    assert reader.post(change(article), {"headline": "لا"}).status_code == 403
