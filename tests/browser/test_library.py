"""The photo library in a real browser: sending pictures, giving them their words, pointing at what counts."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Photo, PhotoUpload
from tests import factories
from tests.browser.desk import ready, sign_in
from tests.browser.looks import assert_good
from tests.browser.pictures import NOT_A_PICTURE, PASTE_FILE, describe, drag, files
from tests.browser.test_form import form
from tests.library.test_uploads import striped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIBRARY = "/admin/articles/photo/"
# What the bars of uploads showed, in order
WATCH_PROGRESS = """() => {
    window.seen = [];
    new MutationObserver((changes) => changes.forEach(({ type, target }) => {
        if (type === "attributes" && target.matches("progress")) window.seen.push(target.value);
    })).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
}"""


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
