"""What sources permit, in a real browser: the form says it at once, pages and the desk stay accessible."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, Source
from tests import factories
from tests.browser.desk import ready
from tests.browser.looks import assert_accessible, assert_good
from tests.browser.test_form import desk_of  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    factories.source("جريدة المنع", permits="headline", expiry_days=30)
    limited = factories.source("المرفأ", permits="excerpt", excerpt_words=4, home_page="https://m.example/")
    Source.objects.filter(pk=limited.pk).update(expiry_days=9)
    return factories.article(source=limited, lede="مقدمة من ست كلمات لا أربع.")


def test_another_source_says_at_once_what_it_permits(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("ليلى", f"/admin/articles/article/{story.pk}/change/")
    ready(page)
    rules = page.locator("ul.source-rules")
    assert "مقتطف من 4 كلمات فقط" in rules.inner_text()
    assert "ينتهي في" in rules.inner_text()  # what only the server knows of this story is still there
    page.click("details.previews > summary")
    lede = page.locator(".preview-list-lede")
    expect(lede).to_have_text("مقدمة من ست كلمات …")  # an opened <details> tells so later
    page.click(".field-source .select2-selection")
    page.fill(".select2-search__field", "المنع")
    page.click(".select2-results__option--highlighted:has-text('جريدة المنع')")
    page.wait_for_selector("ul.source-rules[data-permits=headline]")
    assert "من «جريدة المنع» يُنشر العنوان وحده" in rules.inner_text()
    assert "بعد 30 يومًا" in rules.inner_text()
    expect(lede).to_have_text("")
    assert_accessible(page, "fieldset.side")


def test_pages_are_accessible_and_fit(live_server: Any, browser: Any, story: Article):
    with browser.new_context() as context:
        page = context.new_page()
        for permits in ("excerpt", "headline"):
            Source.objects.filter(pk=story.source_id).update(permits=permits)
            for path in (story.get_absolute_url(), story.source.get_absolute_url()):
                page.goto(live_server.url + path)
                assert_good(page)


def test_the_report_and_the_form_of_a_source_are_accessible(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("ليلى", "/admin/articles/source/report/")
    for path in ("report/", f"{story.source_id}/change/", f"merge/?keep={story.source_id}"):
        page.goto(page.url.split("/admin/")[0] + f"/admin/articles/source/{path}")
        assert_accessible(page, "#content")
