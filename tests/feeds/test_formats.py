"""Every list's feed in every format: valid, with the same matter, page by page, as subscribers ask for it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Article, Correction
from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories
from tests.feeds.rules import AT, ATOM, faults_of_atom, faults_of_json, faults_of_rss

pytestmark = pytest.mark.django_db
FAULTS = {"rss": faults_of_rss, "atom": faults_of_atom, "json": faults_of_json}
FORMATS = list(FAULTS)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def chief() -> Any:
    return factories.user(role="رئيس تحرير")


@pytest.fixture
def story() -> Article:
    return factories.article(
        headline="Orbitex تمدّ الترام 12 كيلومترًا!",
        lede="المقدمة في 2026.",
        body='<p>النص كله، وفيه <a href="/a/1">رابط 1</a> و3 &amp; 4.</p>',
        source=factories.source("المرفأ", home_page="https://almarfa.example/"),
        source_url="https://almarfa.example/خبر",
        section=factories.section("طاقة", parent=factories.section("اقتصاد")),
        lead_photo=factories.photo(),
        keywords=["ميناء الرمال"],
        authors=[factories.author("ليلى")],
    )


def lists_of(story: Article) -> list[str]:
    author, keyword = story.bylines.get().author, story.keyword_list[0]
    things = [story.section, story.section.parent, story.source, keyword, author]
    return ["/", *(thing.get_absolute_url() for thing in things)]


def read(reader: Any, address: str) -> dict[str, Any]:
    return json.loads(reader.get(address).content)


@pytest.mark.parametrize("form", FORMATS)
def test_every_list_has_a_valid_feed_that_its_page_announces(reader, story, chief, form):
    gone = factories.article(
        section=story.section,
        source=story.source,
        keywords=["ميناء الرمال"],
        authors=[story.bylines.get().author],
    )
    acts.correct(story.pk, chief, CorrectionKind.CORRECTION, "كان الرقم < 12.")
    acts.withdraw(gone.pk, chief, "لم يثبت الخبر & اعتذرنا.")
    for path in lists_of(story):
        response = reader.get(f"{path}feed.{form}")
        assert response.status_code == 200
        assert FAULTS[form](response.content) == [], path
        assert story.headline in feed_text(response)
        assert "لم يثبت الخبر" in feed_text(response)
        assert f'href="{path}feed.{form}"' in reader.get(path).content.decode(), path


@pytest.mark.parametrize("form", FORMATS)
def test_a_list_without_stories_has_one_too(reader, form):
    for path in ("/", factories.section().get_absolute_url()):
        response = reader.get(f"{path}feed.{form}")
        assert response.status_code == 200
        assert FAULTS[form](response.content) == []


def feed_text(response: Any) -> str:
    return response.content.decode()


def test_the_formats_tell_the_same(reader, story):
    rss = feedparser.parse(reader.get("/feed.rss").content).entries[0]
    atom = feedparser.parse(reader.get("/feed.atom").content).entries[0]
    (item,) = read(reader, "/feed.json")["items"]
    assert rss.id == atom.id == item["id"]
    assert rss.link == atom.link == item["url"]
    assert rss.title == atom.title == item["title"]
    assert rss.summary == atom.summary == item["summary"]
    texts = [
        next(ET.fromstring(reader.get(f"/feed.{form}").content).iter(name)).text
        for form, name in (("rss", CONTENT), ("atom", f"{ATOM}content"))
    ]
    assert {"".join((text or "").split()) for text in texts} == {"".join(item["content_html"].split())}
    assert [one.name for one in rss.authors] == [one.name for one in atom.authors] == ["ليلى"]
    assert [one.term for one in rss.tags] == [one.term for one in atom.tags] == item["tags"]
    assert item["external_url"] == "https://almarfa.example/%D8%AE%D8%A8%D8%B1"


HOSTILE = {
    "]]>": "]]> <b>x</b> &amp; خبر",
    "element": "</script><!-- خبر",
    "override": "\u202eخبر مقلوب\u202c",
    "latin": "Only Latin, 3-2: C++ & C#",
    "emoji": "🌊🌊🌊 1",
    "controls": "خبر\x00\x0b\x1b\ufffe",
    "300": "خ" * 300,
    "one": "و",
}


@pytest.mark.parametrize("headline", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_told_as_they_are(reader, headline):
    story = factories.article(
        headline=headline, lede=f"{headline} مقدمة", body="<p>]]&gt; نص</p>", keywords=["]]> & <ميناء>"]
    )
    factories.recording(story)
    story.corrections.create(text=f"{headline} ]]>")
    story.refresh_from_db()  # without what no reader should meet
    for path in ("/feed", "/corrections/feed", f"{story.keyword_list[0].get_absolute_url()}feed"):
        for form, faults in FAULTS.items():
            response = reader.get(f"{path}.{form}")
            assert faults(response.content) == [], (path, form)
    (item,) = read(reader, "/feed.json")["items"]
    assert item["title"].strip("\u200f") == story.headline
    entry = next(ET.fromstring(reader.get("/feed.atom").content).iter(f"{ATOM}entry"))
    assert (entry.findtext(f"{ATOM}title") or "").strip("\u200f") == story.headline
    page = reader.get(story.get_absolute_url()).content.decode()
    said = [json.loads(one) for one in re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)]
    assert said[0]["headline"] == story.headline
    assert {one["@type"] for one in said} == {"NewsArticle", "BreadcrumbList"}


def test_a_headline_of_emoji_alone_says_nothing(db):
    with pytest.raises(ValidationError, match="حرف أو رقم"):
        factories.article(headline="خبر").__class__(headline="🌊🌊").clean()


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


@pytest.mark.parametrize("path", ["/", "section"])
def test_older_stories_page_by_page_each_once(reader, path):
    parent = factories.section("اقتصاد")
    sections = [parent, factories.section("طاقة", parent=parent)]
    now = timezone.now()
    made = [
        factories.article(section=sections[n % 2], published_at=now - timedelta(hours=n)) for n in range(45)
    ]
    address = f"{parent.get_absolute_url() if path == 'section' else path}feed.json"
    seen, pages = [], 0
    while address:
        feed = read(reader, address)
        seen += [int(item["id"].rpartition("/")[2]) for item in feed["items"]]
        address, pages = feed.get("next_url", "").removeprefix("http://testserver"), pages + 1
    assert pages == 3
    assert seen == [article.pk for article in made]


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


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_pages_are_linked_both_ways(reader, form):
    now = timezone.now()
    for n in range(25):
        factories.article(published_at=now - timedelta(hours=n))

    def links(address: str) -> dict[str, str]:
        root = ET.fromstring(reader.get(address).content)
        found = {one.get("rel", ""): one.get("href", "") for one in root.iter(f"{ATOM}link")}
        return {rel: address.removeprefix("http://testserver") for rel, address in found.items()}

    first = links(f"/feed.{form}")
    second = links(first["next"])
    assert second["first"] == first["self"] == f"/feed.{form}"
    assert "next" not in second
    assert "previous" not in first
    assert links(second["previous"])["next"] == first["next"]


def test_a_subscriber_may_ask_for_summaries_and_for_either_digits(reader, story):
    (item,) = read(reader, "/feed.json?text=summary&digits=arab")["items"]
    assert "content_html" not in item
    assert item["content_text"] == item["summary"] == "المقدمة في ٢٠٢٦."
    assert "١٢" in item["title"]
    (item,) = read(reader, "/feed.json?digits=arab")["items"]
    assert 'href="http://testserver/a/1" rel="noopener">رابط ١</a> و٣ &amp; ٤' in item["content_html"]
    for form in FORMATS:
        asked = reader.get(f"/feed.{form}?text=summary").content
        assert FAULTS[form](asked) == []
        assert "النص كله" not in asked.decode()


@pytest.mark.parametrize(
    "asked",
    [
        *("page=", "page=x", "page=1", "page=o1-", "page=-1", "page=o1-1 ", "page=O1-1", "page=n-1-1"),
        *("page=o9999999999999999999-1", "page=o1-9999999999999999999", "page=%00", "page=o1-1%00"),
        *("page=o١-١", "page=%FF", "page=%ED%A0%80", f"page={'o' * 5000}"),
        *("text=all", "text=", "text=%00", "digits=hex"),
    ],
)
def test_what_no_page_of_ours_offers_is_not_there(reader, story, asked):
    for path in ("/feed.rss", "/corrections/feed.atom", f"{story.section.get_absolute_url()}feed.json"):
        assert reader.get(f"{path}?{asked}").status_code == 404
    assert reader.get(f"/feeds/mix.rss?sections={story.section.slug}&{asked}").status_code == 404


def test_what_is_not_there(reader):
    for path in ("section", "keyword", "source", "author"):
        assert reader.get(f"/{path}/لا-شيء/feed.atom").status_code == 404
        for address in (f"/{path}/a%00b/", f"/{path}/a%00b/feed.rss"):
            assert reader.get(address).status_code == 404, address
    assert reader.get("/feed.xml").status_code == 404


def test_four_statements_whatever_the_list(reader, story, statements):
    for path in lists_of(story):
        for form in FORMATS:
            reader.get(f"{path}feed.{form}")
            assert len(statements(f"{path}feed.{form}")) <= 4, path


def test_titles_that_another_direction_would_scramble_are_marked(reader, story):
    factories.article(headline="قطع المياه في الغدير")
    titles = [item["title"] for item in read(reader, "/feed.json")["items"]]
    assert sorted(titles) == sorted(["\u200fOrbitex تمدّ الترام 12 كيلومترًا!\u200f", "قطع المياه في الغدير"])
