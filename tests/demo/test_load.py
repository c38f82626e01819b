from __future__ import annotations

import pytest
from PIL import Image

from articles.demo import load
from articles.demo.pictures import draw
from articles.models import Article, Photo, Section


@pytest.mark.django_db
def test_the_demo_loads_once_and_touches_nothing_after(monkeypatch):
    monkeypatch.setattr(load, "draw", lambda scene, seed: Image.new("RGB", (400, 225), "teal"))
    created, here = load.load_demo()
    assert created >= 40
    assert here == 0
    assert set(Article.objects.values_list("status", flat=True)) == {"draft", "published", "withdrawn"}
    assert not Section.objects.filter(articles=None).exists()
    Article.objects.update(headline="غيّره محرر")
    photos = Photo.objects.count()
    assert load.load_demo() == (0, created)
    assert set(Article.objects.values_list("headline", flat=True)) == {"غيّره محرر"}
    assert Photo.objects.count() == photos


def test_pictures_are_the_same_every_time():
    assert draw("harbour", 2).size == (1600, 900)
    assert draw("sea", 2).tobytes() == draw("sea", 2).tobytes()
    with pytest.raises(ValueError, match="harbour"):
        draw("moonbase", 1)
