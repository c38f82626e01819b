"""The live preview beside the form, and a private link, in a real browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import factories
from tests.browser.desk import follow, ready, sign_in
from tests.browser.looks import assert_accessible
from tests.workflow.conftest import in_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chief")]
LOADED = """(frame) => frame.contentDocument.readyState === "complete"
    || new Promise((done) => frame.addEventListener("load", () => done()))"""


@pytest.fixture
def chief() -> None:
    factories.user("chief", is_superuser=True)


@pytest.fixture
def draft() -> Article:
    return in_state(
        "draft",
        headline="مسودة عن الميناء",
        body="<p>نص طويل.</p>" * 60,
        section=factories.section("اقتصاد"),
        lead_photo=factories.photo(),
        keywords=["ميناء"],
    )


def form(url: str, draft: Article) -> str:
    return f"{url}/admin/articles/article/{draft.pk}/change/"


def test_the_live_preview_follows_what_is_typed(live_server: Any, browser: Any, draft: Article):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(60_000)
        page, faults = context.new_page(), []
        page.on("pageerror", lambda fault: faults.append(fault))
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(form(live_server.url, draft))
        written = ready(page)
        page.get_by_role("button", name="معاينة حية").click()
        pane = page.get_by_role("region", name="المعاينة الحية")
        shown = pane.frame_locator("iframe")
        expect(shown.get_by_role("heading", level=1)).to_have_text("مسودة عن الميناء")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280

        page.fill("#id_headline", "عنوان يُكتب الآن")
        expect(shown.get_by_role("heading", level=1)).to_have_text("عنوان يُكتب الآن")
        written.fill("نص كتبه محرر.")
        expect(shown.locator(".prose")).to_have_text("نص كتبه محرر.")
        page.fill("#id_headline", "")
        expect(shown.get_by_role("heading", level=1)).to_have_text("بلا عنوان بعد")
        page.fill("#id_headline", "عنوان أخير")
        expect(shown.get_by_role("heading", level=1)).to_have_text("عنوان أخير")
        draft.refresh_from_db()
        assert (draft.headline, draft.version) == ("مسودة عن الميناء", 1)

        frame = pane.locator("iframe")
        for name, width in (("هاتف", 360), ("حاسوب", 1280)):
            pane.get_by_role("button", name=name).click()
            assert frame.evaluate("frame => frame.contentWindow.innerWidth") == width

        # In a tab of its own with one click, and open again with the next story.
        with context.expect_page() as opened:
            page.get_by_role("button", name="معاينة", exact=True).click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("عنوان أخير")
        page.on("dialog", lambda dialog: dialog.accept())  # what was typed there is not saved
        page.goto(f"{live_server.url}/admin/articles/article/add/")
        expect(shown.get_by_role("heading", level=1)).to_have_text("بلا عنوان بعد")
        page.fill("#id_headline", "خبر جديد")
        expect(shown.get_by_role("heading", level=1)).to_have_text("خبر جديد")
        pane.get_by_role("button", name="أغلق المعاينة").click()
        expect(pane).to_be_hidden()
        assert Article.objects.count() == 1
        assert faults == []


def test_the_place_stays_while_the_text_changes(live_server: Any, browser: Any, draft: Article):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(form(live_server.url, draft))
        page.get_by_role("button", name="معاينة حية").click()
        shown = page.get_by_role("region", name="المعاينة الحية").frame_locator("iframe")
        shown.get_by_role("heading", level=1).wait_for()
        # What is not there yet cannot be scrolled to.
        page.locator("#preview-pane iframe").evaluate(LOADED)
        shown.locator("html").evaluate("html => html.scrollTo(0, 900)")
        page.fill("#id_kicker", "موانئ")
        expect(shown.locator(".kicker")).to_have_text("موانئ")
        assert shown.locator("html").evaluate("html => html.scrollTop") == 900


def test_a_link_is_made_opened_by_anybody_and_revoked(live_server: Any, browser: Any, draft: Article):
    with browser.new_context() as context, browser.new_context() as other:
        context.set_default_timeout(60_000)
        page, stranger = context.new_page(), other.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(form(live_server.url, draft))
        follow(page, page.get_by_role("link", name="روابط المعاينة"))
        page.fill("#id_note", "المحامي")
        page.get_by_label("ساعة").check()
        follow(page, page.get_by_role("button", name="اصنع الرابط"))
        address = page.get_by_label(re.compile("رابط المحامي")).input_value()
        assert_accessible(page)

        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 200
        expect(stranger.get_by_role("heading", level=1)).to_have_text("مسودة عن الميناء")
        assert_accessible(stranger)
        assert other.cookies() == []

        page.get_by_role("button", name="أبطله").click()
        expect(page.get_by_text("أُبطل الرابط")).to_be_visible()
        answer = stranger.goto(address)
        assert answer is not None
        assert answer.status == 410
        expect(stranger.get_by_role("heading", level=1)).to_have_text("انتهى هذا الرابط")
