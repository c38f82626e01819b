"""Fixtures for all tests: own media folder, small fixtures, a real server and browser where asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.tasks import Task
from django.tasks.backends.immediate import ImmediateBackend
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from articles.models import Article
from tests import factories
from tests.servers import Server, serving

# No test fails because the machine is busy.
hypothesis_settings.register_profile("newsroom", deadline=None)
hypothesis_settings.load_profile("newsroom")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Uploads of a test go to its own folder, what was collected is not served; quick passwords."""
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    settings.READ_MARKS = tmp_path / "read-marks"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file: each thread of a live server has a connection of its own, and can close it."""
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(path)


@pytest.fixture
def reader(db: None) -> Client:
    """Somebody who only reads."""
    return Client()


@pytest.fixture
def editor(db: None) -> Any:
    """Somebody who may do everything on the desk."""
    return factories.user("editor", is_superuser=True)


@pytest.fixture
def desk(editor: Any) -> Client:
    """A client signed in as the editor."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def article(db: None) -> Article:
    """A published article with all its parts at their defaults."""
    return factories.article()


@pytest.fixture
def statements(reader: Any) -> Callable[[str], list[str]]:
    """The SQL that one page costs."""

    def ask(path: str) -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(path)
        assert response.status_code == 200, path
        return [query["sql"] for query in queries]

    return ask


@pytest.fixture
def server() -> Iterator[Server]:
    """One that stands in the place of a server outside."""
    with serving() as state:
        yield state


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """As with a worker: what is put off, and for how long, in seconds."""
    put_off: list[tuple[Any, ...]] = []
    now = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    def using(self: Any, run_after: Any) -> Any:
        pause = (run_after - now).total_seconds()
        return SimpleNamespace(enqueue=lambda *args: put_off.append((pause, *args)))

    monkeypatch.setattr(Task, "using", using)
    monkeypatch.setattr(ImmediateBackend, "supports_defer", True)
    return put_off


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests whose tool is absent are skipped, with the reason; REQUIRE_SERVICES=1 lets them fail."""
    if os.environ.get("REQUIRE_SERVICES") == "1":
        return
    missing = {
        "browser": "" if chromium() else "no Chromium at /usr/bin/chromium (CHROMIUM names another)",
        "markup": "" if nu_checker() else "no Nu checker: make var/vnu.jar (needs npm and Java)",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and marker in item.keywords:
                item.add_marker(pytest.mark.skip(reason=reason))


def chromium() -> str | None:
    """Path of the browser for the browser tests, None where there is none."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return path if Path(path).exists() else None


def nu_checker() -> Path | None:
    """Path of the Nu HTML checker, None where it, or the Java that runs it, is absent."""
    path = Path(__file__).parent.parent / "var" / "vnu.jar"
    return path if path.exists() and shutil.which("java") else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop makes Django take the test's own thread for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield launched
        launched.close()
