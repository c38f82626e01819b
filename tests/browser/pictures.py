"""Pictures as somebody at the desk sends them: chosen, pasted or dropped, then described."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.library.test_uploads import striped


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


def drag(page: Any, on: Any, file: Path, steps: Sequence[str] = ("dragEnter", "dragOver", "drop")) -> None:
    """Let the browser drag a file over `on`, at its left edge, as far as `steps` say."""
    box = on.bounding_box()
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    protocol = page.context.new_cdp_session(page)
    for step in steps:
        place = {"x": box["x"] + 2, "y": box["y"] + box["height"] / 2}
        protocol.send("Input.dispatchDragEvent", {"type": step, "data": data, **place})
    protocol.detach()


PASTE_FILE = """(bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    const event = { clipboardData: data, bubbles: true, cancelable: true };
    document.dispatchEvent(new ClipboardEvent("paste", event));
}"""
