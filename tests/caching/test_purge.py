"""What a change purges: exactly the pages that show it. Each test names them all; the others stay kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from PIL import Image

from articles.authority.acts import merge, rename
from articles.authority.undo import undo
from articles.caching import purge as purging
from articles.caching.purge import purge
from articles.media.images import store_picture
from articles.models import Article, Correction
from articles.similar.lists import relate
from tests import factories
from tests.intake import archives
from tests.views.conftest import archive

pytestmark = pytest.mark.django_db


@dataclass
class Newsroom:
    """Some sections and names with deep archives, and the address of each page by what it is."""

    is_kept: Callable[[str], bool]
    pages: dict[str, str] = field(default_factory=dict)

    def look_at_all(self) -> None:
        for path in self.pages.values():
            self.is_kept(path)
        assert not self.gone(), "not every page is kept"

    def gone(self) -> set[str]:
        """The pages that are not kept any more; asking makes them be there again."""
        return {name for name, path in self.pages.items() if not self.is_kept(path)}


@pytest.fixture
def newsroom(kept_here, clock, reader, is_kept) -> Any:
    """Two sections (one with a child), each of three pages of old stories, as the others have."""
    room = Newsroom(is_kept)
    room.economy, room.sport = factories.section("اقتصاد"), factories.section("رياضة")
    room.energy = factories.section("طاقة", parent=room.economy)
    room.harbour, room.agency = factories.source("المرفأ"), factories.source("الوكالة")
    room.ships, room.ball = factories.keyword("السفن"), factories.keyword("الكرة")
    room.leila, room.tariq = factories.author("ليلى"), factories.author("طارق")
    archive(24, room.energy, room.harbour, room.ships, room.leila)
    archive(24, room.sport, room.agency, room.ball, room.tariq)
    for story in (stories := list(Article.objects.all())):
        story.body = "<p>" + " ".join(f"س{story.pk}ط{n}" for n in range(12)) + "</p>"  # no copies of one text
    Article.objects.bulk_update(stories, ["body"])
    clock.forward(hours=3)
    room.old = factories.article(
        headline="خبر قديم عن السفن",
        section=room.energy,
        source=room.harbour,
        keywords=["السفن"],
        authors=[room.leila],
        published_at=clock.now - timedelta(hours=2),
    )
    room.other = factories.article(
        headline="خبر في الملعب", section=room.sport, source=room.agency, keywords=["الكرة"]
    )
    room.pages = {
        "home": "/",
        "feed": "/feed.rss",
        "search": "/search/?q=السفن",
        "suggest": "/search/suggest/?q=ال",
    }
    for name in ("economy", "energy", "sport", "harbour", "agency", "ships", "ball", "leila", "tariq"):
        path = getattr(room, name).get_absolute_url()
        room.pages[name] = path
        older = re.search(r'rel="next" href="([^"]*)"', reader.get(path).content.decode())
        room.pages[f"{name} deep"] = f"{path}{older[1]}"
    room.pages |= {f"{name} feed": f"{room.pages[name]}feed.rss" for name in ("ships", "ball")}
    room.pages |= {name: getattr(room, name).get_absolute_url() for name in ("old", "other")}
    room.look_at_all()
    return room


HEADS = {"home", "feed", "search", "suggest"}
ENERGY = {"economy", "energy", "harbour"}
SHIPS = {"ships", "ships feed"}


def deep(names: Iterable[str]) -> set[str]:
    return {f"{name} deep" for name in names}


def test_a_new_story_is_on_the_newest_pages_of_its_lists(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.energy,
            source=newsroom.harbour,
            keywords=["السفن"],
            authors=[newsroom.leila],
            published_at=clock.now,
        )
    # «old» gets it into its similar stories.
    assert newsroom.gone() - {"old"} == HEADS | ENERGY | SHIPS | {"leila"}


def test_one_of_a_section_without_names_touches_no_others(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.economy, source=newsroom.agency, published_at=clock.now, body="", lede=""
        )
    assert newsroom.gone() == HEADS | {"economy", "agency"}


def test_a_draft_and_its_changes_touch_nothing(newsroom, committed):
    with committed():
        story = factories.article(section=newsroom.energy, keywords=["السفن"], status="draft")
    with committed():
        story.headline = "عنوان آخر"
        story.save()
        story.delete()
    assert newsroom.gone() <= {"search", "suggest"}


def test_publishing_a_draft_is_a_new_story(newsroom, clock, committed):
    story = factories.article(
        section=newsroom.energy, source=newsroom.harbour, status="draft", published_at=None, body="", lede=""
    )
    newsroom.look_at_all()
    with committed():
        story.status = "published"
        story.save()
    assert newsroom.gone() == HEADS | ENERGY


def test_a_story_put_among_older_ones_is_on_deeper_pages(newsroom, clock, committed):
    with committed():
        factories.article(
            section=newsroom.energy,
            source=newsroom.harbour,
            keywords=["السفن"],
            published_at=clock.now - timedelta(hours=3, minutes=30),
        )
    lists = {*ENERGY, "ships"}
    assert newsroom.gone() - {"old"} == HEADS | lists | deep(lists) | SHIPS


def test_a_change_of_the_text_alone_touches_its_page_and_the_feeds(newsroom, committed):
    with committed():
        newsroom.old.body = "<p>نص آخر.</p>"
        newsroom.old.save()
    assert newsroom.gone() == {"old", "feed", "ships feed", "search", "suggest"}


def test_a_new_headline_is_where_its_line_is(newsroom, committed):
    newsroom.pages["pointing"] = factories.article(
        section=newsroom.sport, status="published"
    ).get_absolute_url()
    factories.related(Article.objects.latest("pk"), newsroom.old, "read_also")
    newsroom.look_at_all()
    with committed():
        newsroom.old.headline = "عنوان جديد للسفن"
        newsroom.old.save()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old", "pointing"}


def test_a_withdrawn_story_leaves_the_pages_that_show_it(newsroom, committed):
    with committed():
        newsroom.old.status = "withdrawn"
        newsroom.old.save()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"}


def test_one_withdrawn_from_deep_in_the_archive_leaves_the_others(newsroom, reader, committed):
    lines = reader.get(newsroom.pages["energy deep"]).content.decode().partition("<main")[2]
    # The first is the one that tells the page before that there is more.
    story = Article.objects.get(
        pk=re.findall(r'<h2 class="line-headline"><a href="/article/(\d+)/', lines)[2]
    )
    with committed():
        story.status = "withdrawn"
        story.save()
    # The newest page of a keyword counts what it stands with among more than it shows.
    lists = {*ENERGY, "leila", "ships"}
    assert newsroom.gone() == {"search", "suggest", "feed"} | deep(lists) | SHIPS  # feeds tell of it


def test_deleting_is_withdrawing(newsroom, committed):
    with committed():
        newsroom.old.delete()
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"}


def test_moving_to_another_section_touches_both(newsroom, committed):
    with committed():
        newsroom.old.section = newsroom.sport
        newsroom.old.save()
    # It is two hours old, and may stand anywhere in its new section.
    # «other» leads to it, as the next story of the section, and what is told of «other» is made anew, too.
    around = {"sport", "sport deep", "other", "ball feed"}
    assert newsroom.gone() == HEADS | ENERGY | SHIPS | {"leila", "old"} | around


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


def test_a_story_for_which_a_title_waits_touches_that_page(newsroom, clock, committed):
    factories.related(newsroom.other, "خبر منتظر", "read_also")
    newsroom.look_at_all()
    with committed():
        factories.article(
            headline="خبر منتظر", section=newsroom.economy, published_at=clock.now, body="", lede=""
        )
    assert "other" in newsroom.gone()


def test_a_copy_is_named_on_the_page_of_the_best_and_leaves_the_lists(newsroom, clock, committed):
    text = "<p>" + " ".join(f"كلمة{n} سفينة{n} ميناء{n}" for n in range(60)) + "</p>"
    with committed():
        best = factories.article(
            headline="الأصل",
            section=newsroom.energy,
            source=newsroom.agency,
            body=text,
            published_at=clock.now,
        )
    newsroom.pages["best"] = best.get_absolute_url()
    newsroom.look_at_all()
    with committed():
        copy = factories.article(
            headline="النسخة",
            section=newsroom.sport,
            source=newsroom.harbour,
            body=text,
            published_at=clock.now,
        )
    copy.refresh_from_db()
    assert copy.copy_of == best
    assert {"best", "home", "sport", "harbour"} <= newsroom.gone()
    with committed():
        best.status = "withdrawn"
        best.save()
    assert {"home", "feed", "sport", "best"} <= newsroom.gone()


def test_when_the_best_copy_is_deleted_the_next_comes_forward_in_its_own_lists(newsroom, committed):
    with committed():
        Article.objects.filter(pk=newsroom.other.pk).update(copy_of=newsroom.old)
        purge(["all"])
    newsroom.look_at_all()
    with committed():
        newsroom.old.delete()
    assert {"sport", "ball", "ball feed"} <= newsroom.gone()


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


# --- Sending ----------------------------------------------------------------------------------------------


def test_all_of_a_transaction_is_sent_once(kept_here, renewed, committed):
    story = factories.article()
    with committed():
        story.headline = "آخر"
        story.save()
        with transaction.atomic():
            purge(["line-7"])
        purge(["line-7", "line-8"])
        purge([])
    assert {"line-7", "line-8", f"article-{story.pk}"} <= renewed[0]
    # then what follows from it, each in its own transaction
    assert not any("line-7" in tags for tags in renewed[1:])


def test_a_savepoint_that_is_rolled_back_does_not_take_the_others_along(kept_here, renewed, committed):
    def fail() -> None:
        with transaction.atomic():
            purge(["line-1"])
            raise ValueError

    with committed():
        with pytest.raises(ValueError):
            fail()
        purge(["line-2"])
    assert len(renewed) == 1
    assert "line-2" in renewed[0]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_commit_nor_without_one(kept_here, renewed):
    purging._gathered.tags.clear()
    with transaction.atomic():
        purge(["line-1"])
        transaction.set_rollback(True)
    assert renewed == []
    with transaction.atomic():
        purge(["line-2"])
        assert renewed == []
    assert len(renewed) == 1
    purge(["line-3"])
    assert renewed[1] == {"line-3"}


def test_very_many_tags_are_one(kept_here, renewed, committed):
    with committed():
        purge(f"line-{n}" for n in range(2_000))
    assert renewed == [{"all"}]


# --- The ledger -----------------------------------------------------------------------------------------


def changed_rules(source: Any, **rules: Any) -> None:
    source.refresh_from_db()
    for name, value in rules.items():
        setattr(source, name, value)
    source.save()


def test_a_rule_of_a_source_purges_what_shows_its_stories(newsroom, committed):
    newsroom.pages |= {f"{name} feed": f"{newsroom.pages[name]}feed.rss" for name in ("harbour", "agency")}
    newsroom.look_at_all()
    with committed():
        changed_rules(newsroom.harbour, permits="headline")
    lists = ENERGY | {"leila", "ships"}
    # Feeds name sources, and results are found by them.
    feeds = {f"{name} feed" for name in ("ships", "ball", "harbour", "agency")}
    assert newsroom.gone() == HEADS | feeds | {"old"} | lists | deep(lists)


def test_another_time_takes_stories_off_their_pages_and_brings_them_back(newsroom, clock, committed):
    with committed():
        changed_rules(newsroom.agency, expiry_days=1)
    clock.forward(days=1, hours=2)
    del newsroom.pages["other"]  # a 404 is not kept
    newsroom.look_at_all()
    assert not Article.objects.published().filter(source=newsroom.agency).exists()
    with committed():
        changed_rules(newsroom.agency, expiry_days=None)
    lists = {"agency", "sport", "ball", "tariq"}
    assert newsroom.gone() - {"old"} == HEADS | {"ships feed", "ball feed"} | lists | deep(lists)


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


# --- Corrections ----------------------------------------------------------------------------------------


@pytest.fixture
def corrected(newsroom, reader, clock) -> Any:
    """With pages of corrections: the newest of them, its feed, and one of old ones."""
    for n in range(25):
        Correction.objects.create(
            article=newsroom.old, text=f"تصويب {n}", issued_at=clock.now - timedelta(days=2, minutes=n)
        )
    newsroom.first = Correction.objects.create(
        article=newsroom.other, text="كان الرقم خطأ.", issued_at=clock.now
    )
    newsroom.pages |= {"corrections": "/corrections/", "corrections feed": "/corrections/feed.atom"}
    older = re.search(r'rel="next" href="([^"]*)"', reader.get("/corrections/").content.decode())
    newsroom.pages["corrections deep"] = f"/corrections/{older[1]}"
    newsroom.look_at_all()
    return newsroom


NEWEST = {"corrections", "corrections feed"}


def test_a_correction_is_on_its_story_in_feeds_and_on_the_newest_page(corrected, clock, committed):
    with committed():
        Correction.objects.create(article=corrected.old, text="خطأ.", issued_at=clock.now)
    assert corrected.gone() == NEWEST | {"old", "feed", "ships feed"}


def test_an_amended_one_is_where_it_stands(corrected, committed):
    deep_one = Correction.objects.order_by("issued_at").first()
    with committed():
        deep_one.text = "نص آخر"
        deep_one.save()
    assert corrected.gone() == {"corrections deep", "old", "feed", "ships feed"}
    with committed():
        corrected.first.text = "نص آخر"
        corrected.first.save()
    assert corrected.gone() == NEWEST | {"other", "feed", "ball feed"}


def test_a_story_that_leaves_takes_its_corrections_along_and_brings_them_back(corrected, committed):
    with committed():
        corrected.other.status = "archived"
        corrected.other.save()
    lists = {"sport", "agency", "ball"}
    assert corrected.gone() == HEADS | lists | {"other", "ball feed"} | NEWEST
    with committed():
        corrected.other.status = "published"
        corrected.other.save()
    # It may have had others that stand deeper.
    assert {"corrections deep", *NEWEST} <= corrected.gone()


def test_a_story_without_any_touches_none(corrected, clock, committed):
    with committed():
        story = factories.article(section=corrected.sport, source=corrected.agency, published_at=clock.now)
    with committed():
        story.status = "withdrawn"
        story.save()
    assert not corrected.gone() & {*NEWEST, "corrections deep"}


def test_a_headline_is_where_its_corrections_are(corrected, committed):
    with committed():
        corrected.other.headline = "عنوان آخر للملعب"
        corrected.other.save()
    assert corrected.gone() & {*NEWEST, "corrections deep"} == NEWEST
