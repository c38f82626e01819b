"""Verse in a quotation: lines whose two halves are parted by three asterisks, and nothing else."""

from __future__ import annotations

import pytest

from articles.text.html import clean_html
from articles.text.verse import with_verse


def line(first: str, second: str) -> str:
    mark = '<span class="verse-mark">***</span>'
    return f'<span class="verse"><span>{first}</span> {mark} <span>{second}</span></span>'


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<p>صدر *** عجز</p>", f"<p>{line('صدر', 'عجز')}</p>"),
        ("<p>أ *** ب<br>ج***د</p>", f"<p>{line('أ', 'ب')}<br>{line('ج', 'د')}</p>"),
        ("<p>أ *** ب</p>\n<p>ج&nbsp;*** د</p>", f"<p>{line('أ', 'ب')}</p>\n<p>{line('ج', 'د')}</p>"),
        ("<p>أ *** ب</p><p><cite>المتنبي</cite></p>", f"<p>{line('أ', 'ب')}</p><p><cite>المتنبي</cite></p>"),
        ("<p>قال:<br>أ *** ب</p>", f"<p>قال:<br>{line('أ', 'ب')}</p>"),
        (
            "<p><em>أ</em> *** <a href='/x'>ب</a></p>",
            f"<p>{line('<em>أ</em>', '<a href="/x" rel="noopener">ب</a>')}</p>",
        ),
        (
            "<p>أ<sup data-note=''>حاشية</sup> *** ب</p>",
            f"<p>{line('أ<sup data-note="">حاشية</sup>', 'ب')}</p>",
        ),
    ],
)
def test_a_line_of_two_halves_becomes_verse(stored, shown):
    assert with_verse(clean_html(f"<blockquote>{stored}</blockquote>")) == f"<blockquote>{shown}</blockquote>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>أ *** ب</p>",  # not in a quotation
        "<blockquote><p>سطر<br>سطر</p></blockquote>",
        "<blockquote><p>أ … ب<br>ج … د</p></blockquote>",
        "<blockquote><p>***</p><p>أ ***</p><p>*** ب</p></blockquote>",
        "<blockquote><p>أ *** ب *** ج</p><p>أ ** ب</p><p>أ **** ب</p></blockquote>",
        "<blockquote><p><strong>أ *** ب</strong></p></blockquote>",
        "<blockquote><p><strong>أ *** ب<br>ج *** د</strong></p></blockquote>",
        '<blockquote><p><a href="/a***b" rel="noopener">أ</a></p></blockquote>',
    ],
)
def test_all_else_stays_as_it_is(html):
    assert clean_html(html) == html
    assert with_verse(html) == html


def test_only_the_quotation_itself_counts_around_another():
    around = "<blockquote><p>قال:</p><blockquote><p>{}</p></blockquote></blockquote><p>ج *** د</p>"
    assert with_verse(around.format("أ *** ب")) == around.format(line("أ", "ب"))
