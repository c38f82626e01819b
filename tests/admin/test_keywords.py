"""Keywords on the desk: the list, merging, renaming, taking back, suggestions."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.authority.acts import merge
from articles.authority.index import compare_new_spellings
from articles.models import Keyword, KeywordAct, Redirect, SpellingVariant
from tests import factories
from tests.admin.forms import form_of
from tests.views.conftest import archive

pytestmark = pytest.mark.django_db

MERGE = "/admin/articles/keyword/merge/"
LIST = "/admin/articles/keyword/"
SUGGEST = "/admin/articles/article/suggest-keywords/"


@pytest.fixture
def pair() -> tuple[Keyword, Keyword]:
    keep, gone = factories.keyword("غوغل"), factories.keyword("جوجل", introduction="محرك بحث.")
    factories.article(keywords=["جوجل"])
    factories.article(keywords=["غوغل", "جوجل"])
    compare_new_spellings()
    return keep, gone


def staff(*permissions: str) -> Client:
    """A client signed in as somebody on the desk who may do just this with keywords."""
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def names(html: str) -> list[str]:
    return re.findall(r'class="field-name"><a [^>]*>([^<]*)</a>', html)


def test_the_list_counts_published_stories_and_shows_probable_variants(desk, pair):
    factories.article(keywords=["جوجل"], status="draft")
    html = desk.get(LIST).content.decode()
    assert re.findall(r'class="field-stories">(\d+)<', html) == ["2", "1"]
    assert f"{MERGE}?keep={pair[0].pk}&amp;gone={pair[1].pk}" in html
    assert "نقل حرفي" in html


def test_the_list_filters_unused_ones_and_those_with_variants(desk, pair):
    factories.keyword("منسية")
    assert names(desk.get(LIST, {"use": "unused"}).content.decode()) == ["منسية"]
    assert names(desk.get(LIST, {"variants": "probable"}).content.decode()) == ["جوجل", "غوغل"]
    assert len(names(desk.get(LIST, {"variants": "nonsense"}).content.decode())) == 3


def test_list_and_form_cost_the_same_for_any_number_of_stories(desk, pair, django_assert_max_num_queries):
    for _ in range(60):
        factories.keyword()
    archive(200, factories.section(), factories.source(), pair[0], factories.author())
    for path in (
        LIST,
        f"{LIST}?variants=probable",
        f"{LIST}?use=unused",
        f"{LIST}{pair[0].pk}/change/",
        f"{MERGE}?keep={pair[0].pk}&gone={pair[1].pk}",
    ):
        with django_assert_max_num_queries(20):
            assert desk.get(path).status_code == 200


def test_the_preview_changes_nothing_and_says_what_would(desk, pair):
    keep, gone = pair
    html = desk.get(MERGE, {"keep": keep.pk, "gone": gone.pk}).content.decode()
    assert "/keyword/جوجل/" in html
    assert re.findall(r"<dd>(\d+)</dd>", html) == ["1", "1"]
    assert "csrfmiddlewaretoken" in html
    assert Keyword.objects.count() == 2


def test_merging_and_taking_it_back(desk, editor, pair):
    keep, gone = pair
    response = desk.post(MERGE, {"keep": keep.pk, "gone": gone.pk}, follow=True)
    act = KeywordAct.objects.get()
    assert (act.by, list(Keyword.objects.all())) == (editor, [keep])
    assert f"/admin/articles/keywordact/{act.pk}/change/" in response.content.decode()
    again = desk.post(MERGE, {"keep": keep.pk, "gone": gone.pk})
    assert (again.status_code, KeywordAct.objects.count()) == (200, 1)
    assert "errorlist" in again.content.decode()

    page = desk.get(f"/admin/articles/keywordact/{act.pk}/change/").content.decode()
    assert "تراجع" in page
    assert "جوجل" in desk.get("/admin/articles/keywordact/").content.decode()
    assert desk.get(f"/admin/articles/keywordact/{act.pk}/undo/").status_code == 405
    assert desk.post(f"/admin/articles/keywordact/{act.pk}/undo/").status_code == 302
    assert Keyword.objects.filter(pk=gone.pk, name="جوجل").exists()
    response = desk.post(f"/admin/articles/keywordact/{act.pk}/undo/", follow=True)
    assert "تُراجع عن هذا من قبل" in response.content.decode()
    assert 'value="تراجع"' not in response.content.decode()


def test_two_that_are_not_one_are_remembered(desk, pair):
    keep, gone = pair
    desk.post(MERGE, {"keep": keep.pk, "gone": gone.pk, "apart": "1"})
    assert SpellingVariant.objects.get().dismissed
    assert Keyword.objects.count() == 2
    assert names(desk.get(LIST, {"variants": "probable"}).content.decode()) == []


def test_the_action_leads_to_the_preview(desk, pair):
    pks = sorted(keyword.pk for keyword in pair)
    action = {"action": "merge_selected", "_selected_action": pks}
    assert desk.post(LIST, action)["Location"] == f"{MERGE}?keep={pks[0]}&gone={pks[1]}"
    third = factories.keyword()
    response = desk.post(LIST, {**action, "_selected_action": [*pks, third.pk]}, follow=True)
    assert "اختر كلمتين" in response.content.decode()
    one = desk.post(LIST, {**action, "_selected_action": [pks[0]]}, follow=True)
    assert 'name="gone"' in one.content.decode()


@pytest.mark.parametrize(
    "query", [{}, {"keep": "x", "gone": "0"}, {"keep": "", "gone": ""}, {"keep": "9" * 30}]
)
def test_what_cannot_be_merged_asks_again(desk, query):
    assert desk.get(MERGE, query).status_code == 200
    assert desk.post(MERGE, query).status_code == 200


def test_a_keyword_and_itself(desk, pair):
    response = desk.post(MERGE, {"keep": pair[0].pk, "gone": pair[0].pk})
    assert "لا تُدمج الكلمة في نفسها." in response.content.decode()


@pytest.mark.parametrize(
    "permissions", [(), ("view_keyword",), ("view_keyword", "change_keyword"), ("delete_keyword",)]
)
def test_who_may_not(pair, permissions):
    keep, gone = pair
    client = staff(*permissions)
    act = merge(keep=keep, gone=factories.keyword("قوقل"), by=None)
    query = {"keep": keep.pk, "gone": gone.pk}
    assert client.get(MERGE, query).status_code == 403
    assert client.post(MERGE, query).status_code == 403
    assert client.post(f"/admin/articles/keywordact/{act.pk}/undo/").status_code == 403
    assert Keyword.objects.count() == 2
    log = client.get(f"/admin/articles/keywordact/{act.pk}/change/")
    assert log.status_code == (200 if "view_keyword" in permissions else 403)
    assert 'value="تراجع"' not in log.content.decode()


def test_who_may(pair):
    client = staff("change_keyword", "delete_keyword")
    assert client.post(MERGE, {"keep": pair[0].pk, "gone": pair[1].pk}).status_code == 302
    assert Keyword.objects.count() == 1


def test_a_post_without_its_token_is_refused(editor, pair):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(MERGE, {"keep": pair[0].pk, "gone": pair[1].pk}).status_code == 403
    assert client.post(SUGGEST, {"headline": "جوجل"}).status_code == 403
    assert Client().post(MERGE, {"keep": pair[0].pk, "gone": pair[1].pk}).status_code == 302
    assert Keyword.objects.count() == 2


def test_editing_the_name_is_a_rename(desk, editor, reader, pair):
    keyword = pair[0]
    path = f"{LIST}{keyword.pk}/change/"
    desk.post(path, {**form_of(desk, path), "name": "ألفابت", "introduction": "شركة."})
    keyword.refresh_from_db()
    assert (keyword.name, keyword.slug, keyword.introduction) == ("ألفابت", "ألفابت", "شركة.")
    assert keyword.other_spellings() == ["غوغل"]
    assert reader.get("/keyword/غوغل/")["Location"] == keyword.get_absolute_url()
    assert (KeywordAct.objects.get().by, KeywordAct.objects.get().name) == (editor, "غوغل")
    desk.post(path, {**form_of(desk, path), "slug": "alphabet"})
    keyword.refresh_from_db()
    assert (keyword.name, keyword.slug) == ("ألفابت", "alphabet")
    assert Redirect.objects.filter(keyword=keyword).count() == 2


def test_saving_without_a_new_name_is_no_act(desk, pair):
    path = f"{LIST}{pair[0].pk}/change/"
    photo = factories.photo()
    desk.post(path, {**form_of(desk, path), "introduction": "شركة.", "photo": photo.pk})
    assert Keyword.objects.get(pk=pair[0].pk).photo == photo
    assert not KeywordAct.objects.exists()


def test_the_old_address_of_another_is_not_to_be_had(desk, pair):
    merge(keep=pair[0], gone=pair[1], by=None)
    keyword = factories.keyword("بحث")
    path = f"{LIST}{keyword.pk}/change/"
    response = desk.post(path, {**form_of(desk, path), "slug": "جوجل"})
    assert "هذا رابط قديم للكلمة" in response.content.decode()
    keyword.refresh_from_db()
    assert keyword.slug == "بحث"


def test_suggestions_for_the_text_typed_so_far(desk, pair):
    text = {"headline": "جوجل تعلن", "lede": "", "body": "<p>«مهرجان الضوء» مع جوجل</p>", "keywords": ""}
    found = desk.post(SUGGEST, text).json()["suggestions"]
    assert [(one["name"], one["is_new"]) for one in found] == [("جوجل", False), ("مهرجان الضوء", True)]
    assert all(one["evidence"] and one["excerpt"] for one in found)
    assert desk.post(SUGGEST, {**text, "keywords": "جوجل، مهرجان الضوء"}).json() == {"suggestions": []}
    assert desk.post(SUGGEST).json() == {"suggestions": []}
    assert desk.get(SUGGEST).status_code == 405


def test_suggestions_are_for_those_who_write(pair):
    assert staff("view_article").post(SUGGEST, {"headline": "جوجل"}).status_code == 403
    assert staff("add_article").post(SUGGEST, {"headline": "جوجل"}).status_code == 200
    assert Client().post(SUGGEST, {"headline": "جوجل"}).status_code == 302
