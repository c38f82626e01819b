"""Words as they are matched, light stems, shingles."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.similarity import SKETCH_SIZE, containment, shingles, sketch, weighted_terms
from articles.text.stems import light_stem, without_proclitics
from articles.text.tokens import STOP_WORDS, content_words, match_key, tokens, words


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("بوتـــين", "بوتين"),
        ("إيران", "ايران"),
        ("رئیس", "رييس"),
        ("رئيس", "رييس"),
        ("مسئول", "مسوول"),
        ("مسؤول", "مسوول"),
        ("مسي\u0654ول", "مسوول"),
        ("شئون", "شوون"),
        ("ﻣﺴﺆﻭﻝ", "مسوول"),
        ("ا\u0654حمد", "احمد"),
        ("گوگل", "كوكل"),
        ("CNN", "cnn"),
        ("٢٠٢٦", "2026"),
        ("۱۴۰۳", "1403"),
        ("ـــ", ""),
        ("\u064b\u064c", ""),
    ],
)
def test_words_fold_for_matching(typed, key):
    assert match_key(typed) == key


def test_words_are_separated_as_readers_separate_them():
    text = "«سي.إن.إن»: 12.5% في (CNN_Arabic)، وُصول\u200f السفينة/الباخرة…"
    assert words(text) == [
        *("سي", "ان", "ان", "12", "5", "في", "cnn", "arabic", "وصول", "السفينه", "الباخره"),
    ]
    assert words("ًٌ — !؟ \u200f") == []
    assert content_words("قال في الميناء و 5") == ["الميناء"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_places_lead_back_into_the_original(text):
    found = list(tokens(text))
    assert [token.word for token in found] == words(text)
    assert all(match_key(text[token.start : token.end]) == token.word for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_places_count_marks_and_stretches():
    text = "زار مُحَمَّدٌ بوتـــين"
    assert [text[token.start : token.end] for token in tokens(text)] == ["زار", "مُحَمَّدٌ", "بوتـــين"]


def test_stop_words_are_written_as_they_are_matched():
    assert [word for word in STOP_WORDS if match_key(word) != word] == []


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("الوزراء", "زراء"),
        ("وزراء", "زراء"),
        ("والوزراء", "زراء"),
        ("وبالمدارس", "مدارس"),
        ("والمدارس", "مدارس"),
        ("بالمدارس", "مدارس"),
        ("للمدارس", "مدارس"),
        ("الايراني", "ايران"),
        ("ايران", "اير"),
        ("المعلمون", "معلم"),
        ("سياسيه", "سياس"),
        ("وزير", "وزير"),
        ("cnn", "cnn"),
        ("2026", "2026"),
        ("", ""),
        ("ال", "ال"),
    ],
)
def test_light_stems(word, stem):
    assert light_stem(word) == stem


def test_a_proclitic_is_taken_off_only_before_a_known_word():
    known = {"مدارس", "المدارس", "زير", "لجنه", "اللجنه"}.__contains__
    assert list(without_proclitics("والمدارس", known)) == ["مدارس", "المدارس"]
    assert list(without_proclitics("للمدارس", known)) == ["مدارس", "المدارس"]
    assert list(without_proclitics("وزاره", known)) == []
    assert list(without_proclitics("وزير", known)) == ["زير"]
    assert list(without_proclitics("كتاب", known)) == []


WORDS = [f"كلمه{n}" for n in range(400)]


def test_shingles_and_containment():
    one, other = shingles(WORDS[:100]), shingles(WORDS[50:150])
    assert len(one) == 96
    assert list(one) == sorted(one)
    assert containment(one, one) == 1
    assert 0.4 < containment(one, other) < 0.6
    assert containment(shingles(WORDS[:20]), one) == 1  # an excerpt is wholly in the text
    assert containment(one, shingles(WORDS[200:])) == 0
    assert containment(one, shingles([])) == 0
    assert len(shingles(WORDS[:3])) == 1


def test_texts_that_share_much_share_a_part_of_their_sketch():
    rng = random.Random(5)
    missed = 0
    for _ in range(200):
        text = [rng.choice(WORDS) + str(rng.randrange(50)) for _ in range(200)]
        copied = text[:130] + [f"جديد{n}" for n in range(70)]
        missed += not set(sketch(shingles(text))) & set(sketch(shingles(copied)))
    assert len(sketch(shingles(text))) == SKETCH_SIZE
    assert missed <= 2


def test_terms_weigh_by_field_and_count():
    terms = weighted_terms([(3, ["ميناء"]), (1, ["ميناء", "سفن", "ميناء"])])
    assert terms["ميناء"] > terms["سفن"]
    assert weighted_terms([]) == {}
