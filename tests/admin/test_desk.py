"""The desk's first page, and the list of articles with its filters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.paginator import BoundedPaginator
from articles.models import Article, SavedFilter
from articles.workflow import acts
from articles.workflow.roles import CHIEF, EDITOR, REPORTER
from tests import factories
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db
INDEX, LIST = "/admin/", "/admin/articles/article/"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def statements(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries]


def fill(user, count: int) -> None:
    """`count` articles on each board, and some behind them."""
    now = timezone.now()
    section, source = factories.section(), factories.source()
    common = {"section": section, "source": source, "body": "<p>نص.</p>", "created_by": user, "slug": "x"}
    kinds = [
        {"status": "draft"},
        {"status": "review"},
        {"status": "approved", "published_at": now - timedelta(hours=2)},
        {"status": "published", "published_at": now + timedelta(hours=2)},
        {"status": "published", "published_at": now - timedelta(seconds=1)},
    ]
    made = Article.objects.bulk_create(
        Article(headline=f"خبر {n}", headline_key=f"خبر {n}", **common, **kinds[n % 5])
        for n in range(5 * count)
    )
    for article in made[4::5][:20]:
        article.corrections.create(text="صُحّح")
    over = factories.photo(rights_expire_at=now - timedelta(hours=1))
    Article.objects.filter(pk__in=[article.pk for article in made]).update(lead_photo=over)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF])
def test_the_first_page_costs_the_same_at_any_size(role):
    user = factories.user(role=role)
    client = client_of(user)
    client.get(INDEX)
    fill(user, 2)
    few = statements(client, INDEX)
    fill(user, 400)
    many = statements(client, INDEX)
    assert len(few) == len(many) <= 20
    stories = [sql for sql in many if 'FROM "articles_article"' in sql or 'FROM "articles_correction"' in sql]
    assert len(stories) >= 7
    assert all("LIMIT 9" in sql for sql in stories)
    assert not any('"articles_article"."body"' in sql or '"lede"' in sql for sql in many)


def test_the_first_page_is_written_when_there_is_nothing(desk):
    page = desk.get(INDEX).content.decode()
    for said in ("لا مسودة لك", "لا شيء ينتظرك", "لا شيء تأخر", "لا شيء مجدول", "لم يُنشر شيء اليوم"):
        assert said in page
    assert "بتوقيت الرياض" in page


def test_the_first_page_leads_to_the_whole_of_each_board(desk, editor):
    for _ in range(9):
        in_state("draft", created_by=editor)
    other = in_state("draft")
    page = desk.get(INDEX).content.decode()
    assert "أكثر من 8" in page
    assert f"{LIST}?desk=drafts" in page
    listed = desk.get(LIST, {"desk": "drafts"})
    assert listed.context["cl"].result_count == 9
    assert other.headline not in listed.content.decode()


def test_who_may_see_nothing_of_articles_gets_a_plain_desk():
    page = client_of(factories.user()).get(INDEX)
    assert page.status_code == 200
    assert "boards" not in page.context or not page.context["boards"]


def test_models_stand_in_the_newsrooms_order(desk):
    apps = desk.get(INDEX).context["app_list"]
    assert [app["app_label"] for app in apps] == ["articles", "auth"]
    assert apps[0]["models"][0]["object_name"] == "Article"


# --- The list -------------------------------------------------------------------------------------------


def listed(client: Client, **query: object) -> set[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return {article.headline for article in response.context["cl"].result_list}


def test_filters_of_the_list(desk):
    other = factories.user(first_name="سلمى", last_name="حدّاد")
    source = factories.source("وكالة الساحل")
    first = factories.article(source=source, created_by=other)
    second = factories.article(updated_by=other, source=factories.source())
    assert listed(desk, source=source.pk) == {first.headline}
    assert listed(desk, created_by=other.pk) == {first.headline}
    assert listed(desk, updated_by=other.pk) == {second.headline}
    assert listed(desk, source="", created_by="") == {first.headline, second.headline}
    page = desk.get(LIST, {"source": source.pk, "state": "published"}).content.decode()
    assert f'<option value="{source.pk}" selected>وكالة الساحل</option>' in page
    assert '<input type="hidden" name="state" value="published">' in page


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "١"])
def test_a_filter_that_names_nobody_is_refused(desk, article, value):
    for name in ("source", "created_by"):
        response = desk.get(LIST, {name: value}, follow=True)
        assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", "?state=published", "?desk=today", "?section__id__exact={section}&q=خبر", "?source={source}"],
)
def test_the_list_stays_within_its_sql_and_its_bounds(desk, editor, query):
    fill(editor, 60)  # more than a page of each kind
    last = Article.objects.latest("pk")
    query = query.format(section=last.section_id, source=last.source_id)
    found = statements(desk, LIST + query)
    assert len(found) <= 20
    assert not any('"articles_article"."body"' in sql for sql in found)
    rows = [sql for sql in found if sql.startswith("SELECT") and 'FROM "articles_article"' in sql]
    assert rows
    assert all("LIMIT" in sql or "IN (" in sql for sql in rows), rows
    assert not any("OFFSET" in sql for sql in rows)


def test_the_list_is_sorted_along_an_index(desk, editor):
    fill(editor, 60)
    for query, order in (
        ("", '"updated_at" DESC, "articles_article"."id" DESC'),
        ("?o=-4", '"published_at" DESC, "articles_article"."id" DESC'),
        ("?o=4", '"published_at" ASC, "articles_article"."id" ASC'),
        ("?state=scheduled", '"published_at" ASC, "articles_article"."id" ASC'),
        ("?state=expired", '"expires_at" DESC, "articles_article"."id" DESC'),
        ("?published_at__gte=2026-01-01T00:00Z", '"published_at" DESC, "articles_article"."id" DESC'),
    ):
        rows = [sql for sql in statements(desk, LIST + query) if '"headline"' in sql]
        assert len(rows) == 1
        assert f'ORDER BY "articles_article".{order}' in rows[0], query
    assert "?o=1" not in desk.get(LIST).content.decode()  # titles are in no index's order


def test_words_and_minutes_are_stored_with_the_text(desk, article):
    article.body = "<p>" + "كلمة " * 355 + "</p>"
    article.save()
    assert article.word_count == 360  # with the lede's five
    page = desk.get(LIST).content.decode()
    assert "360<br><small>قراءة 2 د</small>" in page


def test_pages_are_counted_up_to_a_bound(monkeypatch):
    monkeypatch.setattr("articles.admin.paginator.MOST", 3)
    for _ in range(4):
        factories.article()
    cut = BoundedPaginator(Article.objects.all(), 2)
    assert (cut.count, cut.num_pages, cut.is_cut) == (3, 2, True)
    whole = BoundedPaginator(Article.objects.exclude(pk=Article.objects.latest("pk").pk), 2)
    assert (whole.count, whole.is_cut) == (3, False)


# --- Saved filters --------------------------------------------------------------------------------------


def test_a_filter_is_kept_under_a_name_shown_and_deleted(desk, editor):
    found = desk.get(LIST, {"state": "draft", "p": "1"})
    assert found.context["query"] == "state=draft"
    desk.post(LIST + "filters/", {"name": "مسودات القسم", "query": "state=draft&p=2&e=1"})
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.name, kept.query) == (editor, "مسودات القسم", "state=draft")
    page = desk.get(LIST, {"state": "draft"})
    assert 'aria-current="true">مسودات القسم' in page.content.decode()
    assert not page.context["may_keep"]
    desk.post(LIST + "filters/", {"name": "مسودات القسم", "query": "state=review&q=ميناء"})
    assert SavedFilter.objects.get().query == "q=%D9%85%D9%8A%D9%86%D8%A7%D8%A1&state=review"
    answer = desk.post(f"{LIST}filters/{kept.pk}/delete/", {"query": ""})
    assert answer.status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "says"),
    [
        ("", "state=draft", "اكتب اسمًا"),
        ("ا" * 41, "state=draft", "40"),
        ("اسم", "", "اختر مرشّحًا"),
        ("اسم", "p=3", "اختر مرشّحًا"),
        ("اسم", "q=" + "x" * 1001, "أطول من أن يُحفظ"),
    ],
)
def test_what_cannot_be_kept_is_said(desk, name, query, says):
    page = desk.post(LIST + "filters/", {"name": name, "query": query}, follow=True)
    assert says in page.content.decode()
    assert not SavedFilter.objects.exists()


def test_filters_are_ones_own(desk, editor):
    other = factories.user()
    theirs = SavedFilter.objects.create(user=other, name="لغيري", query="state=draft")
    assert "لغيري" not in desk.get(LIST).content.decode()
    assert desk.post(f"{LIST}filters/{theirs.pk}/delete/").status_code == 404
    assert desk.get(LIST + "filters/").status_code == 405
    for n in range(31):
        desk.post(LIST + "filters/", {"name": f"مرشّح {n}", "query": "state=draft"})
    assert SavedFilter.objects.filter(user=editor).count() == 30


def test_an_address_elsewhere_cannot_be_kept(desk):
    answer = desk.post(LIST + "filters/", {"name": "اسم", "query": "//evil.example/?a=b"})
    assert answer.url.startswith(LIST)


def test_a_chief_sees_in_the_list_what_the_board_shows():
    chief = factories.user(role=CHIEF)
    waiting = in_state("approved")
    in_state("draft")
    assert listed(client_of(chief), desk="waiting") == {waiting.headline}
    acts.publish(waiting.pk, chief)
    assert listed(client_of(chief), desk="waiting") == set()
