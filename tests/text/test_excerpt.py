"""The first words of a text: never more than were asked for, and ended as a reader would end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.excerpt import first_words


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("وصلت السفينة أمس.", 3, "وصلت السفينة أمس."),
        ("وصلت السفينة أمس.", 9, "وصلت السفينة أمس."),
        ("وصلت السفينة أمس. وغادرت", 3, "وصلت السفينة أمس."),
        ("وصلت السفينة أمس. وغادرت أخرى", 4, "وصلت السفينة أمس."),  # a third of the words at most is left out
        ("وصلت. وغادرت السفينة الكبيرة أمس ليلًا", 5, "وصلت. وغادرت السفينة الكبيرة أمس …"),
        ("وصلت السفينة، وغادرت أخرى", 2, "وصلت السفينة …"),
        ("بلغت النسبة 12.5 في المئة", 3, "بلغت النسبة 12.5 …"),
        ("كلمة", 1, "كلمة"),
        ("", 5, ""),
    ],
)
def test_it_ends_with_a_sentence_or_says_that_it_goes_on(text, most, expected):
    assert first_words(text, most) == expected


@given(st.text(alphabet="ابت .،؟!«»12\n", max_size=120), st.integers(1, 20))
def test_it_is_never_longer_than_it_may_be(text, most):
    cut = first_words(text, most)
    assert len(cut.removesuffix(" …").split()) <= most
    assert text.startswith(cut.removesuffix(" …"))
    assert cut == text or len(text.split()) > most
