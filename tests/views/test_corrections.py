"""The page of all corrections and its feed: what readers were told, and nothing that they may not read."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from articles.models import Article, Correction
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories
from tests.feeds.rules import ATOM, faults_of_atom, faults_of_json, faults_of_rss

pytestmark = pytest.mark.django_db
FAULTS = {"rss": faults_of_rss, "atom": faults_of_atom, "json": faults_of_json}


@pytest.fixture
def chief() -> Any:
    return factories.user(role="رئيس تحرير")


@pytest.fixture
def story() -> Article:
    return factories.article(headline="رصيف جديد في الميناء")


def correct(story: Article, text: str, **fields: Any) -> Correction:
    return Correction.objects.create(article=story, text=text, **fields)


def page(reader: Any, path: str = "/corrections/") -> str:
    response = reader.get(path)
    assert response.status_code == 200
    return response.content.decode()


def items(reader: Any, asked: str = "") -> list[dict[str, Any]]:
    return json.loads(reader.get(f"/corrections/feed.json{asked}").content)["items"]


def texts(html: str) -> list[str]:
    return re.findall(r'class="record-text">(.*?)</p>', html)


def test_every_kind_is_told_newest_first_with_its_story(reader, chief, story):
    for kind in (CorrectionKind.UPDATE, CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION):
        acts.correct(story.pk, chief, kind, f"نص {kind.label}")
    html = page(reader)
    assert texts(html) == ["نص توضيح", "نص تصحيح", "نص تحديث"]
    newest = story.corrections.first()
    assert f'href="{story.get_absolute_url()}#correction-{newest.pk}">رصيف جديد في الميناء</a>' in html
    # And there it is.
    assert f'<li id="correction-{newest.pk}">' in page(reader, story.get_absolute_url())


def test_a_withdrawn_story_is_told_without_its_headline(reader, chief, story):
    acts.correct(story.pk, chief, CorrectionKind.CORRECTION, "كان الرقم 12.")
    acts.withdraw(story.pk, chief, "لم يثبت الخبر.")
    html = page(reader)
    assert texts(html) == ["لم يثبت الخبر."]
    assert "رصيف جديد" not in html
    assert f'href="/a/{story.pk}">خبر مسحوب</a>' in html
    acts.reopen(story.pk, chief, "نراجعه")  # the word is not taken back; its address leads nowhere now
    html = page(reader)
    assert texts(html) == ["لم يثبت الخبر."]
    assert f"/a/{story.pk}" not in html
    acts.publish(story.pk, chief)
    assert texts(page(reader)) == ["لم يثبت الخبر.", "كان الرقم 12."]


def test_what_readers_may_not_read_is_not_told(reader, story):
    now = timezone.now()
    for fields in (
        {"status": "draft"},
        {"status": "archived"},
        {"published_at": now + timedelta(hours=1)},
        {"expires_at": now - timedelta(minutes=1)},
    ):
        correct(factories.article(headline="لا يُقرأ", **fields), "سر")
    correct(story, "يُقرأ")
    assert texts(page(reader)) == ["يُقرأ"]
    assert "لا يُقرأ" not in page(reader)
    for form in FAULTS:
        assert "سر" not in reader.get(f"/corrections/feed.{form}").content.decode()


def test_nothing_yet(reader):
    assert "لا تصويبات بعد." in page(reader)
    for form, faults in FAULTS.items():
        assert faults(reader.get(f"/corrections/feed.{form}").content) == []


def test_pages_by_keyset_each_once(reader, story):
    now = timezone.now()
    for n in range(45):
        correct(story, f"تصويب {n}", issued_at=now - timedelta(minutes=n // 2))  # two of each moment
    seen, path, indexed = [], "/corrections/", []
    while path:
        html = page(reader, path)
        seen += texts(html)
        indexed.append("noindex" not in html)
        older = re.search(r'rel="next" href="([^"]*)"', html)
        path = f"/corrections/{older[1]}" if older else ""
    assert len(seen) == len(set(seen)) == 45
    assert indexed == [True, False, False]
    assert seen[0] == "تصويب 1"
    address, from_feed = "/corrections/feed.json", []
    while address:
        feed = json.loads(reader.get(address).content)
        from_feed += [item["summary"] for item in feed["items"]]
        address = feed.get("next_url", "").removeprefix("http://testserver")
    assert from_feed == seen
    for cursor in ("x", "", "o1-", "n-1-1", "o999999999999999999-1", "o1-1e3", "\x00", "ط" * 5_000):
        for address in ("/corrections/", "/corrections/feed.rss"):
            assert reader.get(address, {"page": cursor}).status_code == 404, cursor


@pytest.mark.parametrize("form", FAULTS)
def test_its_feed_is_valid_and_its_items_are_corrections(reader, chief, story, form):
    acts.correct(story.pk, chief, CorrectionKind.APOLOGY, "نسبنا القول إلى غير قائله.\n\nنعتذر < & >.")
    acts.correct(story.pk, chief, CorrectionKind.UPDATE, "]]> \u202e 🌊")
    gone = factories.article()
    acts.withdraw(gone.pk, chief, "لم يثبت.")
    content = reader.get(f"/corrections/feed.{form}").content
    assert FAULTS[form](content) == []
    first = items(reader)
    assert len({item["id"] for item in first}) == 3
    assert {item["title"] for item in first} == {
        "خبر مسحوب",
        "تحديث: رصيف جديد في الميناء",
        "اعتذار: رصيف جديد في الميناء",
    }
    story.refresh_from_db()
    story.headline, story.slug = "عنوان آخر", ""
    story.save()
    after = items(reader)
    assert [item["id"] for item in after] == [item["id"] for item in first]
    assert "عنوان آخر" in after[-1]["title"]


def test_an_amended_correction_is_the_same_item(reader, editor, story):
    one = acts.correct(story.pk, editor, CorrectionKind.UPDATE, "نص أول")
    (before,) = items(reader)
    etag = reader.get("/corrections/feed.rss")["ETag"]
    acts.amend(one.pk, editor, CorrectionKind.CLARIFICATION, "نص ثانٍ")
    (after,) = items(reader)
    assert (after["id"], after["summary"]) == (before["id"], "نص ثانٍ")
    assert after["title"].startswith("توضيح")
    assert reader.get("/corrections/feed.rss", headers={"if-none-match": etag}).status_code == 200


def test_summaries_and_digits_as_in_other_feeds(reader, story):
    correct(story, "كان الرقم 12.")
    (item,) = items(reader, "?text=summary&digits=arab")
    assert "content_html" not in item
    assert item["content_text"] == "كان الرقم ١٢."
    assert reader.get("/corrections/feed.rss?text=all").status_code == 404


def test_it_is_said_as_json_ld(reader, chief, story):
    acts.correct(story.pk, chief, CorrectionKind.CORRECTION, "</script><b>")
    gone = factories.article()
    acts.withdraw(gone.pk, chief, "لم يثبت.")
    said = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page(reader), re.DOTALL)[1]
    )
    assert said["@type"] == "CollectionPage"
    withdrawn, corrected = said["hasPart"]
    assert {one["@type"] for one in said["hasPart"]} == {"CorrectionComment"}
    assert corrected["text"] == "</script><b>"
    assert corrected["parentItem"]["headline"] == story.headline
    assert corrected["parentItem"]["url"].startswith("http://testserver/article/")
    assert "parentItem" not in withdrawn
    assert said["publisher"]["correctionsPolicy"] == "http://testserver/corrections/"


def test_it_is_linked_from_everywhere_and_listed(reader, story):
    assert "/corrections/" not in reader.get("/sitemap/sections.xml").getvalue().decode()
    correct(story, "خطأ")
    assert 'href="/corrections/"' in page(reader, "/").partition("<footer")[2]
    box = page(reader, story.get_absolute_url()).partition('class="corrections"')[2].partition("</aside>")[0]
    assert 'href="/corrections/"' in box
    for form in FAULTS:
        assert f'href="/corrections/feed.{form}"' in page(reader).partition("<body")[0]
    assert "/corrections/" in reader.get("/sitemap/sections.xml").getvalue().decode()
    root = ET.fromstring(reader.get("/corrections/feed.atom").content)
    assert root.findtext(f"{ATOM}id") == "http://testserver/corrections/feed.atom"


def test_its_cost_does_not_grow(statements, story):
    def cost() -> list[int]:
        found = [statements(path) for path in ("/corrections/", "/corrections/feed.atom")]
        said = " ".join(sql.upper() for one in found for sql in one)
        assert "COUNT(" not in said
        assert " OFFSET " not in said
        return [len(one) for one in found]

    correct(story, "خطأ")
    assert cost() == [2, 1]  # the sections of the navigation, and the corrections
    Correction.objects.bulk_create(Correction(article=story, text=f"خطأ {n}") for n in range(500))
    assert cost() == [2, 1]
