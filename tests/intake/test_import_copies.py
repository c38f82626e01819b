"""An import says which stories have the text of others."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.intake.archives import archive, import_, line

pytestmark = pytest.mark.django_db


BODY = " ".join(f"كلمة{number}" for number in range(60))


def said(*args: Any, **options: Any) -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("import_articles", *map(str, args), stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_says_how_many_have_the_text_of_another(path):
    archive(
        path,
        line(body=BODY),
        line(id="x-2"),
        line(id="x-3", body=BODY),
        line(id="x-4", body=f"{BODY} أخرى"),
    )
    assert said(path) == [
        "2 with the text of a story before them (--verbosity 2 names them)",
        "4 created, 0 updated, 0 unchanged, 0 failed",
    ]
    assert said(path) == ["0 created, 0 updated, 4 unchanged, 0 failed"]


def test_it_names_them_when_asked(path):
    import_(archive(path, line(body=BODY)))
    archive(path, line(id="x-2"), line(id="x-3", body=f"{BODY} أخرى"))
    first = Article.objects.get(external_id="x-1").pk
    assert said(path, verbosity=2) == [
        f"{path}:2: 100% as in {first}",
        "1 with the text of a story before them",
        "2 created, 0 updated, 0 unchanged, 0 failed",
    ]


def test_a_dry_run_compares_no_texts(path):
    archive(path, line(body=BODY), line(id="x-2", body=BODY))
    assert said(path, dry_run=True) == [
        "2 created, 0 updated, 0 unchanged, 0 failed (dry run: nothing stored)"
    ]
