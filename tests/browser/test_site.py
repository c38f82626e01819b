"""The site and the desk in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Correction
from tests import factories
from tests.browser.desk import AREA, choose_source, follow, ready, sign_in
from tests.browser.looks import assert_fits, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    made = factories.article(
        headline="شركة Orbitex تمدّ خط الترام إلى مدينة الغدير بعد تعادل 3-2 في تصويت المجلس البلدي الأخير",
        body="<p>نص الخبر.</p><h2>عنوان فرعي</h2><table><caption>أرقام</caption><tr><th>السنة</th>"
        "<th>القيمة</th></tr>"
        "<tr><td>2026</td><td>12.5%</td></tr></table><blockquote><p>قول مقتبس.</p></blockquote>",
        section=factories.section("اقتصاد"),
        lead_photo=factories.photo(caption="رصيف"),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى")],
    )
    Correction.objects.create(article=made, text="كان الرقم خطأ.")
    gone = factories.article(status="withdrawn")
    Correction.objects.create(article=gone, text="لم يثبت.", kind="withdrawal")
    factories.recording(made)
    for n in range(3):
        factories.related(
            made, factories.article(lead_photo=factories.photo()), "read_also" if n else "similar"
        )
    factories.related(made, "عنوان لم يصل", position=9)
    return made


def pages(story: Article) -> list[str]:
    things = [story, story.section, story.source, story.keyword_list[0]]
    day = timezone.localtime(story.published_at)
    archive = [f"/archive/{day:{form}}/" for form in ("%Y/%m/%d", "%Y/%m", "%Y")]
    written = factories.page(body=story.body).get_absolute_url()
    return [
        *("/", *(thing.get_absolute_url() for thing in things), "/search/?q=لاشيء", "/nothing-here/"),
        *("/archive/", *archive, written, "/corrections/", "/most-read/", "/choices/", "/feeds/"),
    ]


def test_pages_are_accessible_and_fit(live_server: Any, browser: Any, story: Article):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        for path in pages(story):
            page.goto(live_server.url + path)
            assert_good(page)
            assert_fits(page, 320)


def test_pages_read_without_javascript_and_ask_nobody_else(live_server: Any, browser: Any, story: Article):
    with browser.new_context(java_script_enabled=False) as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(live_server.url + story.get_absolute_url())
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.get_by_role("heading", level=1).inner_text().startswith("شركة Orbitex")
        assert page.get_by_text("المصدر:").is_visible()
        assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_an_editor_writes_a_story_and_reads_it_on_the_site(live_server: Any, browser: Any, story: Article):
    factories.user("editor", is_superuser=True)
    with browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "editor", f"{live_server.url}/admin/articles/article/add/")
        text = ready(page)
        assert page.frame_locator(AREA).locator("html").get_attribute("dir") == "rtl"
        page.fill("#id_headline", "خبر من المتصفح")
        page.fill("#id_lede", "مقدمة كتبها محرر.")
        text.fill("نص كتبه محرر.")
        page.fill("#id_keywords", "رصيف، مينا")  # at once: no letter is answered late
        page.get_by_role("option", name="ميناء الرمال").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.input_value("#id_keywords") == "رصيف، ميناء الرمال، "
        page.select_option("#id_section", label="اقتصاد")
        choose_source(page, story.source.name)
        follow(page, page.get_by_role("button", name="نشر الآن"))
        page.wait_for_url("**/act/**")
        page.get_by_role("button", name="نشر الآن").click()
        page.locator(".messagelist .success").wait_for()
        page.goto(live_server.url + "/")
        follow(page, page.get_by_role("link", name="خبر من المتصفح").first)
        assert page.locator("main").inner_text().count("نص كتبه محرر.") == 1
        assert page.get_by_role("link", name="ميناء الرمال").is_visible()


def test_the_desk_speaks_arabic_also_where_django_does_not(live_server: Any, browser: Any, story: Article):
    """A browser two hours behind the newsroom is told so in words; the arrows of lists are named."""
    factories.user("editor", is_superuser=True)
    factories.related(story, factories.article(), position=8)
    with browser.new_context(timezone_id="Europe/London", locale="ar") as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "editor", f"{live_server.url}/admin/articles/article/{story.pk}/change/")
        hint = page.locator("#id_expires_at_timezone_warning_helptext")
        expect(hint).to_have_text(re.compile(r"^اكتب الأوقات بتوقيت Asia/Riyadh \(ساعتك متأخرة"))
        assert page.get_by_role("button", name="إلى أعلى").count() > 1
