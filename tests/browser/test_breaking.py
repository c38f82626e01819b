"""Breaking news as an editor says it and as readers see it, close it and lose it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from articles.models import BreakingNews
from articles.workflow import breaking
from articles.workflow.breaking import Lasts
from tests import factories
from tests.browser.desk import follow, sign_in
from tests.browser.looks import assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "هزة أرضية خفيفة شرق مدينة الغدير ولا أنباء عن أضرار"


@pytest.fixture
def chief() -> Any:
    return factories.user("chief", role="رئيس تحرير")


@pytest.fixture
def page(browser: Any) -> Any:
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def test_announced_at_the_desk_and_gone_at_its_minute(
    live_server: Any, page: Any, chief: Any, monkeypatch: pytest.MonkeyPatch
):
    story = factories.article()
    sign_in(page, "chief", f"{live_server.url}/admin/")
    follow(page, page.locator(".front-tools").get_by_role("link", name="عاجل"))
    page.fill("#id_text", TEXT)
    page.get_by_label("نصف ساعة").check()
    follow(page, page.get_by_role("button", name="أعلنه الآن"))
    page.get_by_text(TEXT).first.wait_for()
    line = page.get_by_role("complementary", name="عاجل")
    for path in ("/", story.get_absolute_url()):
        page.goto(live_server.url + path)
        assert TEXT in line.inner_text()
        assert_good(page, widths=(360,))
    ends_at = BreakingNews.objects.get().ends_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: ends_at + timedelta(seconds=1))
    for path in ("/", story.get_absolute_url()):
        page.goto(live_server.url + path)
        page.reload()  # a browser may keep a page until the minute ends, and its clock has not moved
        assert line.count() == 0


def test_closed_it_stays_closed_and_the_next_one_is_seen(live_server: Any, page: Any, chief: Any):
    breaking.announce(chief, TEXT, Lasts.HOUR)
    page.goto(live_server.url)
    page.get_by_role("button", name="أغلق العاجل").click()
    line = page.locator(".breaking")
    assert not line.is_visible()
    page.goto(live_server.url)
    assert not line.is_visible()
    breaking.announce(chief, "إغلاق ميناء الرمال", Lasts.HOUR)
    page.reload()
    assert line.is_visible()


def test_without_script_it_is_read_and_has_no_dead_button(live_server: Any, browser: Any, chief: Any):
    breaking.announce(chief, TEXT, Lasts.HOUR)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url)
        assert page.locator(".breaking").is_visible()
        assert not page.locator(".breaking-close").is_visible()


def test_the_line_does_not_move_when_its_button_appears(live_server: Any, browser: Any, chief: Any):
    breaking.announce(chief, f"{TEXT} {TEXT}", Lasts.HOUR)
    boxes = []
    for has_script in (False, True):
        with browser.new_context(
            java_script_enabled=has_script, viewport={"width": 360, "height": 700}
        ) as on:
            page = on.new_page()
            page.goto(live_server.url)
            assert page.locator(".breaking-close").is_visible() == has_script
            boxes.append(page.locator(".breaking p").bounding_box())
    assert boxes[0] == boxes[1]
