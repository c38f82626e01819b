"""Sources on the desk: who changes their rules, what the story's form says of them, deleting, merging."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.authority.sources import merge
from articles.models import Redirect, Source, SourceAct
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db

RULES = {
    "permits": "excerpt",
    "excerpt_words": "60",
    "embargo_hours": "6",
    "expiry_days": "30",
    "canonical": "original",
}


@pytest.fixture
def source() -> Source:
    return factories.source("الوطن")


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def change(client: Client, source: Source, **fields: Any) -> Any:
    path = f"/admin/articles/source/{source.pk}/change/"
    return client.post(path, {**form_of(client, path), **fields})


# --- Who may -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["رئيس تحرير", "مدير النظام"])
def test_the_chief_and_the_administrator_change_the_rules(source, role):
    assert change(signed_in(role), source, **RULES).status_code == 302
    source.refresh_from_db()
    assert (source.permits, source.excerpt_words, source.expiry_days) == ("excerpt", 60, 30)


@pytest.mark.parametrize("role", ["مراسل", "محرر"])
def test_others_see_them(source, role):
    Source.objects.filter(pk=source.pk).update(permits="excerpt", excerpt_words=60)
    client = signed_in(role)
    page = client.get(f"/admin/articles/source/{source.pk}/change/").content.decode()
    assert "مقتطف من أول النص" in page
    assert 'name="permits"' not in page
    assert client.post(f"/admin/articles/source/{source.pk}/change/", RULES).status_code == 403


def test_a_source_that_an_editor_adds_has_no_rules_whatever_is_posted():
    client, path = signed_in("محرر"), "/admin/articles/source/add/"
    assert client.post(path, {**form_of(client, path), **RULES, "name": "جديد"}).status_code == 302
    made = Source.objects.get(name="جديد")
    assert (made.permits, made.excerpt_words, made.expiry_days) == ("full", None, None)


def test_an_excerpt_needs_its_length(desk, source):
    response = change(desk, source, permits="excerpt", excerpt_words="")
    assert "اكتب عدد كلمات المقتطف." in response.content.decode()
    assert "اكتب 1 أو أكثر" in change(desk, source, permits="excerpt", excerpt_words="0").content.decode()
    assert Source.objects.get().permits == "full"


# --- In the form of a story ----------------------------------------------------------------------------


def test_the_form_of_a_story_says_what_is_limited(desk, source):
    story = factories.article(source=source)
    path = f"/admin/articles/article/{story.pk}/change/"
    assert "لا قيد من «الوطن»" in desk.get(path).content.decode()
    Source.objects.update(permits="excerpt", excerpt_words=60)
    page = desk.get(path).content.decode()
    assert "من «الوطن» يُنشر مقتطف من 60 كلمة فقط؛ النص كامل هنا للتحرير." in page
    assert 'data-permits="excerpt" data-words="60"' in page
    assert "اختر المصدر أولًا." in desk.get("/admin/articles/article/add/").content.decode()


def test_scripts_ask_for_the_rules_of_another_source(source):
    Source.objects.update(permits="headline")
    client, path = signed_in("مراسل"), f"/admin/articles/source/{source.pk}/rules/"
    answer = client.get(path).json()
    assert answer["permits"] == "headline"
    assert answer["notes"] == ["من «الوطن» يُنشر العنوان وحده؛ النص كامل هنا للتحرير."]
    assert client.get("/admin/articles/source/999999/rules/").status_code == 404
    assert Client().get(path).status_code == 302
    nobody = Client()
    nobody.force_login(factories.user())
    assert nobody.get(path).status_code == 403


def test_the_checks_beside_the_form_name_the_earliest_moment(desk, source):
    Source.objects.update(embargo_hours=6, demands_link=True)
    draft = factories.article(source=source, status="draft", published_at=None)
    fields = form_of(desk, f"/admin/articles/article/{draft.pk}/change/")
    path = f"/admin/articles/article/{draft.pk}/checks/"
    found = desk.post(path, fields).json()["found"]
    assert "يشترط المصدر «الوطن» رابط الأصل: اكتبه." in found
    assert "اكتب متى نشره" in found
    fields |= {"source_published_at_0": "2099-01-01", "source_published_at_1": "12:00:00"}
    fields |= {"source_url": "https://original.example/1"}
    found = desk.post(path, fields).json()["found"]
    assert "لا قبل الخميس 1 يناير 2099، 18:00 بتوقيت الرياض." in found
    assert "يشترط المصدر" not in found


def test_a_scheduled_story_moved_behind_the_end_by_rule_is_saved(desk, source):
    """The end that stands in the form is the rule's, not the editor's: it moves along."""
    Source.objects.update(expiry_days=1)
    story = factories.article(source=source, published_at=_in_days(2))
    path = f"/admin/articles/article/{story.pk}/change/"
    day = _in_days(9)
    fields = form_of(desk, path) | {"published_at_0": f"{day:%Y-%m-%d}", "published_at_1": "12:00:00"}
    assert desk.post(path, fields).status_code == 302
    story.refresh_from_db()
    assert (story.expires_at - story.published_at).days == 1


def _in_days(days: int) -> Any:
    return timezone.localtime() + timedelta(days=days)


# --- Deleting and merging ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_source_with_stories_is_not_deleted_and_merging_is_offered(desk, source, method):
    factories.article(source=source)
    path = f"/admin/articles/source/{source.pk}/delete/"
    page = getattr(desk, method)(path, {"post": "yes"}, follow=True).content.decode()
    assert "لا يُحذف «الوطن» وله أخبار. ادمجه في مصدر آخر، فتنتقل أخباره وروابطه إليه." in page
    assert f"/admin/articles/source/merge/?gone={source.pk}" in page
    assert Source.objects.exists()


def test_a_source_without_stories_is_deleted(desk, source):
    desk.post(f"/admin/articles/source/{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.exists()


def test_two_are_merged_after_a_look_at_what_changes(desk, source):
    other = factories.source("جريدة الوطن", permits="headline")
    factories.article(source=other)
    path = f"/admin/articles/source/merge/?keep={source.pk}&gone={other.pk}"
    page = desk.get(path).content.decode()
    assert "شروط النشر عنهما مختلفة" in page
    assert "/source/جريدة-الوطن/" in page
    answer = desk.post("/admin/articles/source/merge/", {"keep": source.pk, "gone": other.pk}, follow=True)
    assert "دُمج «جريدة الوطن» في «الوطن». أخبار انتقلت: 1." in answer.content.decode()
    assert list(Source.objects.values_list("name", flat=True)) == ["الوطن"]


def test_a_merge_is_taken_back_from_its_log(desk, source):
    other = factories.source("جريدة الوطن")
    factories.article(source=other)
    answer = desk.post("/admin/articles/source/merge/", {"keep": source.pk, "gone": other.pk}, follow=True)
    act = SourceAct.objects.get()
    log = f"/admin/articles/sourceact/{act.pk}/"
    assert f"{log}change/" in answer.content.decode()
    assert "جريدة الوطن" in desk.get("/admin/articles/sourceact/").content.decode()
    page = desk.get(f"{log}change/").content.decode()
    assert 'value="تراجع"' in page
    assert f'action="{log}undo/"' in page
    assert desk.get(f"{log}undo/").status_code == 405
    answer = desk.post(f"{log}undo/", follow=True)
    assert "عاد «جريدة الوطن». أخباره: 1." in answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"/admin/articles/source/{other.pk}/change/"
    again = desk.post(f"{log}undo/", follow=True).content.decode()
    assert "تُراجع عن هذا من قبل" in again
    assert 'value="تراجع"' not in again


def test_how_much_did_not_come_back_is_said(desk, source, editor):
    other = factories.source("جريدة الوطن")
    story = factories.article(source=other)
    act = merge(keep=source, gone=other, by=editor)
    story.delete()
    answer = desk.post(f"/admin/articles/sourceact/{act.pk}/undo/", follow=True).content.decode()
    assert "غُيّر مصدر أخبار بعد الدمج أو حُذفت، فبقيت كما هي. عددها: 1." in answer


@pytest.mark.parametrize(("role", "may"), [("مراسل", False), ("محرر", False), ("رئيس تحرير", True)])
def test_who_may_take_a_merge_back(source, editor, role, may):
    act = merge(keep=source, gone=factories.source(), by=editor)
    client, path = signed_in(role), f"/admin/articles/sourceact/{act.pk}/"
    page = client.get(f"{path}change/")
    assert page.status_code == 200, "who sees sources sees what became of them"
    assert ('value="تراجع"' in page.content.decode()) == may
    assert client.post(f"{path}undo/").status_code == (302 if may else 403)
    assert client.get(f"{path}delete/").status_code == 403


@pytest.mark.parametrize(
    "given", ["", "?keep=x&gone=1", "?keep=1&gone=1", "?keep=99999999999999999999&gone=1"]
)
def test_bad_choices_are_asked_again(desk, source, given):
    assert desk.get(f"/admin/articles/source/merge/{given}").status_code == 200
    assert desk.post("/admin/articles/source/merge/", {"keep": source.pk, "gone": "x"}).status_code == 200
    assert Source.objects.count() == 1


def test_the_list_leads_to_merging_and_editors_may_not(desk, source):
    other = factories.source("جريدة الوطن")
    action = {"action": "merge_selected", "_selected_action": [source.pk, other.pk]}
    response = desk.post("/admin/articles/source/", action)
    assert response["Location"] == f"/admin/articles/source/merge/?keep={source.pk}&gone={other.pk}"
    assert signed_in("محرر").get("/admin/articles/source/merge/").status_code == 403
    assert signed_in("رئيس تحرير").get("/admin/articles/source/merge/").status_code == 200


def test_a_new_address_and_name_lead_on_from_the_old_ones(desk, reader, source):
    old = source.get_absolute_url()
    change(desk, source, name="الوطن اليوم", slug="الوطن-اليوم")
    source.refresh_from_db()
    assert reader.get(old)["Location"] == source.get_absolute_url()
    assert Source.by_spelling("الوطن") == source
    other = factories.source("آخر")
    answer = change(desk, other, slug="الوطن")
    assert "هذا رابط قديم للمصدر «الوطن اليوم»" in answer.content.decode()
    assert Redirect.objects.count() == 1


def test_lists_and_forms_stay_within_their_sql(desk, django_assert_max_num_queries):
    for n in range(12):
        factories.article(source=factories.source(expiry_days=n + 1))
    with django_assert_max_num_queries(20):
        desk.get("/admin/articles/source/")
    with django_assert_max_num_queries(20):
        desk.get(f"/admin/articles/source/{Source.objects.first().pk}/change/")
    with django_assert_max_num_queries(20):
        desk.get("/admin/articles/article/?credit=missing")
