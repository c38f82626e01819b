"""What commands share: checking an option's value, and saying how far they are."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

_SECONDS_BETWEEN = 0.2


def option[T](name: str, check: Callable[[str], T], text: str) -> T:
    """What `check` makes of an option's `text`; its ValueError becomes a CommandError naming the option."""
    try:
        return check(text)
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from error


class Progress:
    """A line that says how far a command is, on a terminal only: a log should not fill with it."""

    def __init__(self, stream: OutputWrapper) -> None:
        self._stream = stream
        self._shown_at = 0.0
        self._width = 0
        self._on = stream.isatty()

    def show(self, done: int, total: int | None, note: str = "") -> None:
        """`done` of `total` (None: nobody knows) and `note`; not more often than an eye can follow."""
        if not self._on or monotonic() - self._shown_at < _SECONDS_BETWEEN:
            return
        bar = ""
        if total:
            part = min(done / total, 1)
            bar = f"[{'#' * round(part * 30):30}] {part:4.0%} "
        self._write(f"{bar}{note or done}")
        self._shown_at = monotonic()

    def clear(self) -> None:
        """Empty the line: something else is to be written, or the command is done."""
        if self._width:
            self._write("")

    def _write(self, text: Any) -> None:
        self._stream.write(f"\r{text:{self._width}}\r{text}", ending="")
        self._width = len(text)
