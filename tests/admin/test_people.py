"""Users with their sections, and corrections, on the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from articles.models import Correction, SectionMember
from articles.workflow.permissions import sections_of
from articles.workflow.roles import ADMINISTRATOR, CHIEF, EDITOR, REPORTER
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db
User = get_user_model()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change(thing) -> str:
    return f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def test_an_administrator_says_in_which_sections_somebody_works():
    section, reporter = factories.section(), factories.user(role=REPORTER)
    admin = client_of(factories.user(role=ADMINISTRATOR))
    fields = form_of(admin, change(reporter)) | {"section_memberships-0-section": section.pk}
    assert admin.post(change(reporter), fields).status_code == 302
    assert sections_of(User.objects.get(pk=reporter.pk)) == {section.pk}
    page = admin.get("/admin/auth/user/").content.decode()
    assert REPORTER in page


def test_a_section_is_not_given_twice():
    section, reporter = factories.section(), factories.user(role=REPORTER)
    SectionMember.objects.create(user=reporter, section=section)
    admin = client_of(factories.user(role=ADMINISTRATOR))
    fields = form_of(admin, change(reporter)) | {"section_memberships-1-section": section.pk}
    assert admin.post(change(reporter), fields).status_code == 200
    assert SectionMember.objects.count() == 1


def test_an_administrator_makes_and_changes_no_superuser(editor):
    admin_user = factories.user(role=ADMINISTRATOR)
    admin = client_of(admin_user)
    admin.post(change(admin_user), form_of(admin, change(admin_user)) | {"is_superuser": "on"})
    assert not User.objects.get(pk=admin_user.pk).is_superuser
    before = User.objects.get(pk=editor.pk).password
    answer = admin.post(
        f"/admin/auth/user/{editor.pk}/password/", {"password1": "Xk93-ppq", "password2": "Xk93-ppq"}
    )
    assert answer.status_code == 403
    assert admin.post(change(editor), {"username": "taken"}).status_code == 403
    assert admin.post(f"/admin/auth/user/{editor.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.get(pk=editor.pk).password == before


def test_who_has_no_right_to_people_sees_none():
    assert client_of(factories.user(role=CHIEF)).get("/admin/auth/user/").status_code == 403


# --- Corrections ----------------------------------------------------------------------------------------


@pytest.fixture
def correction(article) -> Correction:
    issued = timezone.now() - timedelta(days=1)
    return Correction.objects.create(article=article, text="الرقم 21 لا 12", issued_at=issued)


def test_editors_read_corrections_and_the_chief_mends_them(correction):
    editor, chief = client_of(factories.user(role=EDITOR)), client_of(factories.user(role=CHIEF))
    assert "الرقم 21 لا 12" in editor.get("/admin/articles/correction/").content.decode()
    assert editor.get(change(correction)).status_code == 200
    assert editor.post(change(correction), {"text": "لا", "kind": "update"}).status_code == 403
    assert chief.get("/admin/articles/correction/add/").status_code == 403
    fields = form_of(chief, change(correction)) | {"text": "الرقم 22 لا 12", "kind": "clarification"}
    assert chief.post(change(correction), fields).status_code == 302
    mended = Correction.objects.get()
    assert (mended.text, mended.kind, mended.issued_at) == (
        "الرقم 22 لا 12",
        "clarification",
        correction.issued_at,
    )
    revision = mended.article.revisions.first()
    assert (revision.act, revision.note) == ("correct", "توضيح: الرقم 22 لا 12")


def test_a_correction_becomes_no_withdrawal_and_is_not_emptied(correction):
    chief = client_of(factories.user(role=CHIEF))
    for wrong in ({"kind": "withdrawal"}, {"text": " "}):
        answer = chief.post(change(correction), form_of(chief, change(correction)) | wrong)
        assert answer.status_code == 200
    assert Correction.objects.get().text == correction.text


def test_who_works_elsewhere_only_reads(correction):
    chief = factories.user(role=CHIEF)
    SectionMember.objects.create(user=chief, section=factories.section())
    assert client_of(chief).post(change(correction), {"text": "لا", "kind": "update"}).status_code == 403
