"""A keyword's page, the merge and the suggestions in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from articles.authority.index import compare_new_spellings
from articles.models import Keyword
from tests import factories
from tests.browser.looks import assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keyword() -> Keyword:
    made = factories.keyword("غوغل", introduction="شركة بحث.", photo=factories.photo())
    made.add_spelling("Google")
    factories.keyword("جوجل")
    for _ in range(2):
        factories.article(keywords=["غوغل", "بحث", "شركات التقنية الكبيرة"])
    compare_new_spellings()
    return made


def sign_in(page: Any, url: str) -> None:
    factories.user("chief", is_superuser=True)
    page.goto(f"{url}/admin/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "secret")
    page.click("[type=submit]")


def test_its_page_is_accessible_and_fits(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(live_server.url + keyword.get_absolute_url())
        assert_good(page)


def test_a_merge_is_previewed_confirmed_and_taken_back(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/admin/articles/keyword/{keyword.pk}/change/")
        page.locator(".probable-variants a").click()
        page.get_by_role("button", name="ادمج").click()
        page.get_by_role("link", name="ما تغيّر").click()
        assert not Keyword.objects.filter(name="جوجل").exists()
        page.get_by_role("button", name="تراجع").click()
        page.wait_for_url("**/keyword/*/change/")
        assert Keyword.objects.filter(name="جوجل").exists()


def test_suggestions_are_added_with_the_keyboard(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, live_server.url)
        page.goto(f"{live_server.url}/admin/articles/article/add/")
        page.fill("#id_headline", "Google تفتح «معرض الضوء القديم» في بحث جديد")
        page.fill("#id_keywords", "تقنية")
        page.get_by_role("button", name="كلمات مقترحة من النص").press("Enter")
        page.locator(".suggested-keywords li").first.wait_for()
        for _ in range(3):
            page.keyboard.press("Enter")
        assert page.input_value("#id_keywords") == "تقنية، بحث، غوغل، معرض الضوء القديم، "
        assert page.locator(".suggested-keywords li").count() == 0
