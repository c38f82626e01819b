"""The beacon of a story, the page of the most read, and the line that says that there is something new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from articles.reading.counts import Gathered, gathered
from articles.reading.ranking import rank
from articles.times import microseconds
from tests import factories
from tests.browser.looks import assert_fits, assert_good
from tests.reading.conftest import BROWSER, counted, were_read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The page is hidden or shown as tests say, not as the browser's window is.
SEEN = """
  let seen = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => seen });
  window.see = (state) => { seen = state; document.dispatchEvent(new Event("visibilitychange")); };
"""


@pytest.fixture
def page(browser: Any) -> Any:
    """A page on a phone whose clock goes on, and jumps where a test wants it to."""
    with browser.new_context(viewport={"width": 360, "height": 700}, user_agent=BROWSER) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.clock.install()
        page.add_init_script(SEEN)
        yield page


@pytest.fixture
def asked(page: Any) -> Callable[[str], int]:
    """How often an address that contains some words was asked for."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    return lambda words: sum(words in url for url in requests)


@pytest.fixture
def was_counted(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when a read was counted."""
    gathered.take()
    done, add = Event(), Gathered.add

    def tell(self: Gathered, *args: Any) -> None:
        add(self, *args)
        done.set()

    monkeypatch.setattr(Gathered, "add", tell)
    return done


def answered(page: Any) -> None:
    """What was to be sent has been sent, and what was answered has been heard, before this is answered."""
    page.evaluate("fetch(location.pathname, { cache: 'no-store' }).then((answer) => answer.text())")


def test_a_story_in_view_for_five_seconds_is_counted_once(
    live_server: Any, page: Any, asked: Any, article: Article, was_counted: Event
):
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))  # loading takes no time, however slow it is
    page.goto(live_server.url + article.get_absolute_url())
    page.clock.fast_forward(4_000)
    page.evaluate("see('hidden')")  # looked away before the five seconds were over
    page.clock.fast_forward(60_000)
    answered(page)
    assert asked("/read/") == 0
    page.evaluate("see('visible')")
    page.clock.fast_forward(5_000)
    assert was_counted.wait(60)
    assert counted() == {article.pk: 1}
    page.evaluate("see('hidden'); see('visible')")
    page.clock.fast_forward(60_000)
    answered(page)
    assert asked("/read/") == 1
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_other_page_says_that_it_is_read(live_server: Any, page: Any, asked: Any, article: Article):
    for path in ("/", article.section.get_absolute_url(), "/most-read/"):
        page.goto(live_server.url + path)
        assert page.locator("script[data-read]").count() == 0


def test_the_most_read_are_accessible_and_fit(live_server: Any, browser: Any):
    stories = [factories.article(lead_photo=factories.photo() if n % 2 else None) for n in range(12)]
    were_read({story: 20 - n for n, story in enumerate(stories)})
    rank(1)
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        for path in ("/most-read/", "/most-read/?days=30", "/"):
            page.goto(live_server.url + path)
            assert_good(page)
            assert_fits(page, 320)


def new(**fields: Any) -> None:
    """A story that appears now, and is no copy of another."""
    factories.article(published_at=timezone.now(), lede="", body="", **fields)


def later(page: Any, seconds: int = 80) -> None:
    """Let the time pass until the page has asked, and has been answered."""
    with page.expect_response("**/latest.json") as answer:
        page.clock.fast_forward(seconds * 1_000)
    answer.value.finished()
    answered(page)


def test_what_is_new_is_said_and_loaded_when_asked_for(live_server: Any, page: Any, article: Article):
    page.goto(live_server.url + "/")
    line = page.locator(".live a")
    later(page)
    assert line.count() == 0
    new(headline="خبر ظهر بعدها")
    later(page, 120)
    line.wait_for()
    assert line.inner_text() == "خبر جديد"
    assert page.locator(".live").get_attribute("aria-live") == "polite"
    assert_good(page, widths=(360,))
    assert page.get_by_text("خبر ظهر بعدها").count() == 0
    line.click()
    page.get_by_text("خبر ظهر بعدها").first.wait_for()
    assert line.count() == 0


def test_of_a_section_what_is_new_in_it_is_said(live_server: Any, page: Any, article: Article):
    other = factories.section("رياضة")
    page.goto(live_server.url + article.section.get_absolute_url())
    new(section=other)
    later(page)
    assert page.locator(".live a").count() == 0
    new(section=article.section)
    later(page, 120)
    page.get_by_role("link", name="خبر جديد", exact=True).wait_for()


def test_it_counts_as_arabic_does(live_server: Any, page: Any, article: Article):
    newest = microseconds(timezone.now())
    told: list[int] = []
    page.route("**/latest.json", lambda route: route.fulfill(json={"stories": told}))
    page.goto(live_server.url + "/")
    for count, words in (
        (1, "خبر جديد"),
        (2, "خبران جديدان"),
        (3, "3 أخبار جديدة"),
        (10, "10 أخبار جديدة"),
        (11, "11 خبرًا جديدًا"),
        (20, "20 خبرًا جديدًا"),
        (21, "أكثر من 20 خبرًا جديدًا"),
    ):
        told[:] = [newest + n for n in range(count)]
        later(page)
        page.get_by_role("link", name=words, exact=True).wait_for()
    told.clear()
    later(page)
    page.locator(".live a").wait_for(state="detached")  # what was new was withdrawn


def test_it_asks_ever_more_seldom_and_not_while_nobody_looks(
    live_server: Any, page: Any, asked: Any, article: Article
):
    page.goto(live_server.url + "/")
    page.evaluate("see('hidden')")
    page.clock.fast_forward(3_600_000)
    answered(page)
    assert asked("latest.json") == 0
    with page.expect_response("**/latest.json"):
        page.evaluate("see('visible')")
        page.clock.fast_forward(1_100)
    answered(page)
    later(page, 90 * 5 // 4 + 1)
    page.clock.fast_forward(60_000)  # the next comes after 135 s at least
    answered(page)
    assert asked("latest.json") == 2
    later(page, 120)
    assert asked("latest.json") == 3


def test_without_an_answer_it_says_nothing_and_asks_again(live_server: Any, page: Any, article: Article):
    answers = [500, 200]
    page.route(
        "**/latest.json",
        lambda route: route.fulfill(status=answers.pop(0), json={"stories": [microseconds(timezone.now())]}),
    )
    page.goto(live_server.url + "/")
    later(page)
    assert page.locator(".live a").count() == 0
    later(page, 120)
    page.get_by_role("link", name="خبر جديد", exact=True).wait_for()


def test_without_script_nothing_is_there(live_server: Any, browser: Any, article: Article):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url + "/")
        assert page.locator(".live").inner_text() == ""
        assert page.locator(".live").bounding_box()["height"] == 0
