"""Phrases that may be names, by what the text itself says of them."""

from __future__ import annotations

import pytest

from articles.text.phrases import excerpt, new_phrases, without_prefixes, words_of_fields


def phrases(*fields: str) -> list[tuple[str, int]]:
    return [(phrase.text, len(phrase.starts)) for phrase in new_phrases(fields, words_of_fields(fields, 500))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("زار سالم الغريب المصنع. وقال سالم الغريب إنه سعيد.", [("سالم الغريب", 2)]),
        ("أعلن «مهرجان الضوء القديم» برنامجه.", [("مهرجان الضوء القديم", 1)]),
        ("شكر للأمم المتحدة. وقال إن للأمم المتحدة دورًا.", [("الأمم المتحدة", 2)]),
        ("زار البنك المركزي. وبالبنك المركزي أمل.", [("البنك المركزي", 2)]),
        ("وسم #مهرجان_الضوء في المدينة", []),
        ("جاء، في، من، على. جاء في من على.", []),
        # a sentence that was copied is no name, nor are its pieces
        ("رفع المصنع إنتاجه السنوي كثيرًا جدًا\nرفع المصنع إنتاجه السنوي كثيرًا جدًا", []),
        ("كتاب. جديد كتاب. جديد", []),
    ],
)
def test_what_comes_again_or_stands_in_quotes(text, found):
    assert phrases("", "", text) == found


def test_the_headline_counts_more():
    assert phrases("ميناء الشرق", "", "قرب ميناء الشرق. سوق الغرب هنا. هناك سوق الغرب")[0] == (
        "ميناء الشرق",
        2,
    )


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("وبالمدارس", ("وبالمدارس", "بالمدارس", "المدارس")),
        ("للمدارس", ("للمدارس", "المدارس")),
        ("وزير", ("وزير", "زير")),
        ("بلد", ("بلد",)),
        ("و", ("و",)),
    ],
)
def test_prefixes_come_off_in_turn(word, forms):
    assert without_prefixes(word) == forms


def test_an_excerpt_ends_at_words():
    fields = ["كلمة " * 30 + "هنا المقصود " + "كلمة " * 30]
    word = next(word for word in words_of_fields(fields, 100) if word.key == "هنا")
    text = excerpt(fields, word)
    assert text.startswith("…كلمة")
    assert text.endswith("كلمة…")
    assert "هنا المقصود" in text
    assert len(text) < 110
