"""A day at the desk, as three people live it, with no worker running anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from tests import factories
from tests.browser.desk import choose_source, follow, ready, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/articles/article/"


class Clock:
    """The time of the server, which the day sets forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)
        self._now = timezone.now

    def __call__(self) -> datetime:
        return self._now() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def desk_of(live_server: Any, browser: Any) -> Iterator[Any]:
    """Opens the desk for a new member of staff."""
    contexts = []

    def opened(name: str, role: str) -> Any:
        factories.user(name, role=role)
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar"))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        sign_in(page, name, f"{live_server.url}/admin/")
        return page

    yield opened
    for context in contexts:
        context.close()


def write(page: Any, **fields: str) -> None:
    """Fill in fields of the form; the body in its editing area."""
    if body := fields.pop("body", ""):
        ready(page).fill(body)
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)


def press(page: Any, name: str) -> None:
    """What follows may be somebody else's turn, so the answer is waited for."""
    follow(page, page.get_by_role("button", name=name, exact=True).first)


def act(page: Any, name: str, note: str = "") -> None:
    """The button of the form, then the act's own page."""
    press(page, name)
    page.wait_for_url("**/act/**")
    if note:
        page.fill("#id_note", note)
    press(page, name)
    expect(page.locator(".messagelist .success").first).to_be_visible()


def later(browser: Any, reader: Any) -> Any:
    """The reader with nothing kept: a browser does not ask again before the minute is over."""
    reader.context.close()
    return browser.new_context().new_page()


def test_a_day(live_server: Any, browser: Any, desk_of: Any, clock: Clock):
    factories.section("اقتصاد")
    source = factories.source("غرفة أخبارنا", kind="own")
    reporter, editor, chief = (
        desk_of(*who) for who in (("rami", "مراسل"), ("salma", "محرر"), ("nada", "رئيس تحرير"))
    )

    # A reporter drafts and hands in.
    reporter.goto(f"{live_server.url}{LIST}add/")
    write(reporter, headline="رصيف ثانٍ في ميناء الرمال", lede="أعلن الميناء بناء رصيف ثانٍ.", body="نص رامي.")
    reporter.select_option("#id_section", label="اقتصاد")
    choose_source(reporter, source.name)
    act(reporter, "تقديم للمراجعة")
    story = Article.objects.get()
    form = f"{live_server.url}{LIST}{story.pk}/change/"
    assert story.status == "review"

    # The editor finds it on the first page, and sends it back with a note that the reporter finds there.
    editor.goto(f"{live_server.url}/admin/")
    follow(editor, editor.get_by_role("link", name=story.headline).first)
    act(editor, "إعادة إلى الكاتب", "أين كلفة الرصيف؟")
    reporter.goto(f"{live_server.url}/admin/")
    expect(reporter.locator("main, #content").get_by_text("أين كلفة الرصيف؟").first).to_be_visible()

    # Both have it open, and change what the other does not: nothing is lost.
    for page in (reporter, editor):
        page.goto(form)
        ready(page)
    write(reporter, body="نص رامي، والكلفة 30 مليون دينار.")
    press(reporter, "احفظ واستمر بالتعديل")
    write(editor, kicker="موانئ", lede="أعلن ميناء الرمال بناء رصيف ثانٍ.")
    press(editor, "احفظ واستمر بالتعديل")
    expect(editor.get_by_text("دُمج نصك مع ما حفظه rami")).to_be_visible()
    story.refresh_from_db()
    assert "30 مليون" in story.body
    assert (story.kicker, story.lede) == ("موانئ", "أعلن ميناء الرمال بناء رصيف ثانٍ.")

    # One place changed by both is shown with both texts.
    for page in (reporter, editor):
        page.goto(form)
    write(editor, headline="ميناء الرمال يبني رصيفًا ثانيًا")
    press(editor, "احفظ واستمر بالتعديل")
    write(reporter, headline="رصيف ثانٍ بثلاثين مليونًا")
    press(reporter, "احفظ واستمر بالتعديل")
    reporter.get_by_role("radio", name="نص salma", exact=True).check()
    press(reporter, "احفظ ما اخترته")
    story.refresh_from_db()
    assert story.headline == "ميناء الرمال يبني رصيفًا ثانيًا"

    # Handed in again and approved; the chief schedules.
    reporter.goto(form)
    act(reporter, "تقديم للمراجعة")
    editor.goto(form)
    act(editor, "اعتماد")
    chief.goto(form)
    press(chief, "جدولة")
    chief.wait_for_url("**/act/**")
    at = timezone.localtime(clock()) + timedelta(hours=2)
    chief.fill("[name=at_0]", f"{at:%Y-%m-%d}")
    chief.fill("[name=at_1]", f"{at:%H:%M}")
    press(chief, "جدولة")
    story.refresh_from_db()
    assert story.state == "scheduled"

    # The minute arrives, and nobody does anything.
    reader = browser.new_context().new_page()
    page, feed = live_server.url + story.get_absolute_url(), f"{live_server.url}/feed.rss"
    assert reader.goto(page).status == 404
    assert story.headline not in reader.request.get(feed).text()
    clock.ahead = timedelta(hours=2)
    reader = later(browser, reader)
    assert reader.goto(page).status == 200
    expect(reader.get_by_role("heading", level=1)).to_contain_text("رصيفًا ثانيًا")
    assert story.headline in reader.request.get(feed).text()

    # A correction is issued, and an older version's text restored.
    editor.goto(form)
    act(editor, "تصويب", "الكلفة 32 مليون دينار لا 30.")
    reader = later(browser, reader)
    reader.goto(page)
    expect(reader.get_by_text("الكلفة 32 مليون دينار لا 30.")).to_be_visible()
    editor.goto(f"{live_server.url}{LIST}{story.pk}/history/")
    editor.get_by_role("button", name="استعد النسخة 1", exact=True).click()
    expect(editor.get_by_text("استُعيدت النسخة 1")).to_be_visible()
    reader = later(browser, reader)
    reader.goto(page)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("رصيف ثانٍ في ميناء الرمال")

    # Withdrawn, it says why.
    chief.goto(form)
    act(chief, "سحب", "تراجع الميناء عن المشروع.")
    reader = later(browser, reader)
    assert reader.goto(page).status == 410
    expect(reader.get_by_text("تراجع الميناء عن المشروع.")).to_be_visible()
    reader.context.close()
