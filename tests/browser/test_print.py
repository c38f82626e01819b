"""A story on paper: its words, who wrote them, where they come from, how to find it; nothing to press."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article, Correction
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    made = factories.article(
        headline="خط الترام يصل إلى مدينة الغدير",
        kicker="نقل",
        body="<p>نص الخبر.<sup data-note=''>سجل البلدية.</sup></p>" + "<p>فقرة من النص.</p>" * 6,
        source=factories.source("وكالة الساحل", attribution="نُشر باتفاق"),
        lead_photo=factories.photo(caption="رصيف"),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى")],
    )
    Correction.objects.create(article=made, text="كان الرقم خطأ.")
    factories.recording(made)
    for kind in ("read_also", "similar"):
        factories.related(made, factories.article(lead_photo=factories.photo()), kind)
    factories.article()  # the next of its section
    return made


@pytest.mark.parametrize("theme", ["", "dark"])
def test_a_story_prints_what_belongs_to_it_and_its_short_address(
    live_server: Any, browser: Any, story: Article, theme: str
):
    with browser.new_context(viewport={"width": 720, "height": 1000}) as context:
        context.set_default_timeout(60_000)
        if theme:
            context.add_init_script(f"""localStorage.setItem("reading", '{{"theme": "{theme}"}}')""")
        page = context.new_page()
        page.goto(live_server.url + story.get_absolute_url())
        assert page.locator(".prose").get_by_text("إقرأ أيضاً").is_visible()
        page.emulate_media(media="print")
        printed = page.locator("body").inner_text()
        for words in (
            *(
                story.kicker,
                story.headline,
                "ليلى",
                story.lede,
                "نص الخبر.",
                "سجل البلدية.",
                "كان الرقم خطأ.",
            ),
            *("المصدر:", "وكالة الساحل", "نُشر باتفاق", f"{live_server.url}/a/{story.pk}"),
        ):
            assert words in printed
        for words in ("شارك", "اطبع", "ميناء الرمال", "إقرأ أيضاً", "مقالات مشابهة", "استمع", "كل التصويبات"):
            assert words not in printed
        seen = "all => all.filter((one) => one.checkVisibility()).length"
        others = "nav, img, audio, button, footer:not(.story-foot), header:not(.story-head)"
        assert page.locator(others).evaluate_all(seen) == 0
        colours = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"
        assert page.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
