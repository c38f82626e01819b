from __future__ import annotations

import io

import pytest
from django.core.management.base import CommandError, OutputWrapper

from articles.management import reporting
from articles.management.reporting import Progress, option


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is_and_is_left_clean(monkeypatch):
    monkeypatch.setattr(reporting, "_SECONDS_BETWEEN", 0)
    out = Terminal()
    progress = Progress(OutputWrapper(out))
    progress.show(500, 1000, "500 archive.jsonl")
    assert "[###############               ]  50% 500 archive.jsonl" in out.getvalue()
    progress.clear()
    progress.clear()
    assert out.getvalue().endswith("\r")


def test_without_a_total_it_counts(monkeypatch):
    monkeypatch.setattr(reporting, "_SECONDS_BETWEEN", 0)
    out = Terminal()
    Progress(OutputWrapper(out)).show(0, None, "500 -")
    assert out.getvalue().rpartition("\r")[2] == "500 -"


def test_a_log_is_not_filled_with_it():
    out = io.StringIO()
    progress = Progress(OutputWrapper(out))
    progress.show(1, 2)
    progress.clear()
    assert out.getvalue() == ""


def test_a_wrong_value_names_its_option():
    with pytest.raises(CommandError, match="--number: invalid literal"):
        option("--number", int, "x")
    assert option("--number", int, "7") == 7
