import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصلت السفينة. وغادرت أخرى.", ["وصلت السفينة.", "وغادرت أخرى."]),
        ("هل وصلت؟ نعم! وصلت…", ["هل وصلت؟", "نعم!", "وصلت…"]),
        ("قال: «وصلت السفينة.» ثم سكت.", ["قال: «وصلت السفينة.»", "ثم سكت."]),
        ("بلغت النسبة 12.5 في المئة. وزادت", ["بلغت النسبة 12.5 في المئة.", "وزادت"]),
        ("حضر د. سالم الحداد وم. ليلى. وغاب غيرهما.", ["حضر د. سالم الحداد وم. ليلى.", "وغاب غيرهما."]),
        ("سطر بلا نقطة\nوسطر آخر", ["سطر بلا نقطة", "وسطر آخر"]),
        ("  \n . ", ["."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="ابتد .!؟…»«\n12", max_size=80))
def test_nothing_but_space_stands_between_them(text):
    found = list(sentences(text))
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    assert all(not text[end:start].strip() for end, start in zip(ends, starts, strict=True))
