"""Lines of archives, and the two commands, for the tests of both."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command


def line(**fields: Any) -> dict[str, Any]:
    """The fields of a good line; keyword arguments say what a test is about."""
    return {
        "id": "x-1",
        "title": "رصيف جديد في ميناء الرمال",
        "lede": "يبدأ العمل في الرصيف الجديد مطلع الشهر.",
        "body": "الفقرة الأولى من الخبر.\nالفقرة الثانية منه.",
        "source": "المرفأ",
        "url": "https://almarfa.example/1",
        "published": "2024-10-11T15:30:00Z",
        "section": "اقتصاد",
        "author": "ليلى الحمداني",
        "keywords": ["ميناء الرمال", "الرصيف الجديد"],
        **fields,
    }


def archive(path: Path, *lines: dict[str, Any] | bytes | str) -> Path:
    """A file of `lines`: objects as JSON, others as they are; compressed when it is called .gz."""
    data = b"".join(
        (text if isinstance(text, bytes) else text.encode()) + b"\n"
        for text in (
            json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else item for item in lines
        )
    )
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def import_(*args: Any, **options: Any) -> str:
    """The counts that import_articles prints last."""
    out = io.StringIO()
    call_command("import_articles", *map(str, args), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue().splitlines()[-1]


def export(*args: Any, **options: Any) -> list[dict[str, Any]]:
    """The lines that export_articles prints, read."""
    out = io.StringIO()
    call_command("export_articles", *map(str, args), stdout=out, stderr=io.StringIO(), **options)
    return [json.loads(text) for text in out.getvalue().splitlines()]
