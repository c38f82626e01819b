"""The photo library in a real browser: sending pictures, choosing them, putting them into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, Photo, PhotoUpload
from tests import factories
from tests.browser.desk import ready, sign_in
from tests.browser.looks import assert_good
from tests.browser.test_form import form
from tests.library.test_uploads import striped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIBRARY = "/admin/articles/photo/"


@pytest.fixture
def desk(live_server: Any, browser: Any) -> Iterator[Any]:
    """Opens the desk at a path, for somebody who may do everything."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)

    def open_desk(path: str) -> Any:
        page = context.new_page()
        page.failures = []
        page.on("pageerror", lambda error: page.failures.append(str(error)))
        factories.user("mona", is_superuser=True)
        sign_in(page, "mona", live_server.url + path)
        return page

    yield open_desk
    context.close()


@pytest.fixture
def story() -> Article:
    return factories.article(
        headline="رصيف جديد", body="<p>أول النص.</p>", section=factories.section("اقتصاد")
    )


def files(*colours: str) -> list[dict[str, Any]]:
    return [
        {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": striped(colour)} for colour in colours
    ]


NOT_A_PICTURE = {"name": "تقرير.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"}


def describe(page: Any, *alts: str) -> None:
    """Give the pictures that wait their words, and save them."""
    rows = page.locator(".upload:has(.upload-fields:not([hidden]))")
    rows.nth(len(alts) - 1).wait_for()
    for n, alt in enumerate(alts):
        rows.nth(n).locator("[name=alt]").fill(alt)
    page.locator(".upload-save").click()


def thumbnail(photo: Photo) -> re.Pattern[str]:
    return re.compile(f"/{photo.pk}/thumbnail/$")


def test_several_are_sent_one_is_refused_and_nothing_is_lost(desk):
    page = desk(LIBRARY)
    page.set_input_files(".library-upload input[type=file]", [*files("teal", "navy"), NOT_A_PICTURE])
    page.locator(".upload-error:not([hidden])").wait_for()
    page.locator(".upload:has(.upload-fields:not([hidden]))").nth(1).wait_for()
    assert "تقرير.jpg" in page.locator(".upload:has(.upload-error:not([hidden]))").inner_text()
    page.reload()
    rows = page.locator(".upload:has(.upload-fields:not([hidden]))")
    rows.nth(1).wait_for()
    rows.first.locator("[name=alt]").fill("رافعات")
    page.locator(".upload-save").click()
    page.locator(".upload-error:not([hidden])").wait_for()
    assert "اكتب النص البديل" in page.locator(".upload-error:not([hidden])").inner_text()
    describe(page, "سفن")
    page.locator(".photo-card").nth(1).wait_for()
    assert {photo.alt for photo in Photo.objects.all()} == {"رافعات", "سفن"}
    assert not PhotoUpload.objects.exists()
    assert not page.failures


def test_files_dropped_where_they_are_asked_for_are_sent_and_it_is_seen_how_far(desk, tmp_path):
    """As the browser itself drops files of the disk; the page stays where it is."""
    picture, report = tmp_path / "رصيف.jpg", tmp_path / "تقرير.txt"
    picture.write_bytes(striped("teal"))
    report.write_text("ليس صورة")
    page = desk(LIBRARY)
    page.evaluate(WATCH_PROGRESS)
    zone = page.locator(".upload-drop")
    drag(page, zone, picture, steps=("dragEnter", "dragOver"))
    assert "is-over" in zone.get_attribute("class")
    drag(page, zone, picture, steps=("drop",))
    page.locator(".upload-fields:not([hidden])").wait_for()
    assert "is-over" not in zone.get_attribute("class")
    assert page.locator(".upload-name bdi").inner_text() == "رصيف.jpg"
    assert page.evaluate("window.seen").pop() == 100
    assert page.locator(".upload progress").count() == 0
    drag(page, zone, report)
    page.locator(".upload-error:not([hidden])").wait_for()
    assert "ليس هذا ملف صورة" in page.locator(".upload-error:not([hidden])").inner_text()
    describe(page, "رافعات")
    page.locator(".upload-said", has_text="حُفظت: 1").wait_for()
    assert Photo.objects.get().alt == "رافعات"
    assert not PhotoUpload.objects.exists()
    assert not page.failures


def test_the_end_of_its_rights_is_given_with_its_words(desk):
    page = desk(LIBRARY)
    page.set_input_files(".library-upload input[type=file]", files("teal"))
    page.locator(".upload-fields:not([hidden])").wait_for()
    assert page.locator(".upload [name=rights_expire_at]").is_hidden()
    page.locator(".upload summary").click()
    page.fill(".upload [name=licence]", "لخبر واحد")
    page.fill(".upload [name=rights_expire_at]", "0202-05-04T18:30")
    assert_good(page, ".library-upload", widths=(1280,))
    describe(page, "رافعات")
    page.locator(".upload-error", has_text="لا يُقصد هذا التاريخ").wait_for()
    page.fill(".upload [name=rights_expire_at]", "2031-05-04T18:30")
    page.locator(".upload-save").click()
    page.locator(".photo-card").wait_for()
    photo = Photo.objects.get()
    assert (photo.licence, photo.rights_expire_at.isoformat()) == ("لخبر واحد", "2031-05-04T15:30:00+00:00")
    assert not page.failures


def test_a_picture_is_pasted_and_known_again(desk):
    page = desk(LIBRARY)
    page.evaluate(PASTE_FILE, list(striped("teal")))
    with page.expect_navigation():  # what was saved is shown by loading the page anew
        describe(page, "رافعات")
    page.locator(".photo-card").wait_for()
    page.set_input_files(".library-upload input[type=file]", files("teal"))
    page.locator(".upload-like:not([hidden])").wait_for()
    assert "رافعات" in page.locator(".upload-like").inner_text()
    page.locator(".upload-drop-it").click()
    page.locator(".upload").wait_for(state="detached")
    assert Photo.objects.count() == 1
    assert not PhotoUpload.objects.exists()


def test_one_is_asked_about_once_though_told_of_twice(desk, live_server):
    """What waits on the server is told late, after the answer to what was sent meanwhile."""
    page = desk(f"{LIBRARY}add/")
    held: list[Any] = []
    page.route("**/waiting/", lambda route: held.append(route))
    page.goto(live_server.url + LIBRARY)
    page.set_input_files(".library-upload input[type=file]", files("teal"))
    page.locator(".upload-fields:not([hidden])").wait_for()
    with page.expect_response("**/waiting/") as told:
        held.pop().continue_()
    assert len(told.value.json()["uploads"]) == 1
    page.evaluate("fetch(location.href).then((answer) => answer.text())")  # by then the page has heard it
    describe(page, "رافعات")
    page.locator(".photo-card").wait_for()
    assert Photo.objects.count() == 1
    assert not page.failures


def test_the_eye_is_pointed_at_and_moved_by_keys(desk):
    photo = factories.photo()
    page = desk(f"{LIBRARY}{photo.pk}/change/")
    box = page.locator(".focal-stage img").bounding_box()
    page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.5 * box["height"])
    assert abs(float(page.input_value("#id_focal_x")) - 0.6) < 0.01
    before = page.locator(".focal-cut img").nth(2).evaluate("image => image.style.left")
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    assert abs(float(page.input_value("#id_focal_x")) - 0.5) < 0.01
    assert page.locator(".focal-cut img").nth(2).evaluate("image => image.style.left") != before
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    photo.refresh_from_db()
    assert photo.focal_x == pytest.approx(0.5, abs=0.01)
    assert photo.focal_y == pytest.approx(0.55, abs=0.01)
    assert not page.failures


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


def drag(page: Any, on: Any, file: Path, steps: Sequence[str] = ("dragEnter", "dragOver", "drop")) -> None:
    """Let the browser drag a file over `on`, at its left edge, as far as `steps` say."""
    box = on.bounding_box()
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    protocol = page.context.new_cdp_session(page)
    for step in steps:
        place = {"x": box["x"] + 2, "y": box["y"] + box["height"] / 2}
        protocol.send("Input.dispatchDragEvent", {"type": step, "data": data, **place})
    protocol.detach()


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


# What the bars of uploads showed, in order
WATCH_PROGRESS = """() => {
    window.seen = [];
    new MutationObserver((changes) => changes.forEach(({ type, target }) => {
        if (type === "attributes" && target.matches("progress")) window.seen.push(target.value);
    })).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
}"""
PASTE_FILE = """(bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    const event = { clipboardData: data, bubbles: true, cancelable: true };
    document.dispatchEvent(new ClipboardEvent("paste", event));
}"""
PASTE_FILE_INTO = PASTE_FILE.replace("(bytes)", "(body, bytes)", 1).replace(
    "document.dispatch", "body.dispatch"
)
PASTE_TEXT = """(body, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


# --- For everybody ------------------------------------------------------------------------------------------


def test_pages_with_pictures_are_accessible_and_fit(live_server, browser):
    photos = [factories.photo(alt=f"صورة {n}", credit="" if n else "مريم") for n in range(4)]
    card = f' data-embed="https://t.me/portnews/41" data-photo="{photos[3].pk}"'
    figures = [f'<figure data-photo="{photo.pk}"></figure>' for photo in photos[:3]]
    story = factories.article(
        headline="رصيف جديد",
        body=f"<p>نص.</p>{''.join(figures)}<h2>عنوان</h2>{figures[0]}<p>نص.</p><figure{card}></figure>",
        lead_photo=photos[0],
    )
    factories.user("mona", is_superuser=True)
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_server.url + story.get_absolute_url())
    assert_good(page, "#main")
    sign_in(page, "mona", live_server.url + LIBRARY)
    page.locator(".photo-card").first.wait_for()
    page.set_input_files(".library-upload input[type=file]", [*files("navy"), NOT_A_PICTURE])
    page.locator(".upload-error:not([hidden])").wait_for()
    page.locator(".upload-fields:not([hidden])").wait_for()
    assert_good(page, ".library-upload", ".photo-grid")
    page.goto(f"{live_server.url}{LIBRARY}{photos[0].pk}/change/")
    page.locator(".focal-point").wait_for()
    assert_good(page, ".focal")
    page.goto(live_server.url + form(story))
    ready(page)
    page.locator(".photo-choice button").click()
    page.locator("#library-dialog .photo-card").first.wait_for()
    assert_good(page, "#library-dialog")
    context.close()
