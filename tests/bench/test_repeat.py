"""An archive repeated with changed words is a larger archive, not the same one with copies."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.text.similarity import containment, shingles
from articles.text.tokens import words
from tests.intake.archives import archive, import_, line
from tests.similar.newsroom import COMMON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rng = random.Random(1)
    stories = [line(id=f"x-{n}", body=" ".join(rng.choices(COMMON, k=200))) for n in range(3)]
    return archive(tmp_path / "archive.jsonl.gz", *stories)


def repeat(path: Path, times: int) -> list[dict[str, str]]:
    out = io.StringIO()
    call_command("quality", "repeat", str(path), times=times, stdout=out)
    return [json.loads(text) for text in out.getvalue().splitlines()]


def test_each_repetition_has_ids_and_times_of_its_own_the_oldest_first(path):
    found = repeat(path, 3)
    assert [story["id"] for story in found] == ["x-0~2", "x-1~2", "x-2~2", "x-0~1", "x-1~1", "x-2~1"]
    assert [story["published"][:10] for story in found] == ["2023-10-13"] * 3 + ["2024-04-12"] * 3
    assert repeat(path, 3) == found


def test_a_third_of_the_words_are_others_of_the_archive(path):
    told = repeat(path, 2)[0]["body"].split()
    model = random.Random(1).choices(COMMON, k=200)
    same = sum(one == two for one, two in zip(told, model, strict=True))
    assert 100 < same < 170
    assert containment(shingles(words(" ".join(told))), shingles(words(" ".join(model)))) < 0.5


@pytest.mark.django_db
def test_what_it_writes_can_be_imported_and_measured(path, tmp_path):
    many = archive(tmp_path / "many.jsonl", *repeat(path, 2))
    assert import_(many, path) == "6 created, 0 updated, 0 unchanged, 0 failed"
    assert not Article.objects.filter(copy_of__isnull=False).exists()
    queries = tmp_path / "queries.json"
    queries.write_text(json.dumps({"1": {"q": "رصيف"}, "2": {"q": "ميناء الرمال"}}))
    out = io.StringIO()
    call_command("quality", "cost", queries=[queries], lists=3, stdout=out)
    said = out.getvalue().splitlines()
    assert "6 articles" in said[0]
    assert [text.split("  ")[0] for text in said[2:5]] == [
        "similar list (3)",
        "search (2)",
        "page of results",
    ]
    assert said[5].startswith("private memory: ")
