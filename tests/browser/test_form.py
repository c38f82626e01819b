"""The article's form in a real browser: nothing typed is lost, and it helps to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article, WorkingCopy
from tests import factories
from tests.browser.desk import follow, ready, sign_in
from tests.browser.looks import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLIPBOARDS = Path(__file__).parent.parent / "data" / "clipboard"


@pytest.fixture
def story() -> Article:
    made = factories.article(
        headline="رصيف جديد في ميناء الرمال",
        body="<p>نص الخبر H<sub>2</sub>O في <time>2026</time>.</p>"
        "<figure><figcaption>شرح</figcaption></figure>",
        section=factories.section("اقتصاد"),
        lead_photo=factories.photo(),
        authors=[factories.author("ليلى")],
        keywords=["ميناء الرمال"],
    )
    factories.related(made, factories.article(), "read_also")
    return made


@pytest.fixture
def desk_of(live_server: Any, browser: Any) -> Iterator[Any]:
    """Opens the desk for somebody, at a path: one browser of their own each."""
    opened = []

    def open_desk(username: str, path: str, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(60_000)
        opened.append(context)
        page = context.new_page()
        factories.user(username, is_superuser=True)
        sign_in(page, username, live_server.url + path)
        return page

    yield open_desk
    for context in opened:
        context.close()


def form(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


@contextmanager
def kept(page: Any, words: str) -> Iterator[None]:
    """Ends when the server has the words: that something is kept may have been said of the first of them."""
    with page.expect_response(lambda answer: words.encode() in (answer.request.post_data_buffer or b"")):
        yield
    page.locator(".copy-kept:not([hidden])").wait_for()


# --- Nothing is lost ---------------------------------------------------------------------------------------


def test_a_tab_that_is_killed_loses_nothing(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    area = ready(page)
    area.press_sequentially("بداية جديدة. ")
    with kept(page, "عنوان في الطريق"):
        page.fill("#id_headline", "عنوان في الطريق")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(page.url)
    follow(again, again.get_by_role("link", name="استعده"))
    assert "بداية جديدة" in ready(again).inner_text()
    assert again.input_value("#id_headline") == "عنوان في الطريق"
    again.locator("[name=_save]").click()
    again.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert (story.headline, "بداية جديدة" in story.body) == ("عنوان في الطريق", True)
    assert not WorkingCopy.objects.filter(data__isnull=False).exists()


def test_two_people_see_each_other_and_who_saved(desk_of: Any, story: Article):
    mona, sami = desk_of("mona", form(story)), desk_of("sami", form(story))
    ready(sami)
    expect(sami.locator(".copy-others")).to_contain_text("mona")
    mona.fill("#id_lede", "مقدمة منى")
    mona.locator("[name=_continue]").click()
    mona.locator(".messagelist .success").wait_for()
    sami.fill("#id_kicker", "تمهيد سامي")
    sami.locator(".copy-newer:not([hidden])").wait_for()
    assert "حفظ mona نسخة أحدث" in sami.locator(".copy-newer").inner_text()
    sami.locator("[name=_save]").click()
    sami.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert (story.lede, story.kicker) == ("مقدمة منى", "تمهيد سامي")


def test_a_session_that_ends_while_writing_is_said_and_nothing_is_lost(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    ready(page)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_headline", "كُتب بعد انتهاء الجلسة")
    page.locator("[name=_save]").click()
    trouble = page.locator(".copy-trouble:not([hidden])")
    trouble.wait_for()
    assert page.input_value("#id_headline") == "كُتب بعد انتهاء الجلسة"
    with page.expect_popup() as popup:
        trouble.get_by_role("link").click()
    popup.value.wait_for_load_state()
    sign_in(popup.value, "mona")
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert story.headline == "كُتب بعد انتهاء الجلسة"


def test_what_was_typed_without_a_server_is_offered_after_the_next_sign_in(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    ready(page)
    page.context.clear_cookies()
    page.fill("#id_headline", "بقي في المتصفح")
    page.locator("[name=_save]").click()
    page.locator(".copy-trouble:not([hidden])").wait_for()
    again = page.context.new_page()
    page.close(run_before_unload=False)
    sign_in(again, "mona", page.url)
    follow(again, again.get_by_role("link", name="استعده"))
    ready(again)
    assert again.input_value("#id_headline") == "بقي في المتصفح"
    assert (
        again.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('unsaved:')).length") == 0
    )


def test_leaving_asks_only_while_something_is_unsaved(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    area = ready(page)
    page.goto(page.url)
    assert asked == []
    area = ready(page)
    area.press_sequentially("كلمة")
    page.goto(page.url)
    assert asked == ["beforeunload"]
    ready(page)
    page.fill("#id_headline", "يُحفظ")
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    assert asked == ["beforeunload"]


# --- Ease --------------------------------------------------------------------------------------------------


def test_a_preview_leaves_the_page_guarded(desk_of: Any, story: Article):
    page, asked = desk_of("mona", form(story)), []
    ready(page)
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#id_headline", "لم يُحفظ بعد")
    with page.expect_popup():
        page.get_by_role("button", name="معاينة", exact=True).click()
    page.reload()
    assert asked == ["beforeunload"]


def test_lengths_and_previews_follow_the_writing(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    area = ready(page)
    page.fill("#id_headline", "ثلاث كلمات هنا")
    assert "الكلمات: 3 · الأحرف: 14" in page.locator("#headline-count").inner_text()
    page.fill("#id_headline", "كلمة " * 20)
    assert "طويل للقوائم" in page.locator("#headline-count").inner_text()
    page.fill("#id_short_headline", "قصير")
    assert "طويل للقوائم" not in page.locator("#headline-count").inner_text()
    area.fill("واحدة اثنتان ثلاث")
    page.wait_for_selector("#body-count >> text=كلمات النص: 3 · دقائق القراءة: 1")
    page.locator(".previews summary").click()
    page.wait_for_selector(".preview-list-title >> text='قصير'")  # an opened <details> tells so later
    page.fill("#id_lede", "مقدمة حية")
    assert page.locator(".preview-share-text").inner_text() == "مقدمة حية"


def test_what_the_server_keeps_of_a_body_survives_the_editing_area(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    ready(page).press_sequentially("و")
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    for kept_markup in ("<sub>2</sub>", "<time>2026</time>", "<figcaption>شرح</figcaption>"):
        assert kept_markup in story.body


PASTED = """
<h2>خطة الميناء</h2>
<p>قال المدير إن <strong>الرصيف</strong> يفتتح في <em>الربيع</em>.</p>
<ul><li>رافعتان</li><li>مخزن</li></ul>
<p>التفاصيل <a href="https://port.example/plan" rel="noopener">هنا</a>.</p>
<table><tbody><tr><td>السنة</td><td>السفن</td></tr><tr><td>2026</td><td>120</td></tr></tbody></table>
"""
PASTE = """(body, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def between_tags(html: str) -> str:
    """Without the white space that only lays markup out, and the empty line where the cursor waits."""
    return re.sub(r">\s+<", "><", html).strip().removesuffix("<p>&nbsp;</p>")


@pytest.mark.parametrize("program", ["word", "docs"])
def test_what_is_pasted_from_a_word_processor_is_what_is_stored(desk_of: Any, story: Article, program: str):
    page = desk_of("mona", form(story))
    area = ready(page)
    area.fill("")
    area.evaluate(PASTE, (CLIPBOARDS / f"{program}.html").read_text())
    area.locator("table").wait_for()
    shown = page.evaluate("CKEDITOR.instances.id_body.getData()")
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert between_tags(story.body) == between_tags(PASTED)
    assert between_tags(shown) == between_tags(PASTED.replace(' rel="noopener"', ""))


def test_the_first_error_has_the_focus(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    ready(page)
    page.fill("#id_source_url", "ليس رابطًا")
    follow(page, page.locator("[name=_save]"))
    ready(page)
    expect(page.locator("#id_source_url")).to_be_focused()
    assert page.locator(".errornote").is_visible()


def test_keys_save_and_hand_on_also_from_the_text(desk_of: Any, story: Article):
    Article.objects.update(status="draft", published_at=None)
    page = desk_of("mona", form(story))
    area = ready(page)
    area.press_sequentially("من المفاتيح ")
    area.press("Control+KeyS")
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert "من المفاتيح" in story.body
    ready(page)
    page.keyboard.press("Control+Slash")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ctrl + S")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("#id_headline").press("Control+Enter")
    page.wait_for_url("**/act/submit/**")


def test_form_and_list_are_accessible_and_the_form_fits(desk_of: Any, story: Article):
    page = desk_of("mona", form(story))
    ready(page)
    assert_fits(page, 768, 1024, 1280)
    page.locator(".previews summary").click()
    expect(page.locator(".preview-list-title")).to_have_text(story.headline)
    assert_accessible(page)
    page.goto(page.url.replace(f"{story.pk}/change/", ""))
    assert_accessible(page)


def test_an_editor_writes_a_note_in_its_place_and_readers_get_it_behind_the_text(
    desk_of: Any, browser: Any, live_server: Any
):
    story = factories.article(body="<p>بُني الرصيف قديمًا. سجل البلدية.</p>")
    page = desk_of("editor", form(story))
    area = ready(page)
    area.locator("p").evaluate(
        """(p) => {
          const range = p.ownerDocument.createRange();
          range.setStart(p.firstChild, p.textContent.indexOf("سجل"));
          range.setEnd(p.firstChild, p.textContent.length);
          p.ownerDocument.body.focus();
          p.ownerDocument.getSelection().removeAllRanges();
          p.ownerDocument.getSelection().addRange(range);
        }"""
    )
    page.locator(".cke_button__newsnote").click()
    assert area.locator("sup[data-note]").inner_text() == "سجل البلدية."
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert story.body == '<p>بُني الرصيف قديمًا. <sup data-note="">سجل البلدية.</sup></p>'

    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        reader = context.new_page()
        reader.goto(live_server.url + story.get_absolute_url())
        reader.locator(".note-ref a").click()
        expect(reader).to_have_url(re.compile("#note-1$"))
        assert reader.locator("#note-1").inner_text().startswith("سجل البلدية.")
        reader.locator(".note-back").click()
        expect(reader).to_have_url(re.compile("#note-1-ref$"))
