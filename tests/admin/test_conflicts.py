"""Two people, one story: what comes together by itself, and what somebody has to choose."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article
from tests import factories
from tests.admin.forms import FormReader, form_of

pytestmark = pytest.mark.django_db


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def pair(db: None) -> list[Client]:
    """Two editors, each signed in."""
    clients = []
    for name in ("salma", "omar"):
        client = Client()
        client.force_login(factories.user(name, is_superuser=True))
        clients.append(client)
    return clients


@pytest.fixture
def story() -> Article:
    return factories.article(body="<p>الفقرة الأولى.</p><p>الفقرة الثانية.</p>")


def choices(page: str, way: str) -> dict[str, str]:
    """The page of the conflict filled in: `way` in every place."""
    fields = FormReader(page).fields
    return fields | dict.fromkeys(re.findall(r'name="(clash-[^"]+)"', page), way)


def test_different_paragraphs_come_together_and_the_second_is_told(pair, story):
    salma, omar = pair
    hers, his = (form_of(client, change(story)) for client in pair)
    salma.post(change(story), hers | {"body": "<p>الفقرة الأولى، بقلم سلمى.</p><p>الفقرة الثانية.</p>"})
    edited = his | {"body": "<p>الفقرة الأولى.</p><p>الفقرة الثانية، بقلم عمر.</p>", "lede": "مقدمة عمر."}
    page = omar.post(change(story), edited, follow=True).content.decode()
    assert "دُمج نصك مع ما حفظه salma" in page
    story.refresh_from_db()
    assert story.body == "<p>الفقرة الأولى، بقلم سلمى.</p><p>الفقرة الثانية، بقلم عمر.</p>"
    assert (story.lede, story.version) == ("مقدمة عمر.", 3)


@pytest.mark.parametrize(("way", "headline"), [("mine", "عنوان عمر"), ("theirs", "عنوان سلمى")])
def test_one_place_is_shown_with_both_texts_and_the_choice_is_saved(pair, story, way, headline):
    salma, omar = pair
    hers, his = (form_of(client, change(story)) for client in pair)
    salma.post(change(story), hers | {"headline": "عنوان سلمى"})
    response = omar.post(
        change(story), his | {"headline": "عنوان عمر", "lede": "مقدمة عمر.", "note": "مستعجل"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "عنوان سلمى" in re.sub("<[^>]+>| ", "", page).replace("عنوانسلمى", "عنوان سلمى")
    story.refresh_from_db()
    assert (story.headline, story.version) == ("عنوان سلمى", 2)  # nothing was stored
    resolve = change(story).replace("change", "resolve")
    unanswered = omar.post(resolve, FormReader(page).fields)
    assert unanswered.status_code == 409
    assert omar.post(resolve, choices(page, way)).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.lede, story.version) == (headline, "مقدمة عمر.", 3)
    assert story.revisions.first().note == "مستعجل"


def test_a_third_save_asks_again_only_where_its_texts_are_other_ones(pair, story):
    salma, omar = pair
    hers, his = (form_of(client, change(story)) for client in pair)
    salma.post(change(story), hers | {"headline": "عنوان سلمى", "lede": "مقدمة سلمى."})
    page = omar.post(change(story), his | {"headline": "عنوان عمر", "lede": "مقدمة عمر."}).content.decode()
    hers = form_of(salma, change(story))
    salma.post(change(story), hers | {"lede": "مقدمة سلمى الثانية."})
    resolve = change(story).replace("change", "resolve")
    again = omar.post(resolve, choices(page, "mine"))
    assert again.status_code == 409
    page = again.content.decode()
    checked = re.findall(r'name="clash-(\w+)-\w+" value="(\w+)" required checked', page)
    assert checked == [("headline", "mine")]
    assert len(set(re.findall(r'name="(clash-[^"]+)"', page))) == 2
    assert omar.post(resolve, choices(page, "both")).status_code == 302
    story.refresh_from_db()
    assert story.lede.splitlines() == ["مقدمة سلمى الثانية.", "مقدمة عمر."]


def test_what_the_page_holds_is_its_own(pair, story):
    salma, omar = pair
    hers, his = (form_of(client, change(story)) for client in pair)
    salma.post(change(story), hers | {"headline": "عنوان سلمى"})
    page = omar.post(change(story), his | {"headline": "عنوان عمر"}).content.decode()
    resolve, answered = change(story).replace("change", "resolve"), choices(page, "mine")
    assert omar.get(resolve).status_code == 405
    for client, fields in (
        (salma, answered),  # somebody else's
        (omar, answered | {"written": answered["written"] + "x"}),
        (omar, {}),
    ):
        assert "لم يُحفظ" in client.post(resolve, fields, follow=True).content.decode()
    story.refresh_from_db()
    assert story.headline == "عنوان سلمى"


def test_two_tabs_of_one_person_without_a_change_are_no_conflict(pair, story):
    salma = pair[0]
    first, second = (form_of(salma, change(story)) for _ in range(2))
    salma.post(change(story), first | {"lede": "مقدمة أخرى."})
    assert salma.post(change(story), second).status_code == 302
    story.refresh_from_db()
    assert (story.lede, story.version) == ("مقدمة أخرى.", 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_in_the_same_second_lose_nothing():
    story = factories.article()
    clients, forms = [], []
    for name, field in (("salma", "headline"), ("omar", "lede")):
        client = Client()
        client.force_login(factories.user(name, is_superuser=True))
        clients.append(client)
        forms.append(form_of(client, change(story)) | {field: f"كتبه {name}"})
    barrier, codes = threading.Barrier(2), []

    def work(client: Client, form: dict[str, Any]) -> None:
        barrier.wait()
        try:
            codes.append(client.post(change(story), form).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [302, 302]
    story.refresh_from_db()
    assert (story.headline, story.lede, story.version) == ("كتبه salma", "كتبه omar", 3)
