"""The front page desk in a real browser: by keyboard, by drag, a plan that takes effect, two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.front import acts
from articles.models import Article, Front, Pin, Zone
from articles.models.front import Fill, Layout
from tests import factories
from tests.browser.desk import sign_in
from tests.browser.looks import assert_good
from tests.front.conftest import standing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/admin/articles/front/"


@pytest.fixture
def chief() -> Any:
    return factories.user("chief", role="رئيس تحرير", first_name="هدى")


@pytest.fixture
def stories() -> list[Article]:
    """The newest first."""
    now = timezone.now()
    section = factories.section("سياسة")
    return [
        factories.article(
            headline=f"خبر {name} من أخبار اليوم",
            section=section,
            body=f"<p>{name}</p>",
            published_at=now - timedelta(minutes=n + 1),
        )
        for n, name in enumerate(("أول", "ثان", "ثالث", "رابع", "خامس", "سادس"))
    ]


@pytest.fixture
def zones() -> list[Zone]:
    return list(Zone.objects.filter(front__section=None))


def open_desk(context: Any, url: str, path: str = DESK) -> Any:
    context.set_default_timeout(60_000)
    page = context.new_page()
    sign_in(page, "chief", url + path)
    return page


def lead_of(browser: Any, url: str) -> str:
    """The headline that leads the front page, for a reader who has kept no page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/")
        headline: str = page.locator(".front-lead h2").inner_text()
        return headline


def told(page: Any, words: str) -> None:
    """Wait until the desk has said so, aloud as well."""
    page.locator("#front-said", has_text=words).wait_for()


def test_stories_are_arranged_by_keyboard_and_it_is_said_aloud(
    live_server: Any, browser: Any, chief: Any, stories: list[Article], zones: list[Zone]
):
    rank, third = zones[1], stories[2]
    with browser.new_context() as context:
        page = open_desk(context, live_server.url)
        item = page.locator(f"#zone-{rank.pk} [data-story='{third.pk}']")
        item.get_by_role("button", name="ثبّته هنا").press("Enter")
        told(page, "في المكان 2 من «الصف الثاني»")
        # The focus is on the story still, where the arrows move it.
        focused = page.evaluate("document.activeElement.closest('[data-story]').dataset.story")
        assert focused == str(third.pk)
        item.get_by_role("button", name="إلى أعلى").focus()
        page.keyboard.press("ArrowUp")
        told(page, "نقل «خبر ثالث من أخبار اليوم» إلى المكان 1")
        assert page.evaluate("document.activeElement.dataset.way") == "down"
        page.keyboard.press("ArrowDown")
        told(page, "إلى المكان 2")
        page.keyboard.press("ArrowDown")
        told(page, "إلى المكان 3")
        assert page.locator("#front-said").get_attribute("aria-live") == "polite"
        assert standing()[1][2] == third.pk
        page.locator(".front-log").get_by_role("button", name="تراجع").first.press("Enter")
        told(page, "تراجع عن: نقل")
        assert standing()[1][1] == third.pk
        page.locator(f"#zone-{zones[2].pk} .front-zone-acts [data-way=up]").press("Enter")
        told(page, "في المرتبة 2")
    assert Zone.objects.get(pk=zones[2].pk).position == 1


def test_stories_are_dragged_from_the_search_and_between_zones(
    live_server: Any, browser: Any, chief: Any, stories: list[Article], zones: list[Zone]
):
    lead, rank = zones[:2]
    with browser.new_context(viewport={"width": 1280, "height": 1000}) as context:
        page = open_desk(context, live_server.url)
        page.fill("#front-q", str(stories[5].pk))
        page.keyboard.press("Enter")
        found = page.locator(f".front-found [data-story='{stories[5].pk}']")
        found.drag_to(page.locator(f"#zone-{rank.pk} [data-place='2']"))
        told(page, "ثبّت «خبر سادس من أخبار اليوم» في المكان 2")
        assert standing()[1][1] == stories[5].pk
        page.locator(f"#zone-{rank.pk} [data-story='{stories[5].pk}']").drag_to(
            page.locator(f"#zone-{lead.pk} [data-place='1']")
        )
        told(page, "نقل «خبر سادس من أخبار اليوم» إلى المكان 1 من «الصدارة»")
    assert lead_of(browser, live_server.url) == "خبر سادس من أخبار اليوم"


def test_a_plan_is_made_seen_in_the_preview_and_takes_effect(
    live_server: Any, browser: Any, chief: Any, stories: list[Article], zones: list[Zone]
):
    later = timezone.localtime() + timedelta(hours=2)
    with browser.new_context() as context:
        page = open_desk(context, live_server.url, f"{DESK}?q={stories[4].pk}")
        found = page.locator(".front-found > li")
        found.get_by_text("الموعد", exact=True).click()
        found.get_by_label("يبدأ في", exact=True).fill(f"{later:%Y-%m-%dT%H:%M}")
        found.get_by_role("button", name="ضعه").click()
        told(page, "، من ")
        aside = page.locator(f"#zone-{zones[0].pk} .front-asides li")
        assert "يبدأ" in aside.inner_text()
        page.fill("#preview-at", f"{later + timedelta(minutes=1):%Y-%m-%dT%H:%M}")
        with context.expect_page() as opened:
            page.get_by_role("button", name="عاين").click()
        preview = opened.value
        preview.wait_for_load_state()
        assert preview.locator(".front-lead h2").inner_text() == stories[4].headline
        assert "معاينة الصفحة" in preview.locator(".preview-notice").inner_text()
    assert lead_of(browser, live_server.url) == stories[0].headline
    Pin.objects.update(begins_at=timezone.now() - timedelta(minutes=1))  # its minute comes
    assert lead_of(browser, live_server.url) == stories[4].headline


def test_the_desk_shows_what_a_colleague_did_and_overwrites_nothing(
    live_server: Any, browser: Any, chief: Any, stories: list[Article], zones: list[Zone]
):
    sara = factories.user(role="رئيس تحرير", first_name="سارة")
    lead = zones[0]
    with browser.new_context() as context:
        page = open_desk(context, live_server.url)
        acts.pin(None, sara, story=stories[3].pk, zone=lead.pk, place=1)
        page.locator(f"#zone-{lead.pk} button", has_text="ثبّته هنا").click()
        told(page, "غيّر سارة هذا الموضع")
        assert page.locator(f"#zone-{lead.pk} .is-pinned a").inner_text() == stories[3].headline
        # And while nobody touches it, the page follows by itself.
        page.clock.install()
        page.reload()
        acts.unpin(None, sara, pin=Pin.objects.get().pk)
        page.clock.fast_forward(21_000)
        told(page, "تغيّرت الصفحة: سارة رفع")
        assert page.locator(f"#zone-{lead.pk} .is-pinned").count() == 0
    assert not Pin.objects.exists()


def test_what_was_typed_stays_where_it_is_refused(
    live_server: Any, browser: Any, chief: Any, stories: list[Article]
):
    with browser.new_context() as context:
        page = open_desk(context, live_server.url)
        new = page.locator(".front-new")
        new.locator("summary").click()
        new.get_by_label("العنوان").fill("ملف خاص")
        new.get_by_label("يملؤها").select_option("keyword")
        new.get_by_label("الكلمة الدلالية").fill("كلمة لم تُكتب قط")
        new.get_by_role("button").click()
        told(page, "لا كلمة دلالية تُكتب")
        assert new.get_by_label("العنوان").input_value() == "ملف خاص"
        new.get_by_label("يملؤها").select_option("newest")
        new.get_by_role("button").click()
        told(page, "أضاف المنطقة «ملف خاص»")
        assert page.locator("h2", has_text="ملف خاص").count() == 1


def test_desk_and_pages_are_accessible_and_fit(
    live_server: Any, browser: Any, chief: Any, stories: list[Article], zones: list[Zone]
):
    section = stories[0].section
    now = timezone.now()
    acts.pin(None, chief, story=stories[1].pk, zone=zones[0].pk, place=1)
    acts.pin(None, chief, story=stories[2].pk, zone=zones[0].pk, place=1, begins=now + timedelta(hours=1))
    front = Front.objects.create(section=section)
    for position, layout in enumerate((Layout.LEAD, Layout.RANK, Layout.LIST)):
        Zone.objects.create(
            front=front, position=position, layout=layout, size=2, fill=Fill.SECTION, section=section
        )
    with browser.new_context() as context:
        page = open_desk(context, live_server.url, f"{DESK}?q={stories[0].pk}")
        for path in ("", f"{DESK}log/", "/", section.get_absolute_url()):
            if path:
                page.goto(live_server.url + path)
            else:
                page.locator(".front-edit summary").first.click()
            assert_good(page)
