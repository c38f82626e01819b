"""Pictures and cards in forms and texts, in a real browser: chosen, pasted and dropped without leaving."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, Photo, PhotoUpload
from tests import factories
from tests.browser.desk import ready
from tests.browser.looks import assert_good
from tests.browser.pictures import PASTE_FILE, describe, drag
from tests.browser.test_form import form
from tests.library.test_uploads import striped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story() -> Article:
    return factories.article(
        headline="رصيف جديد", body="<p>أول النص.</p>", section=factories.section("اقتصاد")
    )


def thumbnail(photo: Photo) -> re.Pattern[str]:
    return re.compile(f"/{photo.pk}/thumbnail/$")


def test_the_lead_photo_is_chosen_without_leaving_the_form(desk, story):
    factories.photo(alt="رافعات على رصيف")
    wanted = factories.photo(alt="سفينة عند المغيب")
    page = desk(form(story))
    ready(page)
    assert page.locator(".photo-choice img").is_hidden(), "no empty box where nothing is chosen"
    page.locator(".photo-choice button").click()
    page.locator("#library-dialog .photo-card >> nth=1").wait_for()
    page.fill(".library-find [name=q]", "سفينه")
    page.locator("#library-dialog .photo-card >> nth=1").wait_for(state="detached")
    page.locator("#library-dialog .photo-card").click()
    expect(page.locator(".photo-choice img")).to_have_attribute("src", thumbnail(wanted))
    page.locator(".copy-kept:not([hidden])").wait_for()
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert story.lead_photo == wanted
    assert not page.failures


@pytest.mark.parametrize(("kind", "field"), [("author", "photo"), ("keyword", "photo"), ("source", "logo")])
def test_the_picture_of_something_is_chosen_as_a_lead_photo_is(desk, kind, field):
    old, wanted = factories.photo(alt="رافعات"), factories.photo(alt="سفينة عند المغيب")
    made = getattr(factories, kind)(**{field: old})
    page = desk(f"/admin/articles/{kind}/{made.pk}/change/")
    shown = page.locator(".photo-choice img")
    expect(shown).to_have_attribute("src", thumbnail(old))
    page.locator(".photo-choice button").click()
    page.locator("#library-dialog .photo-card", has_text="سفينة").click()
    expect(shown).to_have_attribute("src", thumbnail(wanted))
    assert_good(page, ".photo-choice", widths=(1280,))
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    made.refresh_from_db()
    assert getattr(made, field) == wanted
    assert not page.failures


def test_pictures_are_put_into_the_text_where_the_cursor_is(desk, story):
    one, other = factories.photo(alt="رافعات"), factories.photo(alt="سفن")
    page = desk(form(story))
    area = ready(page)
    area.click()
    page.keyboard.press("Control+End")
    page.locator(".cke_button__newsphotos").click()
    cards = page.locator("#library-dialog .photo-card")
    cards.nth(1).click()
    cards.nth(0).click()
    page.locator("#library-dialog [data-done]").click()
    area.locator("figure[data-photo] img").nth(1).wait_for()
    caption = area.locator("figcaption").first
    caption.click()
    caption.press_sequentially("عند الفجر")
    page.locator(".copy-kept:not([hidden])").wait_for()
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert (
        story.body.split()
        == (
            f'<p>أول النص.</p> <figure data-photo="{one.pk}"><figcaption>عند الفجر</figcaption></figure> '
            f'<figure data-photo="{other.pk}"></figure>'
        ).split()
    )
    # Opened again it is the same, and nothing is unsaved.
    ready(page).locator("figure[data-photo] img").nth(1).wait_for()
    assert not page.evaluate("window.draft.isUnsaved()")
    assert not page.failures


def test_a_picture_pasted_into_the_text_is_sent_described_and_put_there(desk, story):
    page = desk(form(story))
    area = ready(page)
    area.click()
    page.keyboard.press("Control+End")
    area.evaluate(PASTE_FILE_INTO, list(striped("teal")))
    describe(page, "رافعات")
    area.locator("figure[data-photo] img").wait_for()
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert f'<figure data-photo="{Photo.objects.get().pk}"></figure>' in story.body
    assert not page.failures


def test_a_file_dropped_between_two_paragraphs_is_put_where_it_was_dropped(desk, story, tmp_path):
    """A file of the disk, as the browser itself drops it; what is none stays out and the page stays."""
    Article.objects.filter(pk=story.pk).update(body="<p>أول النص.</p><p>وسطه.</p><p>آخره.</p>")
    picture, report = tmp_path / "رصيف.png", tmp_path / "تقرير.txt"
    picture.write_bytes(striped("teal"))
    report.write_text("ليس صورة")
    page = desk(form(story))
    area = ready(page)
    middle = area.locator("p").nth(1)
    drop(page, middle, report)
    page.locator(".cke_notification_message", has_text="هذا الملف ليس صورة").wait_for()
    drop(page, middle, picture)
    describe(page, "رافعات")
    area.locator("figure[data-photo] img").wait_for()
    page.locator(".copy-kept:not([hidden])").wait_for()
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    figure = f'<figure data-photo="{Photo.objects.get().pk}"></figure>'
    assert story.body.replace("\n", "") == f"<p>أول النص.</p><p>وسطه.</p>{figure}<p>آخره.</p>"
    assert not PhotoUpload.objects.exists()
    assert not page.failures


def drop(page: Any, on: Any, file: Path) -> None:
    """Let the browser drop a file at the end of what is written in `on` (which runs from right to left)."""
    on.evaluate("one => one.ownerDocument.defaultView.frameElement.scrollIntoView({ block: 'center' })")
    drag(page, on, file)


def test_a_pasted_address_is_a_card_and_its_player_comes_when_asked_for(desk, story, live_server):
    page = desk(form(story))
    area = ready(page)
    area.click()
    page.keyboard.press("Control+End")
    area.evaluate(PASTE_TEXT, "https://youtu.be/dQw4w9WgXcQ?si=abc")
    area.locator("figure[data-embed] .card-site").wait_for()
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>' in story.body

    asked: list[str] = []
    page.context.route("https://**", lambda route: (asked.append(route.request.url), route.abort()))
    page.goto(live_server.url + story.get_absolute_url())
    card = page.get_by_role("link", name="شاهد المقطع على")
    card.wait_for()
    assert asked == []
    assert page.locator("iframe").count() == 0
    with page.expect_request("https://www.youtube-nocookie.com/**"):
        card.click()
    assert page.locator("iframe.embed-player").get_attribute("title") == "YouTube"
    assert not page.failures


PASTE_FILE_INTO = PASTE_FILE.replace("(bytes)", "(body, bytes)", 1).replace(
    "document.dispatch", "body.dispatch"
)
PASTE_TEXT = """(body, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
