"""What holds of every page in a browser, whatever is on it: axe finds nothing, and it fits the screen."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

# What scripts put off until the page has loaded is done, and between one look of it and the next nothing is
# measured halfway.
SETTLE = """new Promise((done) => setTimeout(done)).then(() => {
  document.getAnimations().forEach((one) => one.finish());
})"""


def assert_fits(page: Any, *widths: int) -> None:
    """Nothing is wider than a screen of each of the `widths` (pixels); the page is left at the last."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} at {width}"


def assert_accessible(page: Any, *parts: str) -> None:
    """Axe finds nothing wrong in the `parts` (CSS; none: the page), neither light nor dark.

    Between the two only colours differ, so in the dark only what depends on them is asked.
    """
    context = {"include": [[part] for part in parts]} if parts else None
    for scheme, options in (("dark", {"runOnly": ["color-contrast"]}), ("light", {})):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLE)
        found = Axe().run(page, context, {"resultTypes": ["violations"], **options})
        assert found.violations_count == 0, f"{page.url} in {scheme}\n{found.generate_report()}"


def assert_good(page: Any, *parts: str, widths: tuple[int, ...] = (360, 1280)) -> None:
    """It is accessible and fits at each of the `widths` (pixels)."""
    for width in widths:
        assert_fits(page, width)
        assert_accessible(page, *parts)
