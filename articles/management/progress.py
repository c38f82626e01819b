"""How far a long command is, on a terminal only: a log should not fill with it."""

from typing import Any


class Progress:
    """Rewrites one line of `stream`: «similar lists: 500/33194 (last id 812)»."""

    def __init__(self, stream: Any, what: str, total: int) -> None:
        self._stream, self._what, self._total = stream, what, total
        self.done = 0

    def advance(self, by: int, note: str = "") -> None:
        self.done += by
        if self._stream.isatty():
            end = "\n" if self.done >= self._total else ""
            self._stream.write(f"\r{self._what}: {self.done}/{self._total} ({note}) ", ending=end)
