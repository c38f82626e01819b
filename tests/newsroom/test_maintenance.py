"""The page while the site is closed, and that of our own faults: finished, and asking nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def closed(settings: Any, tmp_path: Any) -> Any:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    return settings.MAINTENANCE_FILE


PATHS = [
    "/",
    "/article/1/x/",
    "/feed.rss",
    "/search/?q=x",
    "/nothing/",
    "/robots.txt",
    "/preview/x/",
    "/adminx/",
]


@pytest.mark.parametrize("path", PATHS)
def test_readers_are_told_and_no_database_is_asked(closed, path):
    # No database is allowed in this test: asking one would fail.
    for method in ("get", "head", "post"):
        response = getattr(Client(), method)(path, headers={"host": "any.example"})
        assert response.status_code == 503
        assert response["Retry-After"] == "300"
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies
    html = Client().get(path).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "نعود بعد قليل" in html
    assert "السدرة" in html
    assert "/static/css/site.css" in html


@pytest.mark.django_db
def test_the_desk_stays_open_and_the_site_opens_with_the_file(closed):
    assert Client().get("/admin/login/").status_code == 200
    assert Client().get("/media/x.jpg").status_code == 404
    closed.unlink()
    assert Client().get("/").status_code == 200


def test_a_file_with_words_in_it_is_the_same_switch(closed):
    closed.write_text("back at four")
    assert Client().get("/").status_code == 503
    assert "back at four" not in Client().get("/").content.decode()


def test_it_is_in_the_language_and_under_the_name_of_the_paper(closed, settings):
    settings.SITE_NAME = 'صحيفة <b> & "x"'
    assert "صحيفة &lt;b&gt; &amp;" in Client().get("/").content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_has_a_finished_page(monkeypatch):
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.views.home.front", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "الخطأ منا لا منك" in html
    assert "/static/css/site.css" in html
    assert "broken" not in html
