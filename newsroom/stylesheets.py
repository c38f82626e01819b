"""The public pages' style sheet: written in parts, asked for as one file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/site.css"
PARTS = settings.BASE_DIR / "static" / "css" / "site"


class JoinedStylesheets(BaseFinder):
    """Finds `css/site.css`: the files of static/css/site in the order of their names, joined."""

    storage = FileSystemStorage(location=settings.BASE_DIR / "var" / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [self._joined()] if find_all else self._joined()

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        self._joined()
        yield NAME, self.storage

    def _joined(self) -> str:
        """The path of the file, written anew where a part has changed."""
        joined = Path(self.storage.path(NAME))
        text = "\n".join(part.read_text() for part in sorted(PARTS.glob("*.css")))
        if not joined.exists() or joined.read_text() != text:
            joined.parent.mkdir(parents=True, exist_ok=True)
            # Whole at once: another process may be reading it.
            unfinished = joined.with_suffix(f".{os.getpid()}")
            unfinished.write_text(text)
            unfinished.replace(joined)
        return str(joined)
