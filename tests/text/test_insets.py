"""Where a text may be interrupted: about the middle, and not where that parts what belongs together."""

from __future__ import annotations

import pytest

from articles.text.insets import middle_gap

LONG = "جملة كاملة في فقرة تكفي سطرين على شاشة صغيرة، ولا شيء فيها."


def paragraphs(*numbers: int) -> str:
    return "".join(f"<p>{number}. {LONG}</p>\n" for number in numbers)


def around(html: str) -> tuple[str, str] | None:
    """What ends before the place, and what begins after it."""
    place = middle_gap(html)
    return None if place is None else (html[:place].rstrip()[-20:], html[place : place + 8])


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_short_text_is_not_interrupted(count):
    assert middle_gap(paragraphs(*range(count))) is None


@pytest.mark.parametrize(("count", "following"), [(6, 3), (7, 3), (10, 5), (40, 20)])
def test_a_long_one_is_between_two_paragraphs_in_the_middle(count, following):
    html = paragraphs(*range(count))
    place = middle_gap(html)
    assert place
    assert html[:place] in (paragraphs(*range(following)), paragraphs(*range(following + 1)))


FIGURE, LIST = '<figure data-photo="1"></figure>', "<ul><li>بند</li></ul>"


@pytest.mark.parametrize(
    "other",
    [
        *(FIGURE, LIST, "<table><tbody><tr><td>1</td></tr></tbody></table>", "<hr>", "كلام بلا فقرة"),
        *("<blockquote><p>قول.</p><p>قول.</p></blockquote>", "<h2>عنوان</h2>", "<h3>عنوان</h3>"),
    ],
)
def test_only_between_two_paragraphs(other):
    html = paragraphs(0, 1, 2) + other + paragraphs(3, 4, 5)
    assert middle_gap(html) in (len(paragraphs(0, 1)), len(html) - len(paragraphs(4, 5)))


@pytest.mark.parametrize(
    "lead", ["<p>قال الوزير:</p>", "<p><strong>عنوان في فقرة</strong></p>", "<p>ثم قال:&nbsp;</p>"]
)
def test_not_behind_what_leads_on(lead):
    html = paragraphs(0, 1, 2) + lead + paragraphs(3, 4, 5)
    place = middle_gap(html)
    assert place
    assert html[:place].rstrip() != (paragraphs(0, 1, 2) + lead).rstrip()


def test_a_text_that_offers_no_place_about_its_middle_keeps_together():
    assert middle_gap("".join(f"<h2>{n}</h2>{paragraphs(n)}" for n in range(8))) is None
    assert middle_gap(paragraphs(0, 1) + f"{FIGURE}{paragraphs(2)}" * 20 + paragraphs(3, 4)) is None


def test_paragraphs_inside_others_do_not_count():
    quoted = "<blockquote>" + paragraphs(*range(9)) + "</blockquote>"
    assert middle_gap(paragraphs(0, 1) + quoted + paragraphs(2, 3)) is None


def test_two_paragraphs_stand_before_it():
    html = f"<p>{LONG * 20}</p>" + paragraphs(1, 2, 3, 4, 5)
    assert middle_gap(html) in (None, html.index("<p>2."))
