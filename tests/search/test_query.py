from datetime import date
from time import process_time

import pytest

from articles.search.query import MOST_WORDS, Query, parse, read_date


def meant(text: str) -> dict[str, object]:
    """The parts of the query that are there."""
    empty = Query()
    query = parse(text)
    return {
        name: value for name, value in vars(query).items() if name != "text" and value != getattr(empty, name)
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", {}),
        ("  ؟! ", {}),
        ("الميناء الجديد", {"words": ("الميناء", "الجديد")}),
        ("الميناء المِيناءُ", {"words": ("الميناء",)}),
        ('"مجلس الأمن" لبنان', {"phrases": (("مجلس", "الامن"),), "words": ("لبنان",)}),
        ("«مجلس الأمن»", {"phrases": (("مجلس", "الامن"),)}),
        ('"كلمة"', {"words": ("كلمه",)}),
        ('"مجلس الأمن', {"phrases": (("مجلس", "الامن"),)}),
        ('""" "', {}),
        ("الميناء -الركاب", {"words": ("الميناء",), "without": ("الركاب",)}),
        ('الميناء -"خط الركاب"', {"words": ("الميناء",), "without_phrases": (("خط", "الركاب"),)}),
        ("2-1", {"words": ("2", "1")}),
        ("- -- -", {}),
        ("source:المرفأ", {"source": "المرفأ"}),
        ('مصدر:"وكالة الأنباء" نفط', {"source": "وكالة الأنباء", "words": ("نفط",)}),
        ("قِسم:اقتصاد", {"section": "اقتصاد"}),
        ("من:2026-01 إلى:٢٠٢٦-٠٢", {"since": date(2026, 1, 1), "until": date(2026, 2, 28)}),
        ("after:2026 before:2026", {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}),
        ("من:بيروت", {"words": ("من", "بيروت")}),
        ("النتيجة:فوز", {"words": ("النتيجه", "فوز")}),
        ("نفط AND (غاز OR *) NEAR/2", {"words": ("نفط", "and", "غاز", "or", "near", "2")}),
        ("نفط\x00\ud800غاز", {"words": ("نفطغاز",)}),
        ("source:", {"words": ("source",)}),
    ],
)
def test_what_readers_type(text, parts):
    assert meant(text) == parts


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "0000-01-01", "9999", "غدا", "", "2026-1-1-1"])
def test_what_is_no_date(text):
    assert read_date(text, end=True) is None


def test_a_controls_value_wins_over_a_typed_one():
    query = parse("نفط section:اقتصاد").narrowed("", "سياسة", "2026-01-01", "")
    assert (query.section, query.since) == ("سياسة", date(2026, 1, 1))


def test_stop_words_are_not_needed_unless_there_is_nothing_else():
    assert parse("الحرب في السودان").needed == ("الحرب", "السودان")
    assert parse("في من").needed == ("في", "من")


@pytest.mark.parametrize("unit", ['"', "-", "م:", '-"', "ا", "اب ", ":", 'source:"', "ً"])
def test_long_texts_take_no_time(unit):
    begun = process_time()
    query = parse(unit * 100_000)
    assert process_time() - begun < 0.5
    assert len(query.all_words) <= MOST_WORDS
