"""Pictures and cards in a body: brought into one form, whatever an editor or an attacker sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.embeds import FRAMES, embed_of
from articles.text.figures import figures_in, photos_in, pieces_of, without_photos
from articles.text.html import clean_html, plain_text

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('<figure data-photo="12"></figure>', '<figure data-photo="12"></figure>'),
        (
            '<figure class="x" dir="rtl" data-photo="12"><img src="x"><figcaption>رصيف <b>جديد</b> & ميناء'
            "<br>سطر</figcaption></figure>",
            '<figure data-photo="12"><figcaption>رصيف جديد &amp; ميناء سطر</figcaption></figure>',
        ),
        (
            f'<figure data-photo="3" data-embed="{VIDEO}&amp;t=4"><p>كلمة</p></figure>',
            f'<figure data-embed="{VIDEO}" data-photo="3"><figcaption>كلمة</figcaption></figure>',
        ),
        ('<p>قبل<figure data-photo="3"></figure></p>', '<p>قبل</p><figure data-photo="3"></figure>'),
        ('<figure data-photo="0"></figure>', "<figure></figure>"),
        (
            '<figure data-photo="1 onload"><figcaption>أ</figcaption></figure>',
            "<figure><figcaption>أ</figcaption></figure>",
        ),
        ('<figure data-embed="javascript:alert(1)"></figure>', "<figure></figure>"),
        (
            '<figure data-embed="https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ"></figure>',
            '<p><a href="https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ" rel="noopener">'
            "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ</a></p>",
        ),
        (
            '<figure data-photo="1"><figure data-photo="2"></figure></figure>',
            '<figure><figure data-photo="2"></figure></figure>',
        ),
        ("<figure><figcaption>شرح</figcaption></figure>", "<figure><figcaption>شرح</figcaption></figure>"),
    ],
)
def test_a_figure_is_data_and_plain_words(sent, kept):
    assert clean_html(sent) == kept
    assert clean_html(kept) == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("https://youtu.be/dQw4w9WgXcQ?si=x", f'<figure data-embed="{VIDEO}"></figure>'),
        (f'<a href="{VIDEO}">{VIDEO}</a>', f'<figure data-embed="{VIDEO}"></figure>'),
        (
            "https://news.example/1?a=1&amp;b=2",
            '<p><a href="https://news.example/1?a=1&amp;b=2" rel="noopener">'
            "https://news.example/1?a=1&amp;b=2</a></p>",
        ),
        (f"شاهدوا {VIDEO}", f"<p>شاهدوا {VIDEO}</p>"),
        (f'<a href="{VIDEO}">شاهدوا</a>', f'<p><a href="{VIDEO}" rel="noopener">شاهدوا</a></p>'),
        (
            f'<a href="https://evil.example/">{VIDEO}</a>',
            f'<p><a href="https://evil.example/" rel="noopener">{VIDEO}</a></p>',
        ),
    ],
)
def test_an_address_alone_in_its_line_becomes_a_card_or_a_link(line, kept):
    assert clean_html(f"<p>{line}</p>") == kept
    assert clean_html(kept) == kept


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ", VIDEO),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", VIDEO),
        ("https://youtube.com/live/dQw4w9WgXcQ?feature=share", VIDEO),
        ("https://twitter.com/port_news/status/17812345?s=20", "https://x.com/port_news/status/17812345"),
        ("https://x.com/port_news/status/17812345/photo/1", "https://x.com/port_news/status/17812345"),
        ("https://t.me/s/portnews/41", "https://t.me/portnews/41"),
        ("https://t.me/portnews/41?single", "https://t.me/portnews/41"),
        (
            "https://www.facebook.com/port.news/posts/pfbid02abc",
            "https://www.facebook.com/port.news/posts/pfbid02abc",
        ),
        ("https://www.facebook.com/watch/?v=123456789", "https://www.facebook.com/watch/?v=123456789"),
        ("https://www.facebook.com/reel/123456789", "https://www.facebook.com/watch/?v=123456789"),
        (
            "https://m.facebook.com/port/videos/123456789/?x",
            "https://www.facebook.com/port/videos/123456789/",
        ),
        ("https://www.instagram.com/reel/CuXyz123/?igsh=1", "https://www.instagram.com/p/CuXyz123/"),
    ],
)
def test_posts_of_known_sites_have_one_address_and_a_player_that_may_be_framed(address, url):
    embed = embed_of(address)
    assert embed
    assert embed.url == url
    assert embed_of(embed.url) == embed
    assert embed.player.startswith(tuple(f"{origin}/" for origin in FRAMES))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dQw4w9WgXcQ",
        "javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be.evil.example/dQw4w9WgXcQ",
        "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
        "https://user@youtu.be/dQw4w9WgXcQ",
        "https://youtu.be:8080/dQw4w9WgXcQ",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        'https://youtu.be/dQw4w9WgXcQ"onload="x',
        "https://youtu.be/dQw4w9WgXcQ https://youtu.be/dQw4w9WgXcQ",
        "https://t.me/portnews",
        "https://t.me/joinchat/AbCd",
        "https://x.com/port_news",
        "https://x.com/port_news/status/١٢٣",
        "https://youtu.be/" + "a" * 600,
    ],
)
def test_what_is_no_post_of_theirs_is_none(address):
    assert embed_of(address) is None


def test_pictures_side_by_side_are_one_piece_and_cards_stand_alone():
    body = (
        "<p>أول</p>\n"
        '<figure data-photo="1"></figure>\n<figure data-photo="2"><figcaption>شرح</figcaption></figure>\n'
        f'<figure data-embed="{VIDEO}" data-photo="1"></figure><figure data-photo="3"></figure><p>آخر</p>'
    )
    pieces = list(pieces_of(clean_html(body)))
    assert [(piece.html.strip(), [figure.photo for figure in piece.figures]) for piece in pieces] == [
        ("<p>أول</p>", []),
        ("", [1, 2]),
        ("", [1]),
        ("", [3]),
        ("<p>آخر</p>", []),
    ]
    assert [piece.is_card for piece in pieces] == [False, False, True, False, False]
    assert photos_in(body) == [1, 2, 3]
    assert plain_text(body) == "أول\nشرح\nآخر"


def test_pictures_that_are_gone_leave_and_cards_stay():
    body = f'<figure data-photo="1"></figure><figure data-embed="{VIDEO}" data-photo="1"></figure><p>نص</p>'
    assert without_photos(body, [1]) == f'<figure data-embed="{VIDEO}"></figure><p>نص</p>'


PARTS = st.lists(
    st.sampled_from(
        [
            '<figure data-photo="1">',
            f'<figure data-embed="{VIDEO}">',
            "<figure>",
            "</figure>",
            "<figcaption>",
            "</figcaption>",
            "<p>",
            "</p>",
            VIDEO,
            "نص",
            "<table><tr><td>",
            "<blockquote>",
            '"',
            "<",
        ]
    ),
    max_size=14,
)


@given(PARTS)
def test_whatever_is_nested_the_form_is_settled_at_once(parts):
    once = clean_html(clean_html("".join(parts)))
    assert clean_html(once) == once
    for figure in figures_in(once):
        assert figure.html in once
    assert once.count("<figure") == once.count("</figure>")
    shown = (piece.html or "".join(figure.html for figure in piece.figures) for piece in pieces_of(once))
    assert "".join("".join(shown).split()) == "".join(once.split())
