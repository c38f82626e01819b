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

from articles.models.correction import CorrectionKind
from articles.workflow import acts
from tests import factories
from tests.feeds.lists import FAULTS, FORMATS, lists_of, read
from tests.feeds.rules import ATOM

pytestmark = pytest.mark.django_db
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


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
