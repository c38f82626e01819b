"""For all tests in a browser: how long they wait for what comes by and by."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """No test fails because the machine is busy."""
    expect.set_options(timeout=60_000)
