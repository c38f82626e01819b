"""Pages that readers come to seldom, or when something is wrong: as good on every screen as all others."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from articles.models import Correction
from articles.search.indexing import index
from articles.views import choices
from tests import factories
from tests.browser.looks import assert_fits, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Any) -> Any:
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def test_the_page_of_an_author(live_server: Any, page: Any):
    author = factories.author("ليلى الحمداني", bio="تكتب عن الموانئ.", photo=factories.photo())
    for text, photo in (("نص أول.", factories.photo()), ("كلام آخر.", None)):
        factories.article(lede="", body=f"<p>{text}</p>", authors=[author], lead_photo=photo)
    page.goto(live_server.url + author.get_absolute_url())
    assert page.locator("main .line").count() == 2
    assert_good(page)
    assert_fits(page, 320)


def test_search_with_results(live_server: Any, page: Any):
    for photo in (factories.photo(), None):
        index(
            [
                factories.article(
                    headline="رصيف Orbitex الجديد", body="<p>في الميناء رصيف.</p>", lead_photo=photo
                )
            ]
        )
    page.goto(f"{live_server.url}/search/?q=رصيف&from=2020-01-01")
    assert page.locator("mark").count() >= 2
    assert_good(page)
    assert_fits(page, 320)


def test_a_withdrawn_story(live_server: Any, page: Any):
    gone = factories.article(headline="خبر عن رصيف جديد", status="withdrawn")
    type(gone).objects.filter(pk=gone.pk).update(first_published_at=gone.published_at)
    Correction.objects.create(article=gone, text="لم يثبت.", kind="withdrawal")
    assert page.goto(live_server.url + gone.get_absolute_url()).status == 410
    assert page.get_by_role("link", name="ابحث بكلمات هذا الرابط").is_visible()
    assert_good(page)
    assert_fits(page, 320)


def test_the_page_of_our_own_faults(
    live_server: Any, page: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
):
    def fails(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(choices, "render", fails)
    with caplog.at_level(logging.CRITICAL):
        assert page.goto(f"{live_server.url}/choices/").status == 500
    assert page.get_by_role("heading", level=1).inner_text() == "تعذّر عرض هذه الصفحة"
    assert_good(page)
    assert_fits(page, 320)


def test_the_page_while_the_site_is_closed(live_server: Any, page: Any, settings: Any, tmp_path: Any):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    settings.MAINTENANCE_FILE.touch()
    assert page.goto(live_server.url).status == 503
    assert page.get_by_role("heading", level=1).inner_text() == "نعود بعد قليل"
    assert_good(page)
    assert_fits(page, 320)
