"""Verse on the page: two columns where there is room, half below half on a phone; other quotations stay."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article
from tests.browser.looks import assert_fits, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POEM = (
    "<blockquote><p>على قدرِ أهلِ العزمِ تأتي العزائمُ *** وتأتي على قدرِ الكرامِ المكارمُ<br>"
    "وتعظمُ في عينِ الصغيرِ صغارُها *** وتصغرُ في عينِ العظيمِ العظائمُ</p><p><cite>المتنبي</cite></p></blockquote>"
)
SPOKEN = "<blockquote><p>قول في سطرين،<br>وهذا ثانيهما.</p></blockquote>"
BOXES = "all => all.map((one) => one.getBoundingClientRect()).map(({top, left, right}) => [top, left, right])"


def test_halves_stand_beside_each_other_or_below(live_server: Any, browser: Any, article: Article):
    article.body = f"<p>قبل.</p>{POEM}<p>بين.</p>{SPOKEN}<p>بعد.</p>"
    article.save()
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(live_server.url + article.get_absolute_url())
        halves = page.locator(".verse > span:not(.verse-mark)")
        (top, left, right), (beside, far_left, far_right), (below, *same), _last = halves.evaluate_all(BOXES)
        assert (beside, same) == (top, [left, right])
        assert far_right < left < right
        assert right - left == pytest.approx(far_right - far_left)
        assert below > top
        assert not page.locator(".verse-mark").first.is_visible()
        assert_good(page, ".prose")
        page.set_viewport_size({"width": 360, "height": 800})
        tops = [top for top, *_sides in halves.evaluate_all(BOXES)]
        assert tops == sorted(set(tops))
        assert_fits(page, 320)
        spoken = page.locator("blockquote", has_text="قول في سطرين")
        assert spoken.evaluate("one => getComputedStyle(one).textAlign") == "start"
        assert spoken.evaluate("one => getComputedStyle(one).borderInlineStartWidth") == "3px"
