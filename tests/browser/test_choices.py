"""A reader's own choices: seen before anything is painted, kept over pages, and needed for nothing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article, Correction
from articles.workflow import breaking
from articles.workflow.breaking import Lasts
from tests import factories
from tests.browser.desk import follow
from tests.browser.looks import assert_accessible, assert_fits, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = {"theme": "contrast", "size": "largest", "digits": "arab", "months": "both", "calendar": "hijri"}
# From the first moment on: how the root looked when the page was read, and what moved since the first paint
WATCH = """
  window.seen = { moved: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.seen.moved += one.value)))
    .observe({ type: "layout-shift", buffered: true });
  document.addEventListener("DOMContentLoaded", () => {
    window.seen.root = { ...document.documentElement.dataset };
    window.seen.time = document.querySelector(".masthead-date time").textContent;
  });
"""


@pytest.fixture
def story() -> Article:
    body = (
        "<p>فاز الفريق 3-2 أمام 45 ألفًا في 18:30 بطائرة F-16.<sup data-note=''>ص 12.</sup></p>"
        "<p>وُلد في <time datetime='1990-01-05'>5 كانون الثاني 1990</time>، وموقعه x9.example.</p>"
        "<ol><li>أول</li></ol>"
    )
    made = factories.article(body=body, lead_photo=factories.photo(), keywords=["مدينة 2030"])
    Correction.objects.create(article=made, text="كان الرقم 21 خطأ.")
    for _ in range(3):
        factories.related(made, factories.article(), "read_also")
    return made


type Opened = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, live_server: Any) -> Iterator[Opened]:
    """Opens pages of readers who have chosen something."""
    contexts = []

    def make(path: str, choices: dict[str, str] | None = None, width: int = 360, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.set_default_timeout(60_000)
        context.add_init_script(WATCH)
        if choices is not None:
            script = f"localStorage.setItem('reading', {json.dumps(json.dumps(choices))})"
            context.add_init_script(script)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield make
    for context in contexts:
        context.close()


@contextmanager
def no_errors(page: Any) -> Iterator[None]:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield
    assert errors == []


def style(page: Any, selector: str, name: str) -> str:
    found = page.evaluate("([s, n]) => getComputedStyle(document.querySelector(s))[n]", [selector, name])
    return str(found)


@pytest.mark.parametrize("path", ["/", "story"])
def test_choices_are_there_before_the_first_paint_and_nothing_moves(opened, story, path):
    page = opened(story.get_absolute_url() if path == "story" else path, ALL)
    page.wait_for_load_state("networkidle")
    seen = page.evaluate("seen")
    assert {name: seen["root"][name] for name in ALL} == ALL
    assert "هـ" in seen["time"]
    assert seen["moved"] < 0.001


def test_a_choice_holds_at_once_and_on_every_page_that_follows(opened, story, live_server):
    page = opened("/choices/")
    with no_errors(page):
        page.get_by_label("داكن", exact=True).check()
        assert style(page, "body", "backgroundColor") == "rgb(14, 20, 28)"
        page.get_by_label("١٢٣", exact=True).check()
        page.get_by_label("كبير", exact=True).check()
        page.goto(live_server.url + story.get_absolute_url())
        assert style(page, "body", "backgroundColor") == "rgb(14, 20, 28)"
        assert style(page, "html", "fontSize") == "18px"
        assert "٤٥ ألفًا" in page.inner_text(".prose")
        page.goto(live_server.url + "/choices/")
        assert page.get_by_label("داكن", exact=True).is_checked()
        page.get_by_role("button", name="أعد كل شيء كما كان").click()
        assert page.get_by_label("عادي", exact=True).is_checked()
        page.goto(live_server.url + story.get_absolute_url())
        assert "45 ألفًا" in page.inner_text(".prose")
        assert style(page, "body", "backgroundColor") == "rgb(252, 249, 243)"


def test_the_choices_open_over_any_page_and_are_made_with_the_keyboard(opened, story):
    page = opened(story.get_absolute_url())
    with no_errors(page):
        link = page.locator(".footer").get_by_role("link", name="خيارات القراءة")
        link.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="خيارات القراءة")
        dialog.wait_for()
        assert page.url.endswith(urlsplit(page.url).path)
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert_accessible(page)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_every_target_in_the_form_is_large_enough(opened):
    page = opened("/choices/")
    sizes = page.locator(".choices label, .choices button:visible").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map(({width, height}) => [width, height])"
    )
    assert len(sizes) > 15
    assert min(min(size) for size in sizes) >= 44


def test_months_digits_and_the_calendar_change_our_dates_and_leave_what_others_wrote(opened, story):
    Article.objects.filter(pk=story.pk).update(published_at=datetime.fromisoformat("2026-02-24T18:30+03:00"))
    words = {
        "levant": "الثلاثاء 24 شباط 2026، 18:30",
        "maghreb": "الثلاثاء 24 فيفري 2026، 18:30",
        "both": "الثلاثاء 24 فبراير/شباط 2026، 18:30",
        "morocco": "الثلاثاء 24 فبراير 2026، 18:30",
    }
    address = story.get_absolute_url()
    for months, said in words.items():
        assert opened(address, {"months": months}).inner_text(".byline .meta time") == said
    page = opened(address, {"months": "levant", "calendar": "hijri", "digits": "arab"})
    assert page.inner_text(".byline .meta time") == "الثلاثاء ٢٤ شباط ٢٠٢٦ (٧ رمضان ١٤٤٧ هـ)، ١٨:٣٠"
    text = page.inner_text(".prose")
    for kept in ("3-2", "F-16", "x9.example", "٥ كانون الثاني ١٩٩٠"):
        assert kept in text
    for changed in ("٤٥ ألفًا", "١٨:٣٠"):
        assert changed in text
    assert page.inner_text(".short-link a").endswith(f"/a/{story.pk}")
    assert "مدينة ٢٠٣٠" in page.inner_text(".keywords")
    assert style(page, ".prose ol", "listStyleType") == "arabic-indic"


def test_arabic_digits_become_latin_ones_and_nothing_else(opened):
    story = factories.article(body="<p>فاز ٣-٢ أمام ٤٥ ألفًا و۷ ضيوف.</p>")
    page = opened(story.get_absolute_url(), {"digits": "latn"})
    assert page.inner_text(".prose") == "فاز ٣-٢ أمام 45 ألفًا و7 ضيوف."


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "الآن"),
        (timedelta(minutes=2), "قبل دقيقتين"),
        (timedelta(minutes=14), "قبل 14 دقيقة"),
        (timedelta(hours=5, minutes=59), "قبل 5 ساعات"),
        (timedelta(days=3), "قبل 3 أيام"),
        (timedelta(days=8), ""),
    ],
)
def test_how_long_ago_is_said_by_the_clock_of_who_reads(opened, story, before, words):
    """The page may have been kept: it says the moment, and the browser how long ago that is."""
    at = timezone.now().replace(second=0, microsecond=0)
    Article.objects.filter(pk=story.pk).update(published_at=at - timedelta(days=30))
    page = opened("/")
    page.clock.install(time=(at - timedelta(days=30) + before).timestamp())
    page.goto(page.url.rstrip("/") + story.get_absolute_url())
    exact = Client().get(story.get_absolute_url()).content.decode()
    said = page.inner_text(".byline .meta time")
    assert said.split("، ", 1)[0] in exact
    assert said.split("، ")[2:] == ([words] if words else [])


def test_without_script_nothing_is_offered_that_does_nothing(opened, story):
    page = opened(story.get_absolute_url(), java_script_enabled=False)
    assert page.locator(".tools button:visible").count() == 0
    assert page.get_by_text("45 ألفًا").is_visible()
    page.get_by_text("شارك", exact=True).click()
    share = page.get_by_role("link", name="واتساب")
    assert share.get_attribute("href").startswith("https://wa.me/?text=")
    follow(page, page.locator(".footer").get_by_role("link", name="خيارات القراءة"))
    assert page.get_by_text("تُحفظ هذه الخيارات في متصفحك وحده").is_visible()
    assert not page.locator(".choices").is_visible()


def test_where_storage_is_refused_a_choice_holds_for_the_page(opened, story):
    page = opened("/")
    refused = "{ get() { throw new DOMException('', 'SecurityError') } }"
    page.context.add_init_script(f"Object.defineProperty(window, 'localStorage', {refused})")
    with no_errors(page):
        page.goto(page.url + "choices/")
        assert not page.locator(".choices-unkept").is_visible()
        page.get_by_label("داكن", exact=True).check()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.locator(".choices-unkept").is_visible()


@pytest.mark.parametrize("stored", ["nonsense{", "[]", "null", '{"theme": "<b>", "size": 3, "other": "x"}'])
def test_what_no_page_of_ours_stored_is_no_choice(opened, stored):
    page = opened("/")
    with no_errors(page):
        page.evaluate("stored => localStorage.setItem('reading', stored)", stored)
        page.reload()
        assert page.evaluate("Object.keys(document.documentElement.dataset)") == ["scripted"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_theme_is_accessible_whatever_the_device_wants(opened, story, live_server, theme):
    page = opened("/choices/", {"theme": theme})
    for path in ("/choices/", "/", story.get_absolute_url(), "/search/?q=خبر"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert_accessible(page)


def test_the_page_of_all_parts_is_accessible_in_every_theme(opened, browser, live_server):
    client = Client()
    client.force_login(factories.user("designer"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    for theme in ("light", "dark", "contrast"):
        page = opened("/", {"theme": theme})
        page.context.add_cookies([cookie])
        for path in ("style/", "style/article/", "style/front/"):
            page.goto(f"{live_server.url}/{path}")
            assert_good(page, widths=(360,))


@pytest.mark.parametrize("size", ["small", "largest"])
def test_no_size_is_wider_than_a_small_phone(opened, story, live_server, size):
    page = opened("/", {**ALL, "size": size})
    for path in ("/", story.get_absolute_url(), "/choices/", story.section.get_absolute_url(), "/feeds/"):
        page.goto(live_server.url + path)
        assert_fits(page, 320)


def test_at_200_percent_nothing_is_lost(opened, story):
    """A window of 1280 pixels that is zoomed to 200 % has room for 640, each two pixels wide."""
    for path in ("/", story.get_absolute_url()):
        page = opened(path, width=640, device_scale_factor=2)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


def test_a_wide_table_scrolls_inside_itself(opened):
    cells = "<td>خانة طويلة</td>" * 12
    story = factories.article(body=f"<table><caption>أرقام</caption><tr>{cells}</tr></table>")
    page = opened(story.get_absolute_url(), width=320)
    table = page.locator(".table-scroll")
    assert table.evaluate("table => table.scrollWidth > table.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_who_wants_no_motion_gets_none(opened, story):
    moves = (
        "[...document.querySelectorAll('*')].some((one) => getComputedStyle(one).transitionDuration !== '0s')"
    )
    assert opened(story.get_absolute_url()).evaluate(moves)
    assert not opened(story.get_absolute_url(), reduced_motion="reduce").evaluate(moves)


def test_the_focus_is_seen_on_everything_that_takes_it(opened, story):
    page = opened(story.get_absolute_url(), width=1280)
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => {
              const one = document.activeElement;
              const width = (part) => {
                const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
                return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
              };
              if (one === document.body) return "end";
              return width(null) >= 2 || width("::after") >= 2 ? "" : one.outerHTML;
            }"""
        )
        if outline == "end":
            break
        unseen += [outline] if outline else []
    assert unseen == []


def test_tools_change_the_size_copy_the_address_and_print(opened, story, live_server):
    page = opened(story.get_absolute_url(), permissions=["clipboard-read", "clipboard-write"])
    with no_errors(page):
        smaller = page.get_by_role("button", name="صغّر الخط")
        larger = page.get_by_role("button", name="كبّر الخط")
        for size in ("large", "larger", "largest", "largest"):
            larger.press("Enter")
            assert page.evaluate("document.documentElement.dataset.size") == size
        assert larger.get_attribute("aria-disabled") == "true"
        smaller.click()
        assert larger.get_attribute("aria-disabled") == "false"
        page.get_by_text("شارك", exact=True).click()
        page.get_by_role("button", name="انسخ الرابط").click()
        page.get_by_role("status").get_by_text("نُسخ الرابط.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/a/{story.pk}"
        page.evaluate("window.print = () => (window.printed = true)")
        page.get_by_role("button", name="اطبع").click()
        assert page.evaluate("window.printed")


def test_scripts_of_any_page_stay_small(opened, story, live_server):
    """12 KB compressed for all scripts of a page that has everything a page can have."""
    breaking.announce(factories.user("chief", role="رئيس تحرير"), "إغلاق الميناء", Lasts.HOUR)
    Article.objects.filter(pk=story.pk).update(
        body='<figure data-embed="https://www.youtube.com/watch?v=aaaaaaaaaaa"></figure>'
    )
    things = (story, story.section, story.source, story.keyword_list[0])
    paths = [thing.get_absolute_url() for thing in things]
    page = opened("/")
    for path in ("/", *paths, "/search/?q=خبر", "/choices/", "/feeds/", "/no/"):
        page.goto(live_server.url + path)
        scripts = page.eval_on_selector_all("script[src]", "all => all.map((one) => one.src)")
        names = [urlsplit(address).path.removeprefix("/static/") for address in scripts]
        found = [Path(str(finders.find(name))).read_bytes() for name in names]
        assert len(found) >= 3
        assert sum(len(gzip.compress(script)) for script in found) <= 12 * 1024, (path, names)
