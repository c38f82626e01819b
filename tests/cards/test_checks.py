"""What a machine lacks for cards is said at the start."""

from pathlib import Path

from django.core.checks import run_checks
from PIL import features

from articles.cards import lettering


def test_this_machine_lacks_nothing():
    assert run_checks(tags=["cards"]) == []


def test_a_pillow_without_raqm_is_named_with_the_remedy(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    (error,) = run_checks(tags=["cards"])
    assert error.id == "articles.E001"
    assert "libfribidi0" in error.hint


def test_a_face_that_cannot_be_read_is_named(monkeypatch, tmp_path: Path):
    (tmp_path / "face.woff2").write_bytes(b"wOF2 but no face")
    monkeypatch.setattr(lettering, "FACE", tmp_path / "face.woff2")
    lettering.font.cache_clear()
    (error,) = run_checks(tags=["cards"])
    assert error.id == "articles.E002"
    lettering.font.cache_clear()
