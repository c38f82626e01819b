"""The desk in a browser: signing in, writing in an article's form, going on to another page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

AREA = "iframe.cke_wysiwyg_frame"


def sign_in(page: Any, username: str, at: str = "") -> None:
    """Sign in where the page asks for it, or where the address `at` does.

    Ends when what was asked for has loaded: before its scripts listen a page works, but otherwise.
    """
    if at:
        page.goto(at)
    page.fill("#id_username", username)
    page.fill("#id_password", "secret")
    follow(page, page.locator("[type=submit]"))


def follow(page: Any, link: Any) -> None:
    """Press what leads to another page, and wait until that has loaded."""
    with page.expect_navigation():
        link.click()


def ready(page: Any) -> Any:
    """The text area of an article's form, once both it and the form's scripts listen."""
    page.wait_for_selector("#body-count:not(:empty)")
    # It is seen, and can be typed into, before what is typed is noticed.
    page.evaluate("new Promise((done) => window.draft.withArea(() => done()))")
    return page.frame_locator(AREA).locator("body")


def choose_source(page: Any, name: str) -> None:
    """Choose a source in the form of an article by typing."""
    page.click("#select2-id_source-container")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type(name)
    page.get_by_role("option", name=name, exact=True).first.click()
