from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.demo import photos as demo_photos
from articles.demo.desk import load_desk
from articles.demo.load import load_demo
from articles.demo.pictures import draw
from articles.front.compose import compose
from articles.models import Article, Author, BreakingNews, Front, Photo, Pin, Recording, Section, Source
from articles.models.status import State, state_of
from articles.text.figures import pieces_of
from tests import factories


@pytest.fixture
def plain(monkeypatch):
    """Its pictures are not drawn, which would take a minute."""
    monkeypatch.setattr(demo_photos, "draw", lambda scene, seed: Image.new("RGB", (80, 45), "teal"))


@pytest.mark.django_db
def test_the_demo_loads_once_and_touches_nothing_after(plain):
    created, here = load_demo()
    assert created >= 40
    assert here == 0
    assert set(Article.objects.values_list("status", flat=True)) == {
        "draft",
        "review",
        "published",
        "withdrawn",
    }
    assert not Section.objects.filter(articles=None).exists()
    Article.objects.update(headline="غيّره محرر")
    kinds = (Photo, Pin, BreakingNews, Recording)
    counts = [kind.objects.count() for kind in kinds]
    assert load_demo() == (0, created)
    assert set(Article.objects.values_list("headline", flat=True)) == {"غيّره محرر"}
    assert [kind.objects.count() for kind in kinds] == counts


@pytest.mark.django_db
def test_the_demo_shows_every_state_that_pages_know(plain):
    now = timezone.now()
    load_demo(now)
    stories = list(Article.objects.select_related("lead_photo"))
    pieces = [piece for story in stories for piece in pieces_of(story.body) if piece.figures]
    pictures = [len(piece.figures) for piece in pieces if not piece.is_card]
    assert max(pictures) >= 4
    assert 1 in pictures
    cards = {piece.figures[0].embed.site.name for piece in pieces if piece.is_card}
    assert cards >= {"YouTube", "X", "Telegram"}
    bodies = "".join(story.body for story in stories)
    for markup in ("<table", "<blockquote", 'data-note=""', "<ol", "<h2"):
        assert markup in bodies

    states = {state_of(story, now) for story in stories}
    assert states >= {
        *(State.DRAFT, State.REVIEW, State.SCHEDULED, State.PUBLISHED, State.EXPIRED, State.WITHDRAWN)
    }
    assert any(story.expires_at and story.expires_at > now + timedelta(days=1) for story in stories)
    ends = set(Photo.objects.exclude(rights_expire_at=None).values_list("rights_expire_at", flat=True))
    assert len([end for end in ends if end < now]) == 1
    assert len([end for end in ends if end > now]) == 1

    assert Source.objects.exclude(logo=None).count() == 2
    assert Author.objects.exclude(photo=None).count() == 2
    assert Source.objects.filter(permits="excerpt", demands_link=True).exclude(attribution="").exists()
    assert Recording.objects.get().seconds > 10
    assert default_storage.exists(Recording.objects.get().file)


@pytest.mark.django_db
def test_breaking_news_runs_and_the_front_page_has_pins_and_a_plan(plain, reader):
    now = timezone.now()
    load_demo(now)
    assert BreakingNews.objects.running(now + timedelta(hours=8)).count() == 1
    running = set(Pin.objects.running(now).values_list("article", flat=True))
    assert len(running) == 2
    planned = Pin.objects.filter(begins_at__gt=now + timedelta(hours=1)).get()
    sections = list(Section.objects.all())
    stand = {story.pk for story in compose(None, now, sections).stories}
    assert running <= stand
    tomorrow = compose(None, planned.begins_at, sections).shown[0].stories
    assert [story.pk for story in tomorrow] == [planned.article_id]
    assert reader.get("/").status_code == 200


@pytest.mark.django_db
def test_a_front_page_that_somebody_arranged_is_left_alone():
    pin = {"story": "key", "layout": "lead", "place": 1}
    said = {"breaking": [], "recording": [], "pin": [pin]}
    story = factories.article()
    Front.objects.filter(section=None).update(version=1)
    load_desk(said, {"key": story}, timezone.now())
    assert not Pin.objects.exists()
    Front.objects.filter(section=None).update(version=0)
    load_desk(said, {"key": story}, timezone.now())
    assert Pin.objects.get().article == story


def test_pictures_are_the_same_every_time():
    assert draw("harbour", 2).size == (1600, 900)
    assert draw("sea", 2).tobytes() == draw("sea", 2).tobytes()
    assert draw("portrait", 2).tobytes() == draw("portrait", 2).tobytes()
    with pytest.raises(ValueError, match="harbour"):
        draw("moonbase", 1)
