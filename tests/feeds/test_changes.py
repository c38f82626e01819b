"""What changed, was withdrawn or came back, as subscribers hear of it: the same item, newer each time."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from articles.models import Article, Correction
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories
from tests.feeds.lists import FAULTS, FORMATS, lists_of, read
from tests.feeds.rules import AT, ATOM

pytestmark = pytest.mark.django_db


def test_a_withdrawn_story_takes_its_own_place(reader, story, chief):
    (before,) = read(reader, "/feed.json")["items"]
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    (after,) = read(reader, "/feed.json")["items"]
    assert (after["id"], after["title"], after["summary"]) == (before["id"], "خبر مسحوب", "لم يثبت الخبر.")
    assert after["date_modified"] > before["date_modified"]
    assert story.headline not in json.dumps(after, ensure_ascii=False)
    root = ET.fromstring(reader.get("/feed.atom").content)
    (stone,) = root.findall(f"{AT}deleted-entry")
    assert (stone.get("ref"), stone.findtext(f"{AT}comment")) == (before["id"], "لم يثبت الخبر.")
    assert not root.findall(f"{ATOM}entry")


def test_it_is_told_until_the_story_is_out_again_and_for_thirty_days(reader, story, chief):
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    acts.reopen(story.pk, chief, "نراجعه")
    assert read(reader, "/feed.json")["items"][0]["title"] == "خبر مسحوب"
    acts.publish(story.pk, chief)
    assert [item["title"] for item in read(reader, "/feed.json")["items"]] != ["خبر مسحوب"]
    acts.withdraw(story.pk, chief, "سحبناه ثانية.")
    assert [item["summary"] for item in read(reader, "/feed.json")["items"]] == ["سحبناه ثانية."]
    story.corrections.update(issued_at=timezone.now() - timedelta(days=31))
    assert read(reader, "/feed.json")["items"] == []


def test_a_story_that_comes_back_is_newer_than_its_tombstone(reader, story, chief):
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    stone = ET.fromstring(reader.get("/feed.atom").content).find(f"{AT}deleted-entry")
    acts.reopen(story.pk, chief, "ثبت")
    acts.schedule(story.pk, chief, timezone.now() + timedelta(minutes=5))
    assert read(reader, "/feed.json")["items"][0]["title"] == "خبر مسحوب"  # until its minute
    acts.publish(story.pk, chief)
    (item,) = read(reader, "/feed.json")["items"]
    assert item["title"].strip("\u200f") == story.headline
    entry = ET.fromstring(reader.get("/feed.atom").content).find(f"{ATOM}entry")
    # RFC 6721, section 3: a tombstone counts unless the entry is newer, and these are whole seconds
    assert entry.findtext(f"{ATOM}updated") == item["date_modified"] > stone.get("when")


def test_one_that_came_back_before_that_was_kept_is_newer_too(reader, story):
    at = timezone.now() - timedelta(minutes=9)
    story.corrections.create(kind=CorrectionKind.WITHDRAWAL, text="لم يثبت الخبر.", issued_at=at)
    (item,) = read(reader, "/feed.json")["items"]
    assert item["date_modified"] > at.isoformat(timespec="seconds")


def test_an_amended_correction_is_a_change_of_its_item_and_of_the_storys(reader, story, chief):
    correction = acts.correct(story.pk, chief, CorrectionKind.CORRECTION, "كان الرقم 12.")
    at = timezone.now() - timedelta(hours=1)
    Correction.objects.update(issued_at=at)
    Article.objects.update(published_at=at - timedelta(hours=1), significant_update_at=at)
    addresses = ["/feed.json", "/corrections/feed.json"]
    before = [read(reader, address)["items"][0] for address in addresses]
    acts.amend(correction.pk, chief, CorrectionKind.CORRECTION, " كان الرقم 12. ")
    assert [read(reader, address)["items"][0] for address in addresses] == before  # nothing was
    acts.amend(correction.pk, chief, CorrectionKind.CORRECTION, "كان الرقم 13.")
    after = [read(reader, address)["items"][0] for address in addresses]
    for was, now_is in zip(before, after, strict=True):
        assert now_is["id"] == was["id"]
        assert now_is["date_published"] == was["date_published"]
        assert now_is["date_modified"] > was["date_modified"]
        assert "كان الرقم 13." in now_is["content_html"]


def test_an_amended_withdrawal_is_a_newer_tombstone(reader, story, chief):
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    at = timezone.now() - timedelta(hours=1)
    Correction.objects.update(issued_at=at)
    acts.amend(story.corrections.get().pk, chief, CorrectionKind.WITHDRAWAL, "لم يثبت.")
    stone = ET.fromstring(reader.get("/feed.atom").content).find(f"{AT}deleted-entry")
    assert stone.findtext(f"{AT}comment") == "لم يثبت."
    assert stone.get("when") > at.isoformat(timespec="seconds")
    story.refresh_from_db()
    assert story.significant_update_at is None


def test_a_withdrawal_is_told_where_the_story_stood_and_nowhere_else(reader, story, chief):
    elsewhere = factories.section("رياضة")
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    assert read(reader, f"{elsewhere.get_absolute_url()}feed.json")["items"] == []
    for path in lists_of(story):
        assert [item["title"] for item in read(reader, f"{path}feed.json")["items"]] == ["خبر مسحوب"], path


def test_an_older_story_that_changed_comes_with_the_newest_and_keeps_its_place(reader, story, chief):
    now = timezone.now()
    others = {
        "section": story.section,
        "source": story.source,
        "keywords": ["ميناء الرمال"],
        "authors": [story.bylines.get().author],
    }
    for n in range(45):
        factories.article(published_at=now - timedelta(hours=2 + n), **others)
    Article.objects.filter(pk=story.pk).update(published_at=now - timedelta(days=1, minutes=30))
    story.refresh_from_db()
    story.save()  # places its names
    elsewhere = factories.article(section=factories.section("رياضة"), source=factories.source("سهيل"))
    assert all(len(read(reader, f"{path}feed.json")["items"]) <= 21 for path in lists_of(story))
    address, seen = "/feed.json", []
    acts.correct(story.pk, chief, CorrectionKind.CORRECTION, "كان الرقم 12.")
    for path in lists_of(story):
        *page, last = read(reader, f"{path}feed.json")["items"]
        assert last["id"] == f"http://testserver/a/{story.pk}", path
        assert last["date_modified"] > last["date_published"]
        assert "كان الرقم 12." in last["content_html"]
        assert len(page) == 20
        for form in FORMATS:
            assert FAULTS[form](reader.get(f"{path}feed.{form}").content) == []
    assert len(read(reader, f"{elsewhere.section.get_absolute_url()}feed.json")["items"]) == 1
    pages = []
    while address:
        feed = read(reader, address)
        pages.append([item["id"] for item in feed["items"]])
        address = feed.get("next_url", "").removeprefix("http://testserver")
    seen = [one for page in pages for one in page[:20]]
    assert [len(page) for page in pages] == [21, 20, 7]
    assert len(seen) == len(set(seen)) == 47
    Article.objects.filter(pk=story.pk).update(significant_update_at=now - timedelta(days=31))
    assert len(read(reader, "/feed.json")["items"]) == 20


def test_of_many_that_changed_the_last_ten_come(reader, statements):
    now = timezone.now()
    for n in range(40):
        factories.article(
            published_at=now - timedelta(days=40 + n), significant_update_at=now - timedelta(minutes=40 - n)
        )
    items = read(reader, "/feed.json")["items"]
    assert len(items) == 30
    assert [item["id"] for item in items[20:]] == [
        f"http://testserver/a/{one.pk}" for one in Article.objects.order_by("published_at")[:10]
    ]
    assert len(statements("/feed.json")) == 2
