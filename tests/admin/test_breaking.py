"""Breaking news at the desk: the form, who has it, and what the first page says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from articles.models import BreakingNews
from articles.workflow import breaking
from articles.workflow.breaking import Lasts
from tests import factories
from tests.admin.forms import form_of
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/breakingnews/"
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = ROLES


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


@pytest.fixture
def running():
    return breaking.announce(factories.user(role=CHIEF), "إغلاق ميناء الرمال", Lasts.HOUR)


def test_announced_from_a_story_with_its_headline(reader):
    chief, story = signed_in(CHIEF), in_state("published", short_headline="إغلاق ميناء الرمال أمام السفن")
    assert (
        f"{LIST}add/?article={story.pk}"
        in chief.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    )
    address = f"{LIST}add/?article={story.pk}"
    fields = form_of(chief, address)
    assert (fields["text"], fields["article"]) == ("إغلاق ميناء الرمال أمام السفن", str(story.pk))
    assert chief.post(address, fields | {"lasts": "30"}).status_code == 302
    one = BreakingNews.objects.get()
    assert one.ends_at - one.began_at == timedelta(minutes=30)
    assert (one.article, one.made_by.groups.get().name) == (story, CHIEF)
    assert "إغلاق ميناء الرمال أمام السفن" in reader.get("/").content.decode()


def test_what_is_refused_keeps_what_was_typed(running):
    chief = signed_in(CHIEF)
    fields = form_of(chief, f"{LIST}add/") | {"text": "اغلاق ميناء الرمال", "lasts": "60"}
    page = chief.post(f"{LIST}add/", fields).content.decode()
    assert "هذا العاجل معروض الآن" in page
    assert "اغلاق ميناء الرمال" in page
    breaking.end(running.pk, running.made_by)
    changed = chief.post(f"{LIST}{running.pk}/change/", fields | {"text": "نص صُحّح متأخرًا"})
    assert "انتهى هذا العاجل" in changed.content.decode()
    assert "نص صُحّح متأخرًا" in changed.content.decode()
    assert [one.text for one in BreakingNews.objects.all()] == ["إغلاق ميناء الرمال"]


def test_ended_with_one_button_whatever_the_form_says(running):
    chief = signed_in(CHIEF)
    for _ in range(2):
        assert chief.post(f"{LIST}{running.pk}/change/", {"_end": "1", "text": ""}).url == "/admin/"
    running.refresh_from_db()
    assert running.ended_by.groups.get().name == CHIEF
    assert 'name="_save"' not in chief.get(f"{LIST}{running.pk}/change/").content.decode()


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_others_read_it_and_cannot_send_what_no_form_made(running, role):
    client = signed_in(role)
    assert running.text in client.get(LIST).content.decode()
    assert 'name="_end"' not in client.get(f"{LIST}{running.pk}/change/").content.decode()
    assert client.get(f"{LIST}add/").status_code == 403
    fields = {"text": "خبر كاذب", "lasts": "60", "article": ""}
    assert client.post(f"{LIST}add/", fields).status_code == 403
    assert client.post(f"{LIST}{running.pk}/change/", fields).status_code == 403
    assert client.post(f"{LIST}{running.pk}/change/", {"_end": "1"}).status_code == 403
    assert client.post(f"{LIST}{running.pk}/delete/", {"post": "yes"}).status_code == 403
    assert [one.text for one in BreakingNews.objects.running()] == [running.text]


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_says_what_is_breaking_now(role):
    client = signed_in(role)
    assert "لا عاجل على الصفحات الآن" in client.get("/admin/").content.decode()
    chief = factories.user(role=CHIEF, first_name="هدى", last_name="الزين")
    breaking.announce(chief, "هزة أرضية شرق الغدير", Lasts.HOUR)
    breaking.announce(chief, "إغلاق الميناء", Lasts.HOUR, in_state("published"))
    page = client.get("/admin/").content.decode()
    board = page[page.index('id="board-breaking"') : page.index('id="board-drafts"')]
    assert board.index("إغلاق الميناء") < board.index("هزة أرضية شرق الغدير")
    assert "هدى الزين" in board
    assert (f'href="{LIST}add/"' in page) == (role in (CHIEF, ADMINISTRATOR))


def test_an_address_of_nothing(running):
    assert signed_in(CHIEF).post(f"{LIST}999/change/", {"_end": "1"}).status_code == 404
    assert signed_in(CHIEF).get(f"{LIST}add/?article=abc").status_code == 200
    assert signed_in(CHIEF).get(f"{LIST}add/?article=99999999999999999999").status_code == 200
