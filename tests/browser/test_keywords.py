"""A keyword's page, the merge and the suggestions in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.authority.index import compare_new_spellings
from articles.models import Keyword
from tests import factories
from tests.browser.desk import follow, sign_in
from tests.browser.looks import assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("chief")]


@pytest.fixture
def keyword() -> Keyword:
    made = factories.keyword("غوغل", introduction="شركة بحث.", photo=factories.photo())
    made.add_spelling("Google")
    factories.keyword("جوجل")
    for _ in range(2):
        factories.article(keywords=["غوغل", "بحث", "شركات التقنية الكبيرة"])
    compare_new_spellings()
    return made


@pytest.fixture
def chief() -> None:
    factories.user("chief", is_superuser=True)


def test_its_page_is_accessible_and_fits(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(live_server.url + keyword.get_absolute_url())
        assert_good(page)


def test_a_merge_is_previewed_confirmed_and_taken_back(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(f"{live_server.url}/admin/articles/keyword/{keyword.pk}/change/")
        follow(page, page.locator(".probable-variants a"))
        follow(page, page.get_by_role("button", name="ادمج"))
        assert not Keyword.objects.filter(name="جوجل").exists()
        follow(page, page.get_by_role("link", name="ما تغيّر"))
        follow(page, page.get_by_role("button", name="تراجع"))
        page.wait_for_url("**/keyword/*/change/")
        assert Keyword.objects.filter(name="جوجل").exists()


def test_suggestions_are_added_with_the_keyboard(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(f"{live_server.url}/admin/articles/article/add/")
        page.fill("#id_headline", "Google تفتح «معرض الضوء القديم» في بحث جديد")
        page.fill("#id_keywords", "تقنية")
        page.get_by_role("button", name="كلمات مقترحة من النص").press("Enter")
        page.locator(".suggested-keywords li").first.wait_for()
        for _ in range(3):
            page.keyboard.press("Enter")
        assert page.input_value("#id_keywords") == "تقنية، بحث، غوغل، معرض الضوء القديم، "
        assert page.locator(".suggested-keywords li").count() == 0


def test_an_answer_to_a_field_that_was_left_opens_nothing(live_server: Any, browser: Any, keyword: Keyword):
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/articles/article/add/")
        suggestions = page.locator("#id_keywords-suggestions")
        page.type("#id_keywords", "غوغ")
        expect(suggestions).to_contain_text("غوغل")
        held: list[Any] = []
        page.route("**/admin/autocomplete/**", lambda route: held.append(route))
        with page.expect_request("**/admin/autocomplete/**"):
            page.type("#id_keywords", "ل")
        page.focus("#id_headline")
        with page.expect_response("**/admin/autocomplete/**"):
            held.pop().continue_()
        page.evaluate("fetch(location.href).then((answer) => answer.text())")  # by then the page has heard it
        assert suggestions.is_hidden()
