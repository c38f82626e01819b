import json

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
