"""What load balancers are told: that the process answers, and whether it can serve readers."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests.caching.conftest import kept, redis_url  # noqa: F401


@pytest.fixture(autouse=True)
def _in_service(settings) -> None:
    """As in service: readers are sent to https, and only one name is known."""
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["news.example"]


def ask(path: str, method: str = "get") -> tuple[int, str]:
    response = getattr(Client(headers={"host": "10.0.0.7:8000"}), method)(path)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies
    return response.status_code, response.content.decode()


def test_a_process_that_answers_says_so_and_asks_nothing(settings):
    # No database is allowed in this test, and no Redis is there.
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    assert ask("/healthz") == (200, "ok\n")
    assert ask("/healthz", "head")[0] == 200


@pytest.mark.django_db
def test_one_that_can_serve_readers_is_ready(kept, django_assert_max_num_queries):  # noqa: F811
    with django_assert_max_num_queries(2):
        assert ask("/readyz") == (200, "ok\n")
    assert ask("/readyz", "head")[0] == 200


def test_one_without_its_database_is_not(monkeypatch, caplog):
    def refused(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("no route to db.internal as newsroom")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refused)
    assert ask("/readyz") == (503, "the database does not answer\n")
    assert "db.internal" in caplog.text
    assert ask("/healthz")[0] == 200


@pytest.mark.django_db
def test_one_before_its_migrations_is_not(caplog):
    recorder = MigrationRecorder(connection)
    last = sorted(name for app, name in recorder.applied_migrations() if app == "articles")[-1]
    recorder.record_unapplied("articles", last)
    assert ask("/readyz") == (503, "migrations are not applied\n")
    assert f"articles.{last}" in caplog.text
    recorder.record_applied("articles", last)
    assert ask("/readyz")[0] == 200


@pytest.mark.django_db
def test_one_without_its_redis_is_not(settings):
    settings.CACHE_URL = "redis://127.0.0.1:1/1"
    assert ask("/readyz") == (503, "the page cache does not answer\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_both_are_open_while_the_site_is_closed(settings, tmp_path, path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    assert ask(path) == (200, "ok\n")
    reader = Client(headers={"host": "news.example"})
    assert reader.get("/healthzx", secure=True).status_code == 503
