"""The English catalogue: complete also where the collector of strings is short-sighted."""

import ast
import re
from collections.abc import Iterator
from gettext import translation
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
# With or without a context: «gettext('…')», «pgettext('…', '…')», «_("…")»
CALL = re.compile(r"""\b(?:p?gettext(?:_lazy)?|_)\(((?:u?(?:"[^"]*"|'[^']*')(?:,\s*)?)+)\)""")


def in_the_code() -> Iterator[tuple[str, ...]]:
    for path in (ROOT / "articles").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and re.fullmatch(r"p?gettext(_lazy)?|_", node.func.id):
                yield tuple(ast.literal_eval(arg) for arg in node.args)


def in_the_pages() -> Iterator[tuple[str, ...]]:
    for path in (ROOT / "templates").rglob("*.html"):
        if "desk" not in path.parts:
            yield from calls(path.read_text())


def at_the_desk() -> Iterator[tuple[str, ...]]:
    for path in (ROOT / "templates" / "desk").rglob("*.html"):
        yield from calls(templatize(path.read_text()))


def in_the_scripts() -> Iterator[tuple[str, ...]]:
    for path in (ROOT / "static" / "js").rglob("*.js"):
        yield from calls(path.read_text())


def calls(text: str) -> Iterator[tuple[str, ...]]:
    return (ast.literal_eval(f"({args},)") for args in CALL.findall(text))


@pytest.mark.parametrize(
    ("collect", "domain", "at_least"),
    [
        (in_the_code, "django", 300),
        (in_the_pages, "django", 30),
        (at_the_desk, "django", 100),
        (in_the_scripts, "djangojs", 40),
    ],
)
def test_every_arabic_string_has_its_english(collect, domain, at_least):
    catalogue = translation(domain, ROOT / "articles" / "locale", ["en"])
    strings = {string for string in collect() if re.search("[\u0621-\u064a]", string[-1])}

    missing = [
        string
        for string in strings
        if string[-1] == (catalogue.pgettext(*string) if len(string) == 2 else catalogue.gettext(*string))
    ]

    assert len(strings) > at_least
    assert not missing
