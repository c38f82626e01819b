from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, RelatedArticle, WorkingCopy
from articles.models.byline import Role
from articles.models.related import Origin
from articles.workflow import saving, working_copies
from articles.workflow.content import Content
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def beat(client, article: Article | None, fields: dict[str, str], **more: object):
    place = f"{article.pk}/" if article else ""
    return client.post(f"/admin/articles/article/{place}working-copy/", {**fields, **more})


def autosave(client, article: Article | None, **typed: object) -> dict[str, str]:
    """Open the form, type, and let it be autosaved; the fields of the form."""
    path = change(article) if article else ADD
    fields = {**form_of(client, path), **typed}
    assert beat(client, article, fields, unsaved="1").status_code == 200
    return fields


def signed(number: int, author) -> dict[str, object]:
    values = {"author": author.pk, "role": Role.WRITER, "position": number}
    return {f"bylines-{number}-{name}": value for name, value in values.items()}


def as_person(**fields) -> Client:
    client = Client()
    client.force_login(factories.user(**fields))
    return client


# --- Autosave ----------------------------------------------------------------------------------------------


def test_what_was_typed_is_offered_back_and_restored_with_its_lists(desk, article):
    factories.related(article, "عنوان باقٍ", "read_also")
    autosave(
        desk,
        article,
        headline="عنوان لم يُحفظ",
        keywords="رصيف، سفن",
        expires_at_0="2030-01-02",
        expires_at_1="10:30",
        **{"related-TOTAL_FORMS": "2", "related-1-title": "عنوان مضاف", "related-1-position": "1"},
    )
    copy = WorkingCopy.objects.get()
    page = desk.get(change(article)).content.decode()
    assert "لديك نص لم يُحفظ من" in page
    assert "عنوان لم يُحفظ" not in page
    restored = desk.get(change(article), {"copy": copy.pk}).content.decode()
    assert "errornote" not in restored
    assert "لديك نص لم يُحفظ من" not in restored
    fields = form_of(desk, f"{change(article)}?copy={copy.pk}")
    assert (fields["headline"], fields["keywords"]) == ("عنوان لم يُحفظ", "رصيف، سفن")
    assert (fields["expires_at_0"], fields["related-1-title"]) == ("2030-01-02", "عنوان مضاف")
    assert desk.post(change(article), fields).status_code == 302
    article.refresh_from_db()
    assert article.headline == "عنوان لم يُحفظ"
    titles = RelatedArticle.objects.filter(kind="read_also").values_list("title", flat=True)
    assert list(titles) == ["عنوان باقٍ", "عنوان مضاف"]
    assert not WorkingCopy.objects.exists()


def test_a_new_story_is_offered_back_where_new_stories_begin(desk):
    autosave(desk, None, headline="خبر ضاع")
    autosave(desk, None, headline="وآخر في نافذة ثانية")
    page = desk.get(ADD).content.decode()
    assert page.count("لديك نص لم يُحفظ من") == 2
    for copy in WorkingCopy.objects.all():
        assert form_of(desk, f"{ADD}?copy={copy.pk}")["headline"] in {"خبر ضاع", "وآخر في نافذة ثانية"}


def test_a_restored_half_story_is_shown_without_reproach(desk):
    autosave(desk, None, headline="")
    page = desk.get(ADD, {"copy": WorkingCopy.objects.get().pk}).content.decode()
    assert "errorlist" not in page
    assert "data-unsaved" in page


def test_a_restored_copy_is_merged_with_what_was_saved_since(desk, editor, article):
    author, second = factories.author(), factories.author()
    fields = form_of(desk, change(article))
    fields |= {"bylines-TOTAL_FORMS": "2"} | signed(0, author) | signed(1, second)
    assert desk.post(change(article), fields).status_code == 302
    autosave(desk, article, headline="عنوان من النسخة")
    other = factories.user("other", is_superuser=True)
    article.refresh_from_db()
    theirs = replace(Content.of(article), lede="مقدمة غيري")
    saving.save(article.pk, theirs, other, base=2)
    # the first row that the copy's form showed is not there any longer, one like it is
    article.bylines.filter(author=author).delete()
    article.bylines.create(author=author, role=Role.WRITER, position=0)
    fields = form_of(desk, f"{change(article)}?copy={WorkingCopy.objects.get().pk}")
    assert desk.post(change(article), fields).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.lede) == ("عنوان من النسخة", "مقدمة غيري")
    assert {byline.author for byline in article.bylines.all()} == {author, second}


def test_computed_rows_that_went_meanwhile_are_no_fault_of_the_form(desk, article):
    row = factories.related(article, factories.article(), origin=Origin.COMPUTED, score=0.5)
    fields = form_of(desk, change(article)) | {"headline": "عنوان آخر"}
    row.delete()
    response = desk.post(change(article), fields | {"related-3-0-pin": "on"})
    assert "تغيّرت هذه القائمة وأنت تكتب" in response.content.decode()
    assert desk.post(change(article), fields).status_code == 302
    article.refresh_from_db()
    assert article.headline == "عنوان آخر"


def test_two_tabs_of_one_person_keep_two_copies(desk, article):
    autosave(desk, article, headline="في النافذة الأولى")
    autosave(desk, article, headline="في النافذة الثانية")
    assert desk.get(change(article)).content.decode().count("لديك نص لم يُحفظ من") == 2


def test_a_beat_with_nothing_new_keeps_what_was_kept(desk, article):
    fields = autosave(desk, article, headline="نص باقٍ")
    at = WorkingCopy.objects.get().saved_at
    beat(desk, article, {"form_key": fields["form_key"]}, unsaved="same")
    copy = WorkingCopy.objects.get()
    assert (dict(copy.data)["headline"], copy.saved_at) == ("نص باقٍ", at)


def test_what_was_undone_is_not_offered(desk, article):
    fields = autosave(desk, article, headline="سأمحوه")
    beat(desk, article, {"form_key": fields["form_key"]})
    assert "لديك نص لم يُحفظ من" not in desk.get(change(article)).content.decode()


def test_a_save_that_fails_keeps_the_copy_and_does_not_offer_it_to_its_own_form(desk, article):
    fields = autosave(desk, article, headline="؟!")
    page = desk.post(change(article), fields).content.decode()
    assert "errorlist" in page
    assert "data-unsaved" in page
    assert "لديك نص لم يُحفظ من" not in page
    assert WorkingCopy.objects.get().data


def test_a_copy_is_thrown_away_by_its_owner_only(desk, article):
    autosave(desk, article, headline="لا أريده")
    path = f"/admin/articles/article/working-copy/{WorkingCopy.objects.get().pk}/discard/"
    as_person(is_superuser=True).post(path)
    assert WorkingCopy.objects.exists()
    response = desk.post(path)
    assert response.url == change(article)
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("wanted", ["0", "999999", "أ", "9" * 40, "-1"])
def test_a_copy_that_is_not_there_is_said_to_be_gone(desk, article, wanted):
    page = desk.get(change(article), {"copy": wanted}).content.decode()
    assert "لم تعد النسخة التي طلبتها محفوظة" in page
    assert article.headline in page


def test_nobody_is_offered_the_copy_of_another(desk, article):
    autosave(desk, article, headline="نصي أنا")
    other = as_person(is_superuser=True)
    assert "لديك نص لم يُحفظ من" not in other.get(change(article)).content.decode()
    stolen = other.get(change(article), {"copy": WorkingCopy.objects.get().pk}).content.decode()
    assert "نصي أنا" not in stolen


def test_what_no_database_takes_is_left_out(desk, article):
    autosave(desk, article, headline="قبل\x00بعد")
    assert ["headline", "قبلبعد"] in WorkingCopy.objects.get().data


def test_old_copies_go_when_somebody_saves(desk, article):
    autosave(desk, article, headline="قديم")
    autosave(desk, article, headline="حديث")
    first = WorkingCopy.objects.order_by("pk").first()
    WorkingCopy.objects.filter(pk=first.pk).update(seen_at=timezone.now() - timedelta(days=31))
    desk.post(change(article), form_of(desk, change(article)))
    assert [dict(copy.data)["headline"] for copy in WorkingCopy.objects.all()] == ["حديث"]


# --- Presence ----------------------------------------------------------------------------------------------


def test_two_people_see_each_other_and_the_newer_version(desk, editor, article):
    mona = as_person(username="mona", first_name="منى", last_name="سعد", is_superuser=True)
    mine, hers = form_of(desk, change(article)), form_of(mona, change(article))
    assert beat(desk, article, {"form_key": mine["form_key"]}).json()["others"] == []
    said = beat(mona, article, {"form_key": hers["form_key"]}).json()
    assert [one["name"] for one in said["others"]] == ["editor"]
    said = beat(desk, article, {"form_key": mine["form_key"]}).json()
    assert [one["name"] for one in said["others"]] == ["منى سعد"]
    assert said["version"] == 1
    assert mona.post(change(article), hers | {"lede": "مقدمة منى"}).status_code == 302
    said = beat(desk, article, {"form_key": mine["form_key"]}).json()
    assert (said["version"], said["saved_by"], said["others"]) == (2, "mona", [])


def test_who_went_is_not_there(desk, article):
    mona = as_person(username="mona", is_superuser=True)
    beat(mona, article, {"form_key": "a" * 22})
    WorkingCopy.objects.update(seen_at=timezone.now() - working_copies.PRESENT)
    assert beat(desk, article, {"form_key": "b" * 22}).json()["others"] == []


def test_two_tabs_of_somebody_are_one_person(desk, article):
    mona = as_person(username="mona", is_superuser=True)
    for key in ("a" * 22, "c" * 22):
        beat(mona, article, {"form_key": key})
    assert len(beat(desk, article, {"form_key": "b" * 22}).json()["others"]) == 1


def test_a_beat_asks_the_database_twice(desk, article):
    fields = autosave(desk, article, headline="عنوان")
    own = ("django_session", "auth_user", "articles_sectionmember")  # who is it, and where do they work
    for more in ({}, {"unsaved": "1"}):
        with CaptureQueriesContext(connection) as queries:
            assert beat(desk, article, fields, **more).status_code == 200
        asked = [q["sql"] for q in queries if not any(f'FROM "{table}"' in q["sql"] for table in own)]
        assert len(asked) <= 2, asked


# --- Who may not, and what is too much ---------------------------------------------------------------------


def test_a_session_that_expired_says_so(article):
    response = beat(Client(), article, {"form_key": "a" * 22}, unsaved="1", headline="نص")
    assert response.status_code == 401
    assert response.json()["message"] == "انتهت جلستك."


def test_who_only_reads_makes_no_copy(article):
    reporter = as_person(role="مراسل")
    assert "working-copy" not in reporter.get(change(article)).content.decode()
    response = beat(reporter, article, {"form_key": "a" * 22}, unsaved="1")
    assert response.status_code == 403
    assert not WorkingCopy.objects.exists()


def test_a_form_without_its_token_is_refused(editor, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert beat(client, article, {"form_key": "a" * 22}).status_code == 403


@pytest.mark.parametrize("key", ["", "قصير", "a" * 33, "a'; --" * 3])
def test_a_form_without_a_name_is_refused(desk, article, key):
    assert beat(desk, article, {"form_key": key}).status_code == 400


def test_a_story_that_is_gone_says_so(desk, article):
    Article.objects.all().delete()
    response = beat(desk, article, {"form_key": "a" * 22}, unsaved="1")
    assert (response.status_code, "حُذف" in response.json()["message"]) == (404, True)


def test_a_two_megabyte_paste_is_kept_and_more_than_five_is_refused_in_words(desk, article):
    assert beat(desk, article, {"form_key": "a" * 22}, unsaved="1", body="ط" * 2**20).status_code == 200
    for body in ("ط" * (5 * 2**19), "ط" * (4 * 2**20)):
        response = beat(desk, article, {"form_key": "b" * 22}, unsaved="1", body=body)
        assert response.status_code == 413
        assert "قسّمه" in response.json()["message"]
    assert len(dict(WorkingCopy.objects.get().data)["body"]) == 2**20
