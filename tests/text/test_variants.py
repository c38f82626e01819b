"""Which names may be one name spelt twice."""

from __future__ import annotations

import pytest

from articles.text.variants import MOST_LETTERS, blocking_keys, variant_reason

VARIANTS = [
    ("جوجل", "غوغل", "sound"),
    ("غوغل", "قوقل", "sound"),
    ("بلغاريا", "بلجاريا", "sound"),
    ("إنكلترا", "إنجلترا", "sound"),
    ("الكونغو", "الكونجو", "sound"),
    ("تشيلسي", "شيلسي", "sound"),
    ("طوكيو", "توكيو", "letter"),
    ("فاشنطن", "واشنطن", "sound"),
    ("دونالد ترامب", "دونالد ترمب", "sound"),
    ("فيتنام", "ڤيتنام", "hamza"),
    ("نتنياهو", "نتانياهو", "sound"),
    ("زيلينسكي", "زيلنسكي", "sound"),
    ("الأمم المتحدة", "المتحدة الأمم", "order"),
    ("عبد الله", "عبدالله", "space"),
    ("مسؤول", "مسئول", "hamza"),
    ("الانتخابات", "انتخابات", "stem"),
    ("حقوق الإنسان", "حقوق إنسان", "stem"),
    ("سوريا", "سورية", "letter"),
    ("أميركا", "أمريكا", "sound"),
    ("فلاديمير بوتين", "فلاديمير بوتن", "letter"),
    ("Facebook", "Faceboook", "letter"),
]
APART = [
    ("إيران", "إيراد"),
    ("حزب الله", "حرب الله"),
    ("مصر", "مصري"),
    ("مصر", "قطر"),
    ("كأس العالم 2025", "كأس العالم 2026"),
    ("إف 16", "إف 35"),
    ("C", "C++"),
    ("C++", "C#"),
    ("قمر", "غمر"),
    ("كتاب", "كاتب"),
    ("", "غزة"),
    ("ًٌٍ", "غزة"),
    ("غزة", "غزة وحصارها"),
    ("Go", "Goo"),
]


@pytest.mark.parametrize(("one", "other", "reason"), VARIANTS)
def test_variants_are_seen_both_ways_and_share_a_key(one, other, reason):
    assert variant_reason(one, other) == variant_reason(other, one) == reason
    assert blocking_keys(one) & blocking_keys(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_stay_apart(one, other):
    assert variant_reason(one, other) == variant_reason(other, one) == ""


def test_a_name_has_a_bounded_number_of_keys():
    assert not blocking_keys("ًٌٍَ")
    assert not blocking_keys("؟!")
    assert len(blocking_keys("ط" * 300)) == 3
    assert len(blocking_keys("مجلس الأمن الدولي")) <= MOST_LETTERS + 4
