"""Internal notes: beside the form, saved without it, and nowhere else."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Note
from articles.workflow.roles import REPORTER
from tests import factories
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db
SECRET = "هل تأكدنا من الرقم زرقاء7731"


def path_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/notes/"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_note_is_added_without_saving_the_form(desk, editor, article):
    assert desk.post(path_of(article), {"text": SECRET}).status_code == 302
    note = Note.objects.get()
    assert (note.article, note.by, note.text) == (article, editor, SECRET)
    form = desk.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert SECRET in form
    assert form.index("</form>") < form.index(SECRET)
    article.refresh_from_db()
    assert article.version == 1


def test_the_thread_comes_alone_when_a_script_asks(desk, article):
    answer = desk.post(path_of(article) + "?bare", {"text": "أولى"})
    assert answer.status_code == 200
    bare = desk.post(path_of(article) + "?bare", {"text": "ثانية"}).content.decode()
    assert bare.strip().startswith("<section")
    assert bare.index("أولى") < bare.index("ثانية")
    assert "بتوقيت الرياض" in bare


@pytest.mark.parametrize(
    ("text", "says"), [("", "اكتب الملاحظة"), (" \u200b\n", "اكتب"), ("ط" * 2001, "2000")]
)
def test_what_is_no_note_is_said_and_kept_in_the_box(desk, article, text, says):
    answer = desk.post(path_of(article) + "?bare", {"text": text}).content.decode()
    assert says in answer
    assert text.strip() in answer
    assert not Note.objects.exists()


def test_markup_is_shown_as_typed(desk, article):
    desk.post(path_of(article), {"text": "<script>alert(1)</script>\nسطر"})
    page = desk.get(path_of(article)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>سطر" in page


def test_who_may_see_the_story_may_add_and_nobody_else(article):
    reporter = client_of(factories.user(role=REPORTER))
    assert reporter.post(path_of(article), {"text": "رأيي"}).status_code == 302
    assert client_of(factories.user()).post(path_of(article), {"text": "لا"}).status_code == 403
    assert Client().post(path_of(article), {"text": "لا"}).status_code == 302
    assert [note.text for note in Note.objects.all()] == ["رأيي"]
    assert reporter.get("/admin/articles/article/999999/notes/").status_code == 404


def test_readers_never_see_a_note(reader):
    article = factories.article(keywords=["ميناء"], authors=[factories.author()])
    withdrawn = in_state("withdrawn")
    for one in (article, withdrawn):
        Note.objects.create(article=one, text=SECRET)
    pages = [
        "/",
        article.get_absolute_url(),
        withdrawn.get_absolute_url(),
        article.section.get_absolute_url(),
        article.source.get_absolute_url(),
        article.keyword_list[0].get_absolute_url(),
        article.authors.get().get_absolute_url(),
        "/feed.rss",
        "/search/?q=زرقاء7731",
    ]
    for page in pages:
        answer = reader.get(page)
        assert answer.status_code in (200, 410), page
        assert "تأكدنا من الرقم" not in answer.content.decode(), page
    exported = io.StringIO()
    call_command("export_articles", all=True, stdout=exported, stderr=io.StringIO())
    assert article.headline in exported.getvalue()
    assert "تأكدنا من الرقم" not in exported.getvalue()
