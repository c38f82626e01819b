"""Each rule of house style, on before-and-after tables, and what none of them may touch."""

import tomllib
from pathlib import Path

import pytest

from articles.text.style import RULES, check, mend, mend_all

TABLE = tomllib.loads((Path(__file__).parents[2] / "data/house_style.toml").read_text())
MENDED = [(rule, *pair) for rule, pairs in TABLE.items() if isinstance(pairs, list) for pair in pairs]
ASKED = [(rule, text) for rule, texts in TABLE["asked"].items() for text in texts]


@pytest.mark.parametrize(("rule", "before", "after"), MENDED, ids=lambda text: text[:30])
def test_what_is_mended(rule, before, after):
    assert rule in {finding.rule for finding in check(before)}
    assert mend_all(before) == after
    assert not check(after)


@pytest.mark.parametrize(("rule", "marked"), ASKED)
def test_what_is_left_to_a_person(rule, marked):
    text = marked.replace("⟦", "").replace("⟧", "")
    (finding,) = check(text)
    assert (finding.rule, finding.replacement, finding.edits) == (rule, None, ())
    assert f"{text[: finding.start]}⟦{finding.found}⟧{text[finding.end :]}" == marked
    assert mend_all(text) == text


@pytest.mark.parametrize("text", TABLE["untouched"]["texts"])
def test_what_stays_as_it_is(text):
    assert not check(text)


def test_every_rule_has_its_cases():
    shown = {rule for rule, *_ in MENDED}
    assert {name for name in TABLE if name not in ("asked", "untouched")} == shown
    assert len(shown) >= len(RULES)


def test_a_finding_says_where_it_is_and_what_would_stand_there():
    text = 'وصل الوزير, ثم قال "نعم" ومضى'
    comma, quote = check(text)
    assert (comma.rule, comma.found, comma.replacement) == ("comma", ",", "،")
    assert text[comma.start : comma.end] == ","
    assert comma.before.endswith("الوزير")
    assert comma.after.startswith(" ثم")
    assert (quote.found, quote.replacement) == ('"نعم"', "«نعم»")
    assert mend(text, [comma]) == 'وصل الوزير، ثم قال "نعم" ومضى'
    assert mend(text, [quote]) == "وصل الوزير, ثم قال «نعم» ومضى"
    assert mend(text, []) == text


def test_a_finding_keeps_its_key_while_its_place_stays():
    (one,) = check("وصل الوزير, ثم غادر")
    (moved,) = check("في المساء وصل الوزير, ثم غادر المدينة")
    (marked,) = check("وصل الوزيرُ, ثمّ غادر")
    (elsewhere,) = check("وصل السفير, ثم غادر")
    assert one.key == moved.key == marked.key != elsewhere.key
    assert one.key.startswith("comma-")


def test_silenced_findings_stay():
    text = "وصل الوزير, ثم غادر , وعاد"
    first = check(text)[0]
    assert mend_all(text, silenced={first.key}) == "وصل الوزير, ثم غادر، وعاد"


def test_lines_are_read_by_themselves():
    text = 'قال "نعم\nومضى" اليوم,\nالوزير'
    assert [finding.rule for finding in check(text)] == ["quotes", "quotes", "comma"]
    assert mend_all(text) == 'قال "نعم\nومضى" اليوم،\nالوزير'


@pytest.mark.parametrize(
    "piece", ["ي", "a.", "a-", "1,", "`", "&", "( ", '"', "«", "؟!", ".", " ", "@", "كـ "]
)
def test_hostile_runs_are_read_to_their_end(piece):
    """Were any rule's time to grow with the square of a run, this would not end today."""
    text = f"كلمة {piece * (30_000 // len(piece))}كلمة"
    assert len(check(text)) < 30_000


def test_a_text_of_two_megabytes_is_read():
    text = "وصل الوزير إلى المدينة، ثم قال «نعم» في 2026. " * 27_000
    assert len(text.encode()) > 2_000_000
    assert not check(text)
