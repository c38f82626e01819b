"""House style in cleaned HTML: text nodes are mended, tags and attributes never."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.html import clean_html
from articles.text.style import check, mend, mend_all


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>وصل الوزير, ثم غادر</p>", "<p>وصل الوزير، ثم غادر</p>"),
        ("<p>وصل <strong>الوزير</strong>, ثم</p>", "<p>وصل <strong>الوزير</strong>، ثم</p>"),
        # a quotation that begins in one element and ends in another
        (
            '<p>قال "<strong>نعم</strong>" و<em>"لا</em>"</p>',
            "<p>قال «<strong>نعم</strong>» و<em>«لا</em>»</p>",
        ),
        # the text of a link, never its address or title
        (
            '<p><a href="/a,b?c=d;e" title="x , y" rel="noopener">الى السوق</a></p>',
            '<p><a href="/a,b?c=d;e" title="x , y" rel="noopener">إلى السوق</a></p>',
        ),
        ("<p>وصل <strong>الوزير </strong> اليوم</p>", "<p>وصل <strong>الوزير </strong>اليوم</p>"),
        ("<p>وصل&nbsp; الوزير &amp; السفير ,</p>", "<p>وصل الوزير &amp; السفير،</p>"),
        ("<p>خمسة &lt; ستة ; نعم</p>", "<p>خمسة &lt; ستة؛ نعم</p>"),
        # blocks are read by themselves, and no two of them make a repeated word or a quotation
        ("<p>قال في</p><p>في السوق</p>", "<p>قال في</p><p>في السوق</p>"),
        ("<ul><li>السوق في</li><li>في السوق</li></ul>", "<ul><li>السوق في</li><li>في السوق</li></ul>"),
        ("<p>السوق في<br>في السوق</p>", "<p>السوق في<br>في السوق</p>"),
        # other languages
        (
            '<p>قال الوزير <em lang="en">No ,no</em> ثم</p><blockquote lang="fa">رئیس ,دولت</blockquote>',
            '<p>قال الوزير <em lang="en">No ,no</em> ثم</p><blockquote lang="fa">رئیس ,دولت</blockquote>',
        ),
        ('<p lang="ar">الى</p>', '<p lang="ar">إلى</p>'),
        (
            '<blockquote lang="en"><p lang="ar">الى</p></blockquote>',
            '<blockquote lang="en"><p lang="ar">إلى</p></blockquote>',
        ),
        # digits are counted over the whole body
        ("<p>من 3 إلى 5</p><p>ثم ٧</p>", "<p>من 3 إلى 5</p><p>ثم 7</p>"),
    ],
)
def test_markup_is_mended_in_its_text(before, after):
    assert clean_html(before) == before
    assert mend_all(before, html=True) == after


def test_a_word_that_a_tag_divides_is_left_to_a_person():
    html = "<p>وصل في <strong>في</strong> المساء الحكو<em>مه</em></p>"
    repeated, final = check(html, html=True)
    assert (repeated.rule, repeated.found, repeated.replacement) == ("repeated-word", "في في", None)
    assert (final.rule, final.replacement) == ("final-letter", "الحكومة")  # only its last letter changes
    assert mend_all(html, html=True) == html.replace("الحكو<em>مه", "الحكو<em>مة")


def test_places_count_in_the_markup():
    html = '<p title="x">وصل &amp; <a href="/">الوزير</a>, ثم</p>'
    (comma,) = check(html, html=True)
    assert html[comma.start : comma.end] == ","
    assert comma.before == "وصل & الوزير"
    assert mend(html, [comma]) == html.replace(",", "،")


PIECES = [
    *("وصل", "الى", "الحكومه", "فى", "في", "ايضاً", "رئیس", "علی", "پاريس", "مـــرفأ", "لـ", "ان", "المجلس"),
    *(" ", "  ", "\u00a0", "\n", ",", ";", "?", "،", "؛", "؟", "!", ".", "..", ":", "…", "-"),
    *('"', "“", "”", "„", "«", "»", "(", ")", "[", "]", "'", "`", "\u200f", "\u200d", "\ufeff"),
    *(
        "5",
        "٥",
        "۵",
        "1,000",
        "10:30",
        "٣٫٥",
        "55",
        "Google",
        "D.C.",
        "a@b.example",
        "https://x.example/a,b",
        "#وسم",
    ),
    *("&amp;", "&lt;", "&nbsp;", "<p>", "</p>", "<strong>", "</strong>", '<a href="/a,b?c">', "</a>", "<br>"),
    *('<em lang="en">', "</em>", "<li>", "انشاء الله", "«»"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_what_was_mended_has_nothing_to_mend(text):
    html = clean_html(text)
    mended = mend_all(html, html=True)
    assert not [finding for finding in check(mended, html=True) if finding.edits]
    assert mend_all(mended, html=True) == mended
    assert re.findall("<[^>]*>", mended) == re.findall("<[^>]*>", html)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_same_of_plain_text(text):
    mended = mend_all(text)
    assert not [finding for finding in check(mended) if finding.edits]


@given(st.text())
def test_any_text_can_be_checked_and_mended(text):
    html = clean_html(text)
    for source, is_html in ((text, False), (html, True)):
        findings = check(source, html=is_html)
        assert all(0 <= one.start <= one.end <= len(source) for one in findings)
        mend(source, findings)
