"""A browser without JavaScript: pages read, forms work, and nothing is there that would do nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from articles.pagination import PAGE_SIZE
from articles.search.indexing import index
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def others(count: int) -> None:
    """So many newer stories, each with words of its own: they would be copies of one else."""
    for n in range(count):
        own = " ".join(f"كلمة{n}و{m}" for m in range(8))
        factories.article(headline=f"خبر من القسم {n}", lede="", body=f"<p>{own}</p>")


@pytest.fixture
def story() -> Article:
    made = factories.article(
        headline="رصيف جديد في الميناء", section=factories.section("اقتصاد"), lead_photo=factories.photo()
    )
    index([made])
    return made


@pytest.fixture
def page(browser: Any) -> Any:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def test_the_front_leads_to_stories_and_sections(live_server: Any, page: Any, story: Article):
    others(3)
    page.goto(live_server.url)
    assert page.locator("main a[href^='/article/']").count() > 3
    page.get_by_role("navigation", name="الأقسام", exact=True).get_by_role("link", name="اقتصاد").click()
    assert page.get_by_role("heading", level=1).inner_text() == "اقتصاد"


def test_a_list_goes_on_page_by_page_and_leads_to_a_story(live_server: Any, page: Any, story: Article):
    others(PAGE_SIZE)
    page.goto(live_server.url + story.section.get_absolute_url())
    before = page.locator("main").inner_text()
    page.locator("a[rel=next]").click()
    page.wait_for_url("**?page=*")
    assert page.locator("main").inner_text() != before
    page.get_by_role("link", name="رصيف جديد في الميناء").click()
    assert page.get_by_text("نص الخبر.").is_visible()
    assert page.get_by_role("button", name="اطبع").count() == 0


def test_search_is_a_form_with_all_its_filters(live_server: Any, page: Any, story: Article):
    page.goto(f"{live_server.url}/search/")
    page.get_by_label("كلمات البحث").fill("رصيف")
    page.get_by_text("حدّد القسم والمصدر والمدة").click()
    page.get_by_label("القسم").select_option("اقتصاد")
    page.get_by_role("button", name="ابحث").click()
    page.wait_for_url("**section=*")
    assert page.locator("mark").first.inner_text() == "رصيف"
    assert page.get_by_label("القسم").input_value() == story.section.slug


def test_a_feed_is_put_together(live_server: Any, page: Any, story: Article):
    page.goto(f"{live_server.url}/feeds/")
    page.get_by_role("group", name="الأقسام").get_by_label("اقتصاد").check()
    page.get_by_role("button", name="أعطني عنوانها").click()
    address = page.locator(".feeds-made").get_by_role("link").first
    assert "رصيف جديد في الميناء" in page.request.get(address.get_attribute("href")).text()


def test_the_archive_leads_from_a_day_to_its_stories(live_server: Any, page: Any, story: Article):
    day = timezone.localtime(story.published_at)
    page.goto(f"{live_server.url}/archive/")
    page.locator(f"a[href='/archive/{day:%Y/%m/%d}/']").first.click()
    assert page.get_by_role("link", name=story.headline).is_visible()


def test_choices_say_what_they_need_and_show_no_form_that_would_do_nothing(
    live_server: Any, page: Any, db: None
):
    page.goto(f"{live_server.url}/choices/")
    assert page.get_by_text("تحتاج إلى جافاسكربت").is_visible()
    assert not page.locator("form.choices").is_visible()
