"""What names, lists, pictures and imports purge: the pages that show them, each test naming them all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from articles.authority.acts import merge, rename
from articles.authority.undo import undo
from articles.media.images import store_picture
from articles.models import Correction
from articles.similar.lists import relate
from tests import factories
from tests.caching.newsroom import ENERGY, HEADS, SHIPS, deep
from tests.intake import archives

pytestmark = pytest.mark.django_db


def test_other_keywords_touch_the_lists_of_old_and_new_ones(newsroom, clock, committed):
    newsroom.old.published_at = clock.now
    newsroom.old.save()
    newsroom.look_at_all()
    with committed():
        newsroom.old.keywords.set(["الكرة"])
    gone = newsroom.gone()
    assert gone == {"old", "feed", "search", "suggest"} | SHIPS | {"ball", "ball feed"}


def test_signatures_touch_the_lists_of_old_and_new_authors(newsroom, clock, committed):
    newsroom.old.published_at = clock.now
    newsroom.old.save()
    newsroom.look_at_all()
    with committed():
        byline = newsroom.old.bylines.get()
        byline.author = newsroom.tariq
        byline.save()
    assert newsroom.gone() == {"old", "feed", "ships feed", "search", "suggest", "leila", "tariq"}
    with committed():
        byline.delete()
    assert newsroom.gone() == {"old", "feed", "ships feed", "search", "suggest", "tariq"}


def test_a_correction_is_on_its_page_and_a_list_on_its_owners(newsroom, committed):
    with committed():
        Correction.objects.create(article=newsroom.old, text="كان الرقم خطأ.")
    assert newsroom.gone() == {"old", "feed", "ships feed"}
    with committed():
        factories.related(newsroom.other, newsroom.old, "read_also")
    assert newsroom.gone() == {"other", "feed", "ball feed"}
    with committed():
        relate([newsroom.old])
    newsroom.gone()
    with committed():  # and again: nothing is otherwise
        relate([newsroom.old])
    assert newsroom.gone() == set()


def test_names_touch_what_names_them(newsroom, committed):
    for thing, pages in (
        (newsroom.leila, {"leila", "leila deep", "old", "feed", "ships feed", "ball feed"}),
        (newsroom.ball, {"ball", "ball deep", "other", "feed", "ships feed", "ball feed"}),
    ):
        with committed():
            thing.save()
        assert newsroom.gone() == pages | {"search", "suggest"}, thing
    with committed():
        newsroom.agency.save()
    shown = {"agency", "sport", "ball", "tariq"}
    feeds = {"feed", "ships feed", "ball feed"}
    assert newsroom.gone() == shown | deep(shown) | feeds | {"home", "other", "search", "suggest"}
    with committed():
        newsroom.sport.save()
    assert newsroom.gone() == set(newsroom.pages)
    with committed():
        factories.keyword("كلمة جديدة")
    assert newsroom.gone() == {"search", "suggest"}


def test_a_new_picture_is_where_it_is_shown(newsroom, committed):
    with committed():
        newsroom.old.lead_photo = factories.photo()
        newsroom.old.save()
        newsroom.leila.photo = factories.photo()
        newsroom.leila.save()
    newsroom.gone()
    with committed():
        newsroom.old.lead_photo.store(store_picture(Image.new("RGB", (900, 450), "red")))
    assert newsroom.gone() == HEADS | {"old", "leila"} | ENERGY | SHIPS
    with committed():
        newsroom.leila.photo.save()
    assert newsroom.gone() == {"leila", "leila deep"}


def test_a_merge_touches_both_keywords_and_what_names_them(newsroom, reader, editor, committed):
    ball, ships = (getattr(newsroom, name).get_absolute_url() for name in ("ball", "ships"))
    names = {"ships", "ships deep", "ships feed", "ball", "ball deep", "ball feed"}
    with committed():
        act = merge(keep=newsroom.ships, gone=newsroom.ball, by=editor)
    for path, to in ((ball, ships), (f"{ball}feed.rss", f"{ships}feed.rss")):
        assert (reader.get(path).status_code, reader.get(path)["Location"]) == (301, to)
    assert newsroom.gone() == names | {"old", "other", "feed", "search", "suggest"}
    with committed():
        undo(act=act, by=editor)
    assert names <= newsroom.gone()
    assert reader.get(ball).status_code == reader.get(f"{ball}feed.rss").status_code == 200


def test_a_rename_touches_its_pages_and_the_address_that_was_not_there(newsroom, reader, editor, committed):
    assert reader.get("/keyword/كرة-القدم/").status_code == 404
    old = newsroom.ball.get_absolute_url()
    with committed():
        rename(keyword=newsroom.ball, name="كرة القدم", by=editor)
    assert reader.get(old)["Location"] == "/keyword/%D9%83%D8%B1%D8%A9-%D8%A7%D9%84%D9%82%D8%AF%D9%85/"
    assert "كرة القدم" in reader.get(newsroom.pages["other"]).content.decode()
    assert reader.get("/keyword/كرة-القدم/").status_code == 200


def test_an_import_touches_the_lists_of_its_stories_and_a_large_one_everything(
    newsroom, clock, committed, tmp_path, monkeypatch
):
    def lines(count: int) -> list[dict[str, Any]]:
        """New ones, of an hour at which no story of the newsroom is."""
        numbers = range(count * 10, count * 11)
        names = {"section": "رياضة", "source": "الوكالة", "keywords": ["الكرة"], "author": "", "related": []}
        at = clock.now.isoformat()
        return [archives.line(id=f"n-{n}", title=f"مباراة {n}", published=at, **names) for n in numbers]

    with committed():
        archives.import_(archives.archive(tmp_path / "one.jsonl", *lines(1)))
    gone = newsroom.gone()
    assert {"home", "feed", "sport", "agency", "ball"} <= gone
    assert not gone & {"energy", "harbour", "leila"}
    monkeypatch.setattr("articles.caching.changes.MOST_ARTICLES", 2)
    with committed():
        archives.import_(archives.archive(tmp_path / "three.jsonl", *lines(3)))
    assert newsroom.gone() == set(newsroom.pages)


def test_a_photo_in_a_text_purges_the_page_and_the_feeds_that_show_it(newsroom, committed):
    photo = factories.photo()
    with committed():
        story = newsroom.other
        story.body += f'<figure data-photo="{photo.pk}"></figure>'
        story.save()
    newsroom.look_at_all()
    photo.caption = "شرح آخر"
    with committed():
        photo.save()
    # Searches, too: the story is found by what is said of its picture.
    assert newsroom.gone() == {"other", "feed", "ball feed", "search", "suggest"}
    # Hidden, it is on no page; renewed rights bring it back.
    for days in (-1, 1):
        photo.rights_expire_at = timezone.now() + timedelta(days=days)
        with committed():
            photo.save()
        assert newsroom.gone() == {"other", "feed", "ball feed"}
