"""One style sheet for readers, written in parts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from newsroom import stylesheets


def test_parts_stand_in_the_order_of_their_names() -> None:
    parts = [part.read_text() for part in sorted(stylesheets.PARTS.glob("*.css"))]
    joined = Path(finders.find("css/site.css")).read_text()  # type: ignore[arg-type]
    places = [joined.index(part) for part in parts]
    assert len(parts) > 10
    assert places == sorted(places)


def test_changed_part_is_in_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylesheets, "PARTS", tmp_path)
    part = tmp_path / "01-only.css"
    part.write_text("a { color: red; }\n")
    finder = stylesheets.JoinedStylesheets()
    monkeypatch.setattr(finder, "storage", type(finder.storage)(location=tmp_path / "joined"))
    assert Path(finder.find("css/site.css")).read_text() == part.read_text()
    part.write_text("a { color: blue; }\n")
    assert Path(finder.find("css/site.css")).read_text() == part.read_text()
    assert finder.find("css/other.css") == []


def test_collected_without_its_parts(tmp_path: Path) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = Path(settings.STATIC_ROOT) / "css"
    assert (collected / "site.css").exists()
    assert not (collected / "site").exists()


def test_letters_cost_readers_little() -> None:
    fonts = list((Path(settings.BASE_DIR) / "static" / "fonts").glob("*.woff*"))
    assert 1 <= len(fonts) <= 2
    assert max(font.stat().st_size for font in fonts) <= 35 * 1024


def test_no_letter_moves_when_the_face_comes() -> None:
    css = "".join(part.read_text() for part in sorted(stylesheets.PARTS.glob("*.css")))
    loaded = [face for face in re.findall(r"@font-face \{(.*?)\}", css, re.DOTALL) if "url(" in face]
    assert loaded
    assert all("font-display: optional;" in face for face in loaded)
