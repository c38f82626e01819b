"""Old addresses from a file: stored once, bad lines named and left out."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db


def run(path: Path | str, **options: Any) -> tuple[str, str, bool]:
    """Standard output, standard error, and whether every line was good."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_old_addresses", str(path), stdout=out, stderr=err, **options)
    except CommandError:
        return out.getvalue().strip(), err.getvalue(), False
    return out.getvalue().strip(), err.getvalue(), True


def stored() -> dict[str, Any]:
    return {one.path: one.article or one.to for one in OldAddress.objects.all()}


@pytest.fixture
def story() -> Any:
    return factories.article(external_id="almarfa-20418")


def test_it_is_stored_and_read_again_changes_nothing(tmp_path, story):
    path = tmp_path / "old.csv"
    path.write_text(
        "old,new\n"
        "/news.php?id=5&cat=1,almarfa-20418\n"
        '"https://old.example/a,b/",/section/اقتصاد/\r\n'
        "\n"
        "/x,http://localhost/feeds/\n",
        encoding="utf-8-sig",
    )
    assert run(path) == ("3 created, 0 updated, 0 unchanged, 0 failed", "", True)
    assert stored() == {"/news.php?cat=1&id=5": story, "/a,b": "/section/اقتصاد/", "/x": "/feeds/"}
    assert run(path)[0] == "0 created, 0 updated, 3 unchanged, 0 failed"
    path.write_text("/x,/archive/\n/x,/search/\n")
    assert run(path)[0] == "0 created, 2 updated, 0 unchanged, 0 failed"
    assert stored()["/x"] == "/search/"


def test_bad_lines_are_named_and_left_out(tmp_path, story):
    path = tmp_path / "old.csv"
    path.write_bytes(
        b"/1,/archive/\n"
        b"/2\n"
        b"/3,/a/,/b/\n"
        b"no address,/archive/\n"
        b"/5,//evil.example/\n"
        b"/6,https://evil.example/\n"
        b"/7,javascript:alert(1)\n"
        b"/8,/8/\n"
        b"/9,\xff\xfe\n"
        b"/10,nobody-has-this\n"
        b'/11,"unclosed\n'
        b"/12,/1\n"
        b"/archive,/feeds/\n"
        b"/14,/feeds/\n" + b"/" + b"x" * 200_000 + b",/feeds/\n"
    )
    out, err, good = run(path)
    assert not good
    assert stored() == {"/1": "/archive/", "/14": "/feeds/"}
    numbers = [int(line.split(":")[1]) for line in err.splitlines()]
    assert sorted(numbers) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15]
    assert out == "2 created, 0 updated, 0 unchanged, 13 failed"
    assert "nobody-has-this" in err
    assert "leads" in next(line for line in err.splitlines() if ":12:" in line)


def test_a_dry_run_stores_nothing(tmp_path, story):
    path = tmp_path / "old.csv"
    path.write_text("/1,almarfa-20418\n")
    assert (
        run(path, dry_run=True)[0] == "1 created, 0 updated, 0 unchanged, 0 failed (dry run: nothing stored)"
    )
    assert stored() == {}


def test_the_standard_input_gzip_and_a_missing_file(tmp_path, monkeypatch):
    (tmp_path / "in").write_bytes(b"/1,/feeds/\n")
    with (tmp_path / "in").open() as file:
        monkeypatch.setattr("sys.stdin", file)
        assert run("-")[0].startswith("1 created")
    packed = tmp_path / "old.csv.gz"
    packed.write_bytes(gzip.compress(b"/2,/feeds/\n"))
    assert run(packed)[0].startswith("1 created")
    _out, err, good = run(tmp_path / "missing.csv")
    assert not good
    assert "cannot be read" in err


def test_it_is_read_in_batches_of_few_statements_and_purges(
    tmp_path, monkeypatch, django_assert_max_num_queries
):
    purged: list[set[str]] = []
    monkeypatch.setattr("articles.intake.old_addresses.purge", lambda tags: purged.append(set(tags)))
    path = tmp_path / "old.csv"
    path.write_text("".join(f"/old/{n},/archive/?n={n}\n" for n in range(1_200)))
    with django_assert_max_num_queries(40):
        assert run(path)[0] == "1200 created, 0 updated, 0 unchanged, 0 failed"
    assert purged == [{"missing"}] * 3
    path.write_text("/old/5,/feeds/\n/old/6,/archive/?n=6\n")
    run(path)
    assert purged[3:] == [{"missing", f"oldaddress-{OldAddress.objects.get(path='/old/5').pk}"}]
