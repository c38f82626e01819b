"""Reads a file of lines, gzip or plain, a bounded piece at a time."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

MAX_LINE = 8 * 1024 * 1024  # bytes: a body of 2 MB written in \u escapes, with room to spare
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"


class LineFile:
    """The lines of one file, `-` being the standard input. What is gzip is told by its first bytes.

    Iterating gives the number of each line and its bytes, which are cut after MAX_LINE + 1. A file that
    breaks off or is damaged ends there and says so in `problem`, with the line in `number`.
    Opening raises OSError.
    """

    def __init__(self, name: str) -> None:
        raw: BinaryIO = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 - __exit__
        self._raw = io.BufferedReader(raw, 1 << 16)  # type: ignore[type-var]
        self._closes = name != "-"
        self.size = os.fstat(raw.fileno()).st_size if self._closes else None
        compressed = self._raw.peek(2)[:2] == _GZIP
        self._file = gzip.GzipFile(fileobj=self._raw) if compressed else self._raw
        self.number = 0
        self.problem = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._closes:
            self._raw.close()
        else:
            self._raw.detach()

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        try:
            while line := self._file.readline(MAX_LINE + 1):
                self.number += 1
                if len(line) > MAX_LINE:
                    self._skip_rest(line)
                yield self.number, line.removeprefix(_BOM) if self.number == 1 else line
        except EOFError:
            self._break_off("the gzip file breaks off here; what is missing was not read")
        except (OSError, zlib.error) as error:
            self._break_off(f"the file cannot be read from here on: {error}")

    def position(self) -> int:
        """Bytes of the file that were read, of `size`."""
        return self._raw.tell() if self._closes else 0

    def _skip_rest(self, line: bytes) -> None:
        while line and not line.endswith(b"\n"):
            line = self._file.readline(MAX_LINE)

    def _break_off(self, problem: str) -> None:
        self.number += 1
        self.problem = problem
