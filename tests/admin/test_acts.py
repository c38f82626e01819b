"""Acts on the desk: what is offered to whom, one story or many, and requests that nobody's form made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Correction
from articles.models.revision import Act
from tests import factories
from tests.admin.forms import form_of
from tests.workflow.conftest import ROLES, in_state

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = ROLES


def act(name: str, *articles: Article) -> str:
    return f"{LIST}act/{name}/?ids={','.join(str(article.pk) for article in articles)}"


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def buttons(client: Client, article: Article) -> list[str]:
    page = client.get(f"{LIST}{article.pk}/change/").content.decode()
    return [name for name in Act.values if f'name="_act" value="{name}"' in page or f"act/{name}/?" in page]


def test_the_form_offers_what_this_person_may_do_now():
    review, out = in_state("review"), in_state("published")
    assert buttons(signed_in(REPORTER), review) == []
    assert buttons(signed_in(EDITOR), review) == ["send_back", "approve", "archive"]
    assert buttons(signed_in(CHIEF), review) == ["send_back", "approve", "publish", "schedule", "archive"]
    assert buttons(signed_in(EDITOR), out) == ["correct"]
    assert buttons(signed_in(CHIEF), out) == ["correct", "withdraw", "archive"]


def test_a_reporter_writes_saves_and_hands_in_with_one_button():
    client, section, source = signed_in(REPORTER), factories.section(), factories.source()
    fields = form_of(client, LIST + "add/") | {"headline": "خبر", "section": section.pk, "source": source.pk}
    response = client.post(LIST + "add/", fields | {"_act": "submit"})
    article = Article.objects.get()
    assert response.url == act("submit", article)
    assert client.get(response.url).status_code == 200
    client.post(response.url, {"note": "للنشر اليوم"})
    article.refresh_from_db()
    assert article.status == "review"
    # Now it is the editor's; its writer can look, and take it back.
    page = client.get(f"{LIST}{article.pk}/change/").content.decode()
    assert 'name="headline"' not in page
    assert buttons(client, article) == ["recall"]
    assert client.post(f"{LIST}{article.pk}/change/", fields).status_code == 403


@pytest.mark.parametrize("name", ["publish", "schedule", "approve", "withdraw", "archive", "send_back"])
def test_a_reporter_does_not_get_there_by_a_crafted_request(name):
    client = signed_in(REPORTER)
    article = in_state("draft", created_by=client.get(LIST).wsgi_request.user)
    at = timezone.localtime() + timedelta(days=1)
    fields = {"note": "لا", "at_0": at.date(), "at_1": "10:00", "status": "published", "_act": name}
    assert client.post(act(name, article), fields).status_code in (302, 403)
    change = f"{LIST}{article.pk}/change/"
    client.post(
        change, form_of(client, change) | fields | {"published_at_0": "2020-01-01", "published_at_1": "10:00"}
    )
    client.post(LIST, {"action": f"act_{name}", "_selected_action": article.pk})
    article.refresh_from_db()
    assert article.status == "draft"
    assert not Article.objects.published().exists()


def test_many_at_once_and_those_that_cannot_are_named():
    client = signed_in(EDITOR)
    drafts, out = [in_state("review") for _ in range(3)], in_state("published", headline="خبر منشور من قبل")
    chosen = {"action": "act_approve", "_selected_action": [article.pk for article in (*drafts, out)]}
    response = client.post(LIST, chosen)
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "خبر منشور من قبل" in page.split("لا يصح الآن")[1]
    client.post(response.url, {"note": ""})
    assert Article.objects.filter(status="approved").count() == 3


def test_the_list_offers_only_acts_that_this_person_may_do():
    in_state("draft")
    page = signed_in(REPORTER).get(LIST).content.decode()
    assert "act_submit" in page
    assert "act_publish" not in page
    assert "act_publish" in signed_in(CHIEF).get(LIST).content.decode()


def test_a_note_that_is_asked_for_is_asked_for_at_its_field():
    client, article = signed_in(CHIEF), in_state("published")
    response = client.post(act("withdraw", article), {"note": " "})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    client.post(act("withdraw", article), {"note": "تبيّن أنه غير صحيح."})
    article.refresh_from_db()
    assert article.status == "withdrawn"


def test_scheduling_asks_for_a_time_and_says_in_which_zone():
    client, article = signed_in(CHIEF), in_state("approved")
    assert "بتوقيت الرياض" in client.get(act("schedule", article)).content.decode()
    past = timezone.localtime() - timedelta(days=1)
    page = client.post(act("schedule", article), {"at_0": past.date(), "at_1": "10:00"}).content.decode()
    assert "مضى موعد" in page
    assert "errorlist" in client.post(act("schedule", article), {"at_0": "غدًا", "at_1": ""}).content.decode()
    coming = timezone.localtime() + timedelta(days=1)
    client.post(act("schedule", article), {"at_0": coming.date(), "at_1": "10:00"})
    article.refresh_from_db()
    assert article.state == "scheduled"
    assert timezone.localtime(article.published_at).strftime("%H:%M") == "10:00"


def test_a_correction_is_issued_from_its_own_page():
    client, article = signed_in(EDITOR), in_state("published")
    client.post(act("correct", article), {"kind": "clarification", "note": "المقصود الرصيف الجنوبي."})
    assert Correction.objects.get().text == "المقصود الرصيف الجنوبي."
    assert "المقصود الرصيف الجنوبي." in client.get(article.get_absolute_url()).content.decode()


def test_addresses_that_name_no_act_or_no_article():
    client, article = signed_in(CHIEF), in_state("draft")
    for address in (act("edit", article), act("nonsense", article), f"{LIST}act/publish/", act("publish")):
        assert client.get(address).status_code == 404
    assert client.get(f"{LIST}act/publish/?ids=0,x,,99999999999999999999999").status_code == 404
    wrong = client.get(act("withdraw", article), follow=True).content.decode()
    assert "لا يصح «سحب» من حالة «مسودة»" in wrong
    wrong = client.get(act("correct", article), follow=True).content.decode()
    assert "لا يصح «تصويب» من حالة «مسودة»" in wrong
