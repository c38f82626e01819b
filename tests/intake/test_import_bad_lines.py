"""What cannot be stored of an archive is named; the rest is."""

from __future__ import annotations

import gzip
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.intake import jsonl
from articles.models import Article
from tests.intake.archives import archive, import_, line

pytestmark = pytest.mark.django_db


def failures(*args: Any, **options: Any) -> list[str]:
    """What the command writes to standard error, with the counts before it; it must fail."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("import_articles", *map(str, args), stdout=out, stderr=err, **options)
    assert failed.value.returncode == 1
    return [out.getvalue().splitlines()[-1], *err.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 200_000, "nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "not JSON"),
        ("نص".encode("cp1256"), "not UTF-8"),
        (line(id=""), "no id"),
        (line(id="ط" * 201), "id: 201 characters, at most 200 fit"),
        (line(title=""), "no title"),
        (line(title="؟!"), "no letter or digit"),
        (line(title="ط" * 301), "title: 301 characters, at most 300 fit"),
        (line(title=["عنوان"]), "title: a text is expected"),
        (line(title="عنوان \x00"), "title: holds a NUL"),
        (json.dumps(line(body="نص \ud800")), "body: holds half a character"),
        (line(lede="ط" * 1001), "lede: 1001 characters"),
        (line(source="ط" * 101), "source: 101 characters"),
        (line(source=""), "no source"),
        (line(section="ط" * 61), "section: 61 characters"),
        (line(author="ط" * 101), "author: 101 characters"),
        (line(keywords=["ط" * 300]), "keywords: 300 characters"),
        (line(keywords=[f"كلمة {number}" for number in range(101)]), "keywords: 101 of them"),
        (line(keywords=[7]), "keywords: a list of texts is expected"),
        (line(keywords=["\x00"]), "keywords: holds a NUL"),
        (line(url="javascript:alert(1)"), "no http(s) address"),
        (line(url="https://a b.example/"), "no http(s) address"),
        (line(url="https://a.example/\nb"), "no http(s) address"),
        (line(url="https://a.example/" + "x" * 500), "at most 500 fit"),
        (line(published=""), "no date"),
        (line(published="أمس"), "no date and time like"),
        (line(published="2024-13-45"), "no date and time like"),
        (line(published="0001-01-01T00:00:00+14:00"), "no date and time like"),
        (line(expires="2020-01-01"), "expires before it is published"),
        (line(status="secret"), "none of draft, review, approved, published"),
    ],
)
def test_a_bad_line_is_named_and_the_others_stored(path, bad, reason):
    archive(path, line(id="before"), bad, line(id="after", title="خبر بعده"))
    counts, problem = failures(path)
    assert counts == "2 created, 0 updated, 0 unchanged, 1 failed"
    assert problem.startswith(f"{path}:2: ")
    assert reason in problem
    assert sorted(Article.objects.values_list("external_id", flat=True)) == ["after", "before"]


def test_a_line_without_end_is_read_in_pieces(path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 10_000)
    monkeypatch.setattr("articles.intake.archive.MAX_LINE", 10_000)
    archive(path, line(id="1"), "x" * 95_000, line(id="3"))
    counts, problem = failures(path)
    assert counts.startswith("2 created")
    assert f"{path}:2: longer than" in problem


def test_a_file_that_breaks_off_says_where(tmp_path):
    path = archive(tmp_path / "a.jsonl.gz", *(line(id=str(number)) for number in range(3)))
    path.write_bytes(path.read_bytes()[:-12])
    counts, problem = failures(path, archive(tmp_path / "b.jsonl", line(id="other")))
    assert counts.endswith("1 failed")
    assert "breaks off here" in problem
    assert Article.objects.filter(external_id="other").exists()


def test_a_damaged_file_says_where(tmp_path):
    data = bytearray(gzip.compress(json.dumps(line()).encode()))
    data[20:30] = b"\xff" * 10
    path = tmp_path / "a.gz"
    path.write_bytes(data)
    assert f"{path}:1: the file cannot be read from here on" in failures(path)[1]
    assert not Article.objects.exists()


def test_a_missing_file_does_not_keep_the_others_away(path):
    counts, problem = failures("no-such-file.jsonl", archive(path, line()))
    assert counts == "1 created, 0 updated, 0 unchanged, 1 failed"
    assert problem.startswith("no-such-file.jsonl: cannot be read")


def test_a_story_that_expires_before_its_new_date_is_left_out(path):
    import_(archive(path, line()))
    article = Article.objects.get()
    article.expires_at = article.published_at + timedelta(days=1)
    article.save()
    assert "published after the article expires" in failures(archive(path, line(published="2024-11-01")))[1]


def test_spaces_in_an_address_are_written_as_browsers_send_them(path):
    import_(archive(path, line(url=" https://a.example/خبر\u00a0أول ")))
    assert Article.objects.get().source_url == "https://a.example/خبر%C2%A0أول"


def test_long_addresses_of_arabic_words_fit(path):
    import_(archive(path, line(url="https://a.example/" + "%D8%B7" * 150)))
    assert Article.objects.get().source_url == "https://a.example/" + "ط" * 150
