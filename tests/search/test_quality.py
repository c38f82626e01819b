import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_ranked_answers_are_written_with_their_ids(story, tmp_path):
    made = story("الميناء الجديد")
    queries, out = tmp_path / "q.json", tmp_path / "ranked.json"
    queries.write_text(json.dumps({"a": {"q": "ميناء"}, "b": {"q": "سمرقند"}}))
    call_command("quality", "search", queries=queries, out=out)
    assert json.loads(out.read_text()) == {"a": [str(made.pk)], "b": []}


@pytest.mark.django_db
def test_queries_that_cannot_be_read_are_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="missing.json"):
        call_command("quality", "search", queries=tmp_path / "missing.json", out=tmp_path / "out.json")


@pytest.mark.django_db
def test_the_table_has_every_score(tmp_path, capsys):
    data = Path(__file__).parent.parent / "data"
    call_command("import_articles", str(data / "quality.jsonl"))
    known = json.loads((data / "quality_labels.json").read_text())
    labels, queries = tmp_path / "labels.json", tmp_path / "queries.json"
    labels.write_text(
        json.dumps({**known, "keywords": {}, "editor_links": {}, "near_dup": known["copies"], "same_url": []})
    )
    queries.write_text(json.dumps({str(n): query for n, query in enumerate(known["searches"])}))
    capsys.readouterr()
    call_command("quality", "table", labels=labels, queries=[queries])
    scores = {}
    for line in filter(None, capsys.readouterr().out.splitlines()):
        name, *figures = line.rsplit(maxsplit=2 if line.startswith(("all", "plain")) else 1)
        scores[name.strip()] = figures[0]
    assert float(scores["events: MRR"]) > 0.9
    assert float(scores["dup@10"]) == 0
    assert float(scores["all"]) > 0.9
    assert "plain" in scores


@pytest.mark.django_db
def test_similar_lists_are_written_by_the_ids_of_the_archive(tmp_path):
    call_command("import_articles", str(Path(__file__).parent.parent / "data" / "quality.jsonl"))
    out = tmp_path / "ranked.json"
    call_command("quality", "related", out=out)
    found = json.loads(out.read_text())
    assert len(found) == 67
    assert all(one != story for story, ids in found.items() for one in ids)
