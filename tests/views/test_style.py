"""The page of the site's own look: who sees it, what it has, and that its samples need no row."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from articles.look.tokens import contrast, palettes
from articles.views.style import PAGES
from newsroom.stylesheets import PARTS
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESSES = ["/style/", *(f"/style/{name}/" for name in PAGES)]


@pytest.fixture
def reporter() -> Client:
    client = Client()
    client.force_login(factories.user("reporter", role="مراسل"))
    return client


@pytest.mark.parametrize("path", ADDRESSES)
def test_staff_alone_find_it_and_nobody_keeps_it(reader, reporter, path):
    assert reader.get(path).status_code == 404
    shown = reporter.get(path)
    assert shown.status_code in (200, 404, 410)
    assert "لا شيء في هذا العنوان" not in shown.content.decode() or path.endswith("/not-found/")
    assert (shown["Cache-Control"], shown["X-Robots-Tag"]) == ("no-store", "noindex")
    assert reporter.post(path).status_code == 405


def test_who_is_no_longer_staff_does_not_find_it(reporter):
    from django.contrib.auth import get_user_model

    get_user_model().objects.update(is_staff=False)
    assert reporter.get("/style/").status_code == 404


def test_there_is_no_other_sample(reporter):
    assert reporter.get("/style/nothing/").status_code == 404


def test_every_part_in_every_state_is_there(reporter):
    """Whatever the templates of readers' pages call by name; a new one is missed until it has a sample."""
    pages = "".join(reporter.get(path).content.decode() for path in ADDRESSES)
    written = "".join(
        path.read_text()
        for folder in ("articles", "layout")
        for path in (settings.BASE_DIR / "templates" / folder).rglob("*.html")
        if not path.name.startswith("preview")  # the desk's
    )
    assert sorted(classes(written) - classes(pages)) == []


def classes(html: str) -> set[str]:
    """The names in class attributes, without those that a template puts together."""
    found = re.findall(r'\bclass="([^"{]+)', html)
    return {name for names in found for name in names.split() if not name.endswith("-")}


def test_every_colour_can_be_read():
    assert {(palette.theme, palette.is_dark) for palette in palettes()} == {
        ("light", False),
        ("dark", True),
        ("contrast", False),
        ("contrast", True),
    }
    wrong = [
        (palette.theme, palette.is_dark, pair)
        for palette in palettes()
        for pair in palette.measured()
        if not pair.is_enough or (palette.theme == "contrast" and pair.ratio < 7)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.4), ("#ffffff", "#ffffff", 1)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == ratio


def test_what_the_system_asks_for_is_what_a_reader_can_choose():
    """High contrast stands in the style sheet twice, as a selector and a query cannot be joined."""
    css = (PARTS / "01-tokens.css").read_text()
    chosen = re.search(r'^\[data-theme="contrast"\] \{(.*?)^\}', css, re.MULTILINE | re.DOTALL)
    asked = re.search(r"\(prefers-contrast: more\) \{\s+:root \{(.*?)\}", css, re.DOTALL)
    assert chosen
    assert asked
    assert chosen[1].split() == asked[1].split()


def test_no_part_of_the_style_sheet_has_a_colour_of_its_own():
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(")
    parts = [
        part for part in sorted(PARTS.glob("*.css")) if part.name not in ("01-tokens.css", "15-print.css")
    ]
    assert [(part.name, found) for part in parts if (found := colour.findall(part.read_text()))] == []
