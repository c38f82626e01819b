"""The results as a table for people and as rows for programs."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from typing import Any

import django
from django.db import connection
from django.utils import timezone

from articles.bench.measure import DatabaseCpu, Row, yardstick

_HEADINGS = ("page", "req/s", "p50 ms", "p95 ms", "CPU ms", "SQL", "bytes", "gzip", "requests")


def about(articles: int, rounds: int) -> dict[str, Any]:
    """What was measured, and on what."""
    return {
        "database": f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "articles": articles,
        "date": timezone.now().date().isoformat(),
        "rounds": rounds,
        "database_cpu_included": DatabaseCpu().included,
        "page_cache": False,  # but for the figures that say so
        "yardstick_ms": round(yardstick()),
    }


def as_table(said: dict[str, Any], rows: list[Row]) -> str:
    """A header line and one line for each figure, in columns."""
    lines = [
        _HEADINGS,
        *(
            (
                row.name,
                f"{row.per_second:,.0f}",
                *(f"{ms:.2f}" for ms in (row.p50_ms, row.p95_ms, row.cpu_ms)),
                *(f"{number:,}" for number in (row.sql, row.bytes, row.gzip_bytes, row.requests)),
            )
            for row in rows
        ),
    ]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    header = (
        f"{said['database']} · Python {said['python']} · Django {said['django']} ·"
        f" {said['articles']:,} articles · {said['date']} · medians of {said['rounds']} rounds ·"
        f" CPU {'with' if said['database_cpu_included'] else 'WITHOUT'} the database's · page cache off ·"
        f" yardstick {said['yardstick_ms']} ms"
    )
    return "\n".join(
        [
            header,
            *(
                "  ".join(
                    [
                        line[0].ljust(widths[0]),
                        *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
                    ]
                )
                for line in lines
            ),
        ]
    )


def as_json(said: dict[str, Any], rows: list[Row]) -> str:
    return json.dumps({**said, "rows": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1)
