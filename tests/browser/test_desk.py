"""The desk's first page, its list and its notes in a real browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, Note, SavedFilter
from articles.models.status import State
from tests import factories
from tests.browser.desk import sign_in
from tests.browser.looks import assert_good
from tests.workflow.conftest import in_state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/articles/article/"


@pytest.fixture
def chief() -> Any:
    """With something on each board, and a filter of their own."""
    made = factories.user("chief", is_superuser=True, first_name="هدى", last_name="السالم")
    for state in State.values:
        in_state(state, created_by=made)
    in_state("approved", published_at=timezone.now() - timedelta(hours=3))
    factories.article(published_at=timezone.now()).corrections.create(text="الرقم 21 لا 12")
    SavedFilter.objects.create(user=made, name="في المراجعة من الوكالة", query="q=%D8%AE&state=review")
    return made


def test_first_page_list_and_page_of_text_are_accessible(live_server: Any, browser: Any, chief: Any):
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        for path in ("/admin/", f"{LIST}?state=published", f"{LIST}from-page/"):
            page.goto(live_server.url + path)
            assert_good(page, widths=(1024,))


def test_a_note_is_added_and_what_is_typed_above_it_stays(live_server: Any, browser: Any, chief: Any):
    article = Article.objects.latest("pk")
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(f"{live_server.url}{LIST}{article.pk}/change/")
        page.fill("#id_headline", "عنوان لم يُحفظ بعد")
        page.fill("#note-text", "سألت البلدية")
        page.get_by_role("button", name="أضف الملاحظة").click()
        page.locator(".note-text", has_text="سألت البلدية").wait_for()
        assert page.input_value("#id_headline") == "عنوان لم يُحفظ بعد"
        assert page.input_value("#note-text") == ""
        page.keyboard.type("وأجابت")
        assert page.input_value("#note-text") == "وأجابت"
    assert Note.objects.get().text == "سألت البلدية"


def test_the_first_page_follows_the_clock_while_it_is_open(live_server: Any, browser: Any, chief: Any):
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.clock.install()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.locator("#boards").wait_for()
        new = in_state("draft", created_by=chief, headline="مسودة جاءت بعد أن فُتحت الصفحة")
        page.clock.fast_forward(61_000)
        page.locator("#boards a", has_text=new.headline).wait_for()


def test_a_source_is_chosen_by_typing(live_server: Any, browser: Any, chief: Any):
    source = factories.source("وكالة الساحل")
    story = factories.article(source=source)
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        sign_in(page, "chief", f"{live_server.url}/admin/")
        page.goto(live_server.url + LIST)
        page.locator("form:has(#filter-source) .select2-selection").click()
        page.locator(".select2-search__field").fill("ساحل")
        page.locator(".select2-results__option", has_text=source.name).click()
        page.locator("form:has(#filter-source) button").click()
        page.wait_for_url(f"**source={source.pk}**")
        assert page.locator("#result_list tbody tr").count() == 1
        assert page.get_by_role("link", name=story.headline).is_visible()
