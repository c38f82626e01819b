"""Reads a rendered form as a browser would, so that tests post what an editor would post."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the names and values of the inputs of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        name, kind = named.get("name") or "", named.get("type")
        if tag == "input" and name and kind not in {"submit", "file", "button"}:
            ticked = kind in {"checkbox", "radio"}
            if not ticked or "checked" in named:
                self.fields[name] = named.get("value") or ("on" if ticked else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in named:
            self.fields[self._select] = named.get("value") or ""
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def form_of(client, path: str) -> dict[str, str]:
    """The fields of the form at `path` with the values that it shows."""
    response = client.get(path)
    assert response.status_code == 200
    fields = FormReader(response.content.decode()).fields
    # HTML drops the line feed that Django puts at the beginning of a textarea.
    return {
        name: value.removeprefix("\r\n").removeprefix("\n") for name, value in fields.items() if name != "q"
    }
