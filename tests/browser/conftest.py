"""For all tests in a browser: how long they wait for what comes by and by, and somebody at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.desk import sign_in


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """No test fails because the machine is busy."""
    expect.set_options(timeout=60_000)


@pytest.fixture
def desk(live_server: Any, browser: Any) -> Iterator[Any]:
    """Opens the desk at a path, for somebody who may do everything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)

    def open_desk(path: str) -> Any:
        page = context.new_page()
        page.failures = []
        page.on("pageerror", lambda error: page.failures.append(str(error)))
        factories.user("mona", is_superuser=True)
        sign_in(page, "mona", live_server.url + path)
        return page

    yield open_desk
    context.close()
