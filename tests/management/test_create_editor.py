"""The first account: with a password that is given, or made and printed once; never a second."""

from __future__ import annotations

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def create() -> str:
    out = io.StringIO()
    call_command("create_editor", stdout=out)
    return out.getvalue()


def may_sign_in(password: str) -> bool:
    client = Client()
    return client.login(username="editor", password=password) and client.get("/admin/").status_code == 200


def test_a_password_that_is_given_is_set_and_not_printed(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "كلمة سر طويلة 1")
    said = create()
    assert "ADMIN_PASSWORD" in said
    assert "كلمة سر" not in said
    assert may_sign_in("كلمة سر طويلة 1")
    assert get_user_model().objects.get().is_superuser


@pytest.mark.parametrize("given", [None, ""])
def test_without_one_it_is_made_and_printed_once(monkeypatch, given):
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    if given is not None:
        monkeypatch.setenv("ADMIN_PASSWORD", given)
    made = re.search(r"password (\S{12,}) ", create())
    assert made
    assert may_sign_in(made[1])
    assert create() == ""
    assert may_sign_in(made[1])


@pytest.mark.parametrize("username", ["editor", "leila"])
def test_where_somebody_has_an_account_nothing_changes(monkeypatch, username):
    monkeypatch.setenv("ADMIN_PASSWORD", "another password")
    factories.user(username)
    before = list(get_user_model().objects.values())
    assert create() == ""
    assert list(get_user_model().objects.values()) == before
