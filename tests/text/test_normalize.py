import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.normalize import KEY_LENGTH, fold, has_direction_marks, identity_key, storable, tidy


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("مُحَمَّدٌ", "محمد"),  # harakat
        ("رَحْمٰن", "رحمن"),  # superscript alef
        ("بوتـــين", "بوتين"),  # tatweel
        ("أحمد إيران آسيا ٱلله", "احمد ايران اسيا الله"),  # seats of hamza on alef
        ("مستشفى", "مستشفي"),
        ("رئیس", "رئيس"),  # Persian ye
        ("کتاب ڪتاب", "كتاب كتاب"),
        ("مدرسة", "مدرسه"),
        ("٢٠٢٦ ۱۴۰۳", "2026 1403"),
        ("ﻣﺤﻤﺪ", "محمد"),  # presentation forms
        ("ﻻ ﷲ", "لا الله"),  # ligatures
        ("مح\ufe77مد", "محمد"),  # the shape of a bare fatha must not split the word
        ("بو\u200fتين\u200e", "بوتين"),
        ("می\u200cخواهم", "ميخواهم"),  # zero-width non-joiner
        ("ا\u0654حمد", "احمد"),  # NFD: alef and combining hamza
        ("مسو\u0654ول", "مسؤول"),  # NFD: composed before folding, so the waw keeps its hamza
        ("مسي\u0654ول", "مسئول"),
        ("CNN Arabic", "cnn arabic"),
    ],
)
def test_spellings_fold_to_one_key(typed, key):
    assert identity_key(typed) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("«أمازون»: خبر", "امازون خبر"),
        ("سي.إن.إن", "سي ان ان"),
        ("نسبة 3.5%", "نسبه 3.5%"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("،؛؟", ""),
        ("\u064b\u0651", ""),
    ],
)
def test_punctuation_is_no_part_of_a_name(text, key):
    assert identity_key(text) == key


def test_different_words_stay_different():
    assert len({identity_key(word) for word in ("علم", "علوم", "مسؤول", "مسئول", "سأل", "سال")}) == 5


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert identity_key(identity_key(text)) == identity_key(text)
    assert len(identity_key(text)) <= KEY_LENGTH


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("رئیس إیران", "رئيس إيران"),
        ("کتاب", "كتاب"),
        ("محـــمد", "محمد"),
        ("لـ «أمازون»", "لـ «أمازون»"),  # a tatweel that is spelling
        ("بـ5 أصوات", "بـ5 أصوات"),
        ("مُحَمَّد", "مُحَمَّد"),
        ("  سطر \n واحد\t", "سطر واحد"),
        ("\u202eمقلوب\u202c", "مقلوب"),
        ("ﻣﺪﺭﺳﺔ ½", "مدرسة ½"),
    ],
)
def test_tidy_mends_letters_and_keeps_the_spelling(typed, shown):
    assert tidy(typed) == shown


def test_what_no_database_takes_is_dropped():
    assert storable("أ\x00ب\ud800ج\r\nد\uffff") == "أبج\nد"


def test_direction_marks_are_seen():
    assert has_direction_marks("صورة\u202egpj.exe")
    assert not has_direction_marks("صورة.jpg")
