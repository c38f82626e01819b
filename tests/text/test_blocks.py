import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import Block, join_blocks, split_blocks
from articles.text.html import clean_html


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("<p>وصلت.</p>", ["<p>وصلت.</p>"]),
        ("<h2>عنوان</h2>\n<p>نص</p>\n", ["<h2>عنوان</h2>\n", "<p>نص</p>\n"]),
        ("<ul><li>أ</li><li>ب</li></ul><p>ج</p>", ["<ul><li>أ</li><li>ب</li></ul>", "<p>ج</p>"]),
        (
            "<blockquote><p>أ</p><p>ب</p></blockquote><hr><p>ج</p>",
            ["<blockquote><p>أ</p><p>ب</p></blockquote>", "<hr>", "<p>ج</p>"],
        ),
        (
            "نص <strong>بلا</strong> فقرة<br>وسطر<p>فقرة</p>وذيل",
            ["نص <strong>بلا</strong> فقرة<br>وسطر", "<p>فقرة</p>", "وذيل"],
        ),
        ('<p><a title="أ > ب" href="/x">رابط</a></p><p>2</p>', None),
    ],
)
def test_a_body_is_split_into_its_blocks(html, blocks):
    found = [block.html for block in split_blocks(html)]
    assert found == (blocks or ['<p><a title="أ > ب" href="/x">رابط</a></p>', "<p>2</p>"] if html else [])


_PIECES = ["<p>", "</p>", "<h2>", "<ul>", "<li>", "</ul>", "<table><tr><td>", "</table>", "<hr>", "<br>"]
_PIECES += [
    "<blockquote>",
    "</blockquote>",
    "<em>",
    "</em>",
    " ",
    "\n",
    "نص",
    "أ &lt; ب",
    "<a title='>\"'>",
    "</a>",
]


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_nothing_is_lost_whatever_the_markup(html):
    assert "".join(block.html for block in split_blocks(html)) == html
    body = clean_html(html)
    assert join_blocks(block.html for block in split_blocks(body)) == body


@pytest.mark.parametrize(
    ("html", "same"),
    [
        ("<p>وصلت  السفينة</p>\n\n", "<p>وصلت السفينة</p>"),
        ("<ul>\n\t<li>أ</li>\n\t<li>ب</li>\n</ul>", "<ul><li>أ</li><li>ب</li></ul>"),
        ("<p>سطر<br>\nوسطر</p>", "<p>سطر<br>وسطر</p>"),
    ],
)
def test_a_source_that_is_laid_out_anew_is_the_same_block(html, same):
    assert Block(html).key == Block(same).key


@pytest.mark.parametrize(
    ("html", "other"),
    [
        ("<p>وصلت <em>السفينة</em></p>", "<p>وصلت<em>السفينة</em></p>"),
        ("<p>أحمد</p>", "<p>احمد</p>"),
        ("<p>نص</p>", "<h2>نص</h2>"),
        ('<p><a href="/a">نص</a></p>', '<p><a href="/b">نص</a></p>'),
    ],
)
def test_what_a_reader_can_tell_apart_is_not(html, other):
    assert Block(html).key != Block(other).key


def test_loose_text_does_not_stick_together():
    assert join_blocks(["وصلت", "وغادرت"]) == "وصلت\nوغادرت"


def test_a_block_knows_its_element_and_words():
    block = Block("<ul><li>أوّل</li><li>ثانٍ</li></ul>")
    assert (block.tag, block.text, block.words) == ("ul", "أوّل\nثانٍ", ["اول", "ثان"])
    assert (Block("<em>نص</em>").tag, Block("").tag) == ("", "")


@pytest.mark.parametrize("piece", ["<", '<"', "<p ", '<a "', "<p>", "</p>", " ", "<br", '<p x="'])
def test_hostile_text_of_two_megabytes_is_split_at_once(piece):
    html = piece * (2_000_000 // len(piece))
    blocks = split_blocks(html)
    assert "".join(block.html for block in blocks) == html
    assert len("".join(block.key for block in blocks[:1000])) <= len(html)
