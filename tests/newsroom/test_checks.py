"""Before the newsroom goes into service it is told what its settings lack."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks import run_checks

TOLD = [
    ("WEBSUB_HUBS", ["https://hub.example/"], "hubs of feeds"),
    ("INDEXNOW_KEY", "0a1b2c3d", "search engines"),
    ("EDGE_CACHES", [("varnish", {"url": "http://cache.example/"})], "caches in front"),
]


def warnings(deploy: bool = True) -> list[Any]:
    found = run_checks(tags=["security"], include_deployment_checks=deploy)
    return [one for one in found if one.id == "newsroom.W001"]


@pytest.mark.parametrize(("name", "value", "words"), TOLD)
def test_who_is_told_of_changes_wants_a_worker(settings, name, value, words):
    settings.TASK_WORKER = False
    setattr(settings, name, value)
    (warning,) = warnings()
    assert words in warning.msg
    assert "TASK_WORKER=1" in warning.hint
    assert not warnings(deploy=False)
    settings.TASK_WORKER = True
    assert not warnings()


def test_where_nobody_is_told_none_is_wanted(settings):
    settings.TASK_WORKER = False
    assert not warnings()
