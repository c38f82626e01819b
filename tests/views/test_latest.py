"""What open pages ask now and then, and what they are told to compare it with."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Zone
from articles.models.front import Fill
from articles.times import microseconds
from tests import factories

pytestmark = pytest.mark.django_db


def since(html: str) -> int | None:
    found = re.search(r'data-since="([0-9]+)"', html)
    return int(found[1]) if found else None


def stories(count: int, **fields) -> list[Article]:
    now = timezone.now()
    return [factories.article(published_at=now - timedelta(minutes=n + 1), **fields) for n in range(count)]


def test_it_has_the_times_of_the_newest_and_one_more_than_are_counted(reader, statements):
    made = stories(25)
    factories.article(published_at=timezone.now() + timedelta(hours=1))
    factories.article(status="draft", published_at=None)
    factories.article(copy_of=made[3], published_at=timezone.now())
    response = reader.get("/latest.json")
    assert response.json() == {"stories": [microseconds(story.published_at) for story in made[:21]]}
    assert len(response.content) < 500
    assert not response.cookies
    assert len(statements("/latest.json")) == 1


def test_of_a_section_it_has_those_of_its_children_too(reader, statements):
    parent, other = factories.section("اقتصاد"), factories.section("رياضة")
    child = factories.section("طاقة", parent=parent)
    made = [*stories(1, section=child), *stories(1, section=parent)]
    stories(1, section=other)
    path = f"{parent.get_absolute_url()}latest.json"
    times = sorted((microseconds(story.published_at) for story in made), reverse=True)
    assert reader.get(path).json() == {"stories": times}
    assert len(statements(path)) == 3
    assert len(reader.get(f"{child.get_absolute_url()}latest.json").json()["stories"]) == 1
    assert reader.get("/section/لا-قسم/latest.json").status_code == 404


def test_pages_opened_before_a_section_was_renamed_go_on_hearing_of_it(reader):
    section = factories.section("اقتصاد")
    (story,) = stories(1, section=section)
    old = f"{section.get_absolute_url()}latest.json"
    section.slug = "مال"
    section.save()
    moved = reader.get(old)
    assert (moved.status_code, moved["Location"]) == (301, f"{section.get_absolute_url()}latest.json")
    assert reader.get(moved["Location"]).json() == {"stories": [microseconds(story.published_at)]}


def test_an_empty_site_has_none(reader):
    assert reader.get("/latest.json").json() == {"stories": []}
    assert since(reader.get("/").content.decode()) is None
    assert "live.js" not in reader.get("/").content.decode()


def test_unchanged_it_is_told_so(reader, article):
    first = reader.get("/latest.json")
    again = reader.get("/latest.json", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.article(published_at=timezone.now())
    assert reader.get("/latest.json", headers={"if-none-match": first["ETag"]}).status_code == 200
    assert reader.post("/latest.json").status_code == 405


def test_pages_say_how_new_they_are(reader):
    section = factories.section("اقتصاد")
    sport = factories.section("رياضة")
    (newest,) = stories(1, section=section)
    old = factories.article(section=sport, published_at=timezone.now() - timedelta(days=1))
    assert since(reader.get("/").content.decode()) == microseconds(newest.published_at)
    of_sport = reader.get(sport.get_absolute_url()).content.decode()
    assert since(of_sport) == microseconds(old.published_at)
    assert f'data-latest="{sport.get_absolute_url()}latest.json"' in of_sport
    stories(25, section=section)
    deep = re.search(r'rel="next" href="([^"]*)"', reader.get(section.get_absolute_url()).content.decode())
    assert since(reader.get(f"{section.get_absolute_url()}{deep[1]}").content.decode()) is None


def test_a_pinned_story_may_be_the_newest(reader):
    from tests.front.conftest import pinned

    older = factories.article(published_at=timezone.now() - timedelta(days=1))
    newest = factories.article()
    lead = Zone.objects.filter(front__section=None).first()
    pinned(lead, newest)
    assert older.pk != newest.pk
    assert since(reader.get("/").content.decode()) == microseconds(newest.published_at)


def test_a_front_that_need_not_show_what_is_new_says_nothing_of_it(reader, article):
    section = article.section
    Zone.objects.filter(front__section=None).exclude(position=0).delete()
    Zone.objects.filter(front__section=None).update(fill=Fill.SECTION, section=section)
    html = reader.get("/").content.decode()
    assert article.headline in html
    assert since(html) is None
