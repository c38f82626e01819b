"""The checks before publication in a real browser: found, mended, taken back, silenced."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Article, SilencedFinding
from tests.browser.desk import ready
from tests.browser.looks import assert_accessible, assert_fits
from tests.browser.test_form import desk_of, form, story  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIPS = 'قال الوزير "نعم", ثم سافر.'


def check(page: Any) -> Any:
    """The panel, once it has answered."""
    page.get_by_role("button", name="افحص").click()
    return answered(page)


def answered(page: Any) -> Any:
    page.locator("#checks .checks-said:has-text('الأسلوب')").wait_for()
    page.locator("#checks:not([aria-busy])").wait_for()
    return page.locator("#checks")


def write_slips(page: Any) -> Any:
    area = ready(page)
    area.fill(SLIPS)
    page.fill("#id_headline", "وصل الى الميناء")
    return area


def body(page: Any) -> str:
    text: str = page.evaluate("CKEDITOR.instances.id_body.getData()")
    return text.strip()


def test_slips_are_mended_in_the_form_and_stored_when_it_is_saved(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("mona", form(story))
    write_slips(page)
    panel = check(page)
    assert "مواضع الأسلوب: 3" in panel.inner_text()
    panel.get_by_role("button", name="أصلح كل ما يُصلح").click()
    page.locator(
        "#checks .checks-said:has-text('الأسلوب: 0'), #checks:has-text('ولا ملاحظة')"
    ).first.wait_for()
    assert page.input_value("#id_headline") == "وصل إلى الميناء"
    assert body(page) == "<p>قال الوزير «نعم»، ثم سافر.</p>"
    story.refresh_from_db()
    assert story.headline == "رصيف جديد في ميناء الرمال"
    page.locator("[name=_save]").click()
    page.locator(".messagelist .success").wait_for()
    story.refresh_from_db()
    assert (story.headline, story.body) == ("وصل إلى الميناء", "<p>قال الوزير «نعم»، ثم سافر.</p>")


def test_mending_is_taken_back_but_not_what_was_typed_after_it(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("mona", form(story))
    area = write_slips(page)
    check(page).get_by_role("button", name="أصلح كل ما يُصلح").click()
    undo = page.get_by_role("button", name="تراجع عن الإصلاح")
    undo.wait_for()
    page.fill("#id_headline", "عنوان كُتب بعد الإصلاح")
    page.locator(".checks-said:has-text('افحص من جديد')").wait_for()
    undo.click()
    page.locator(".checks-said:has-text('ما كتبته بعد الإصلاح باقٍ')").wait_for()
    assert page.input_value("#id_headline") == "عنوان كُتب بعد الإصلاح"
    assert body(page) == f"<p>{SLIPS}</p>"
    # The editing area's own «undo» knows it, too, and what is typed into it afterwards is noticed.
    check(page).get_by_role("button", name="أصلح كل ما يُصلح").click()
    undo.wait_for()
    assert "«نعم»" in body(page)
    page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    assert body(page) == f"<p>{SLIPS}</p>"
    area.press("End")
    area.press_sequentially(" كلمة")
    page.wait_for_selector("#body-count >> text=كلمات النص: 6")


def test_what_is_silenced_stays_silent(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("mona", form(story))
    write_slips(page)
    page.locator("[name=_continue]").click()
    page.locator(".messagelist .success").wait_for()
    ready(page)
    page.keyboard.press("Control+Period")
    panel = answered(page)
    hamza = panel.locator(".finding", has_text="همزة")
    hamza.get_by_role("button", name="تجاهل").click()
    page.locator(".checks-said:has-text('مواضع الأسلوب: 2')").wait_for()
    assert SilencedFinding.objects.get().article == story
    assert page.evaluate("document.activeElement.dataset.mend") is not None  # the next one's button
    page.reload()
    ready(page)
    panel = check(page)
    assert "مواضع الأسلوب: 2" in panel.inner_text()
    panel.get_by_role("button", name="أظهر ما تجاهلتَه").click()
    page.locator(".checks-said:has-text('مواضع الأسلوب: 3')").wait_for()


def test_a_story_that_was_never_saved_is_checked_and_leads_to_its_fields(desk_of: Any):  # noqa: F811
    page = desk_of("mona", "/admin/articles/article/add/")
    write_slips(page)
    panel = check(page)
    panel.locator(".finding", has_text="همزة").get_by_role("button", name="تجاهل").click()
    page.locator(".checks-said:has-text('مواضع الأسلوب: 2')").wait_for()
    focused = "document.activeElement.closest('.form-row').className"
    for sentence, field in (("اكتب المقدمة", "field-lede"), ("اختر المصدر", "field-source")):
        panel.get_by_role("link", name=sentence).click()
        assert field in page.evaluate(focused)
    panel.get_by_role("link", name="قائمة «إقرأ أيضاً» فارغة").click()
    assert "dynamic-related" in page.evaluate(focused)
    panel.locator(".finding", has_text="فاصلة").get_by_role("link").click()
    assert page.evaluate("CKEDITOR.instances.id_body.getSelection().getSelectedText()") == ","
    check(page)
    assert "مواضع الأسلوب: 2" in panel.inner_text()


def test_the_panel_is_accessible_and_fits(desk_of: Any, story: Article):  # noqa: F811
    page = desk_of("mona", form(story))
    write_slips(page)
    page.fill("#id_lede", "")
    check(page)
    assert_accessible(page)
    assert_fits(page, 768, 1024)
