"""Footnotes: what an editor may send, how it is kept, and how it is numbered when it is shown."""

import pytest

from articles.text.html import clean_html, plain_text
from articles.text.notes import gathered

NOTE = '<p>بُني الرصيف<sup data-note="">سجل البلدية.</sup> ثم وُسّع.</p>'


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (NOTE, NOTE),
        ('<p>أ<sup data-note="1">شرح</sup></p>', '<p>أ<sup data-note="">شرح</sup></p>'),
        (
            '<p>أ<sup dir="rtl" data-note="x" id="n" class="y"> شرح </sup></p>',
            '<p>أ<sup data-note="">شرح</sup></p>',
        ),
        ('<p>أ<sup data-note="1"> &nbsp; </sup></p>', "<p>أ</p>"),
        (
            '<p>أ<sup data-note="1">انظر <a href="https://x.example/">الوثيقة</a></sup></p>',
            '<p>أ<sup data-note="">انظر <a href="https://x.example/" rel="noopener">الوثيقة</a></sup></p>',
        ),
        (
            '<p>أ<sup data-note="1">ب<sup data-note="1">ج</sup></sup></p>',
            '<p>أ<sup>ب<sup data-note="">ج</sup></sup></p>',
        ),
        (
            '<p>أ<sup data-note="1">سطر<br>وسطر<script>alert(1)</script></sup></p>',
            '<p>أ<sup data-note="">سطر وسطر</sup></p>',
        ),
        ("<p>م<sup>2</sup></p>", "<p>م<sup>2</sup></p>"),
        ('<p data-note="1">أ</p>', "<p>أ</p>"),
    ],
)
def test_what_is_sent_gets_one_form(sent: str, kept: str):
    assert clean_html(sent) == kept
    assert clean_html(kept) == kept


@pytest.mark.parametrize("mark", ['<sup data-note="">', '<sup data-note="">أ</sup>', "</sup>"])
def test_hostile_nesting_is_survived(mark: str):
    once = clean_html(mark * 20_000 + "نص")
    assert "نص" in once
    assert clean_html(once) == once


def test_in_plain_text_a_note_stands_between_brackets():
    assert plain_text(NOTE) == "بُني الرصيف (سجل البلدية.) ثم وُسّع."


def test_notes_are_numbered_in_their_order_and_gathered():
    body, notes = gathered(NOTE + '<h2>عنوان<sup data-note="">آخر</sup></h2>', "حاشية %d", "/a/1")
    assert notes == ["سجل البلدية.", "آخر"]
    assert 'الرصيف<sup class="note-ref" id="note-1-ref"><a href="/a/1#note-1"' in body
    assert 'aria-label="حاشية 2">2</a></sup></h2>' in body
    assert "سجل البلدية" not in body


def test_a_body_without_notes_stays_as_it_is():
    assert gathered("<p>م<sup>2</sup></p>", "حاشية %d") == ("<p>م<sup>2</sup></p>", [])
