"""The feed of a search: what the result page finds, newest first, whatever was typed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Article
from articles.search.indexing import index
from tests import factories
from tests.feeds.test_formats import FAULTS

pytestmark = pytest.mark.django_db


def story(headline: str, **fields: Any) -> Article:
    made = factories.article(headline=headline, **fields)
    index([made])
    return made


@pytest.fixture
def headlines(reader: Any) -> Any:
    def ask(query: str = "", **asked: Any) -> list[str]:
        response = reader.get("/search/feed.json", {"q": query, **asked})
        assert response.status_code == 200
        assert FAULTS["json"](response.content) == []
        return [item["title"] for item in json.loads(response.content)["items"]]

    return ask


def test_the_newest_first_of_what_has_all_words_in_any_spelling(headlines):
    now = timezone.now()
    story("الميناءُ القديم", published_at=now - timedelta(days=9))
    story("خبر آخر", published_at=now, body="<p>قال إن في ميناء الرمال الرصيف القديم.</p>")
    story("الميناء وحده", published_at=now - timedelta(days=1))
    story("قديم وحده", published_at=now - timedelta(days=1))
    assert headlines("الميناء القديم") == ["خبر آخر", "الميناءُ القديم"]
    assert headlines("ميناء -الرمال") == ["الميناء وحده", "الميناءُ القديم"]
    assert headlines("«الميناء القديم»") == ["الميناءُ القديم"]


def test_nothing_is_repaired_for_a_subscriber(headlines, reader):
    story("الوزير يزور الميناء")
    assert headlines("الوزيز الميناء") == []
    assert headlines("الوزير الميناء") == ["الوزير يزور الميناء"]


def test_filters_are_those_of_the_page(headlines):
    economy, sport = factories.section("اقتصاد"), factories.section("رياضة")
    energy = factories.section("طاقة", parent=economy)
    harbour, agency = factories.source("المرفأ"), factories.source("وكالة الساحل")
    old = timezone.now() - timedelta(days=400)
    story("نفط 1", section=energy, source=harbour)
    story("نفط 2", section=sport, source=agency)
    story("نفط 3", section=sport, source=harbour, published_at=old)
    assert headlines("نفط", section="اقتصاد") == ["نفط 1"]
    assert headlines("نفط قسم:اقتصاد") == ["نفط 1"]
    assert headlines("نفط", source="وكاله الساحل") == ["نفط 2"]
    assert headlines("", section=sport.slug) == ["نفط 2", "نفط 3"]
    assert headlines("نفط", to=f"{timezone.localtime(old).year}-12-31") == ["نفط 3"]
    assert headlines("نفط", section="لا قسم كهذا") == headlines("", source="لا مصدر كهذا") == []


def test_only_what_is_public_and_one_of_several_copies(headlines):
    best = story("الميناء 1")
    story("الميناء 2", copy_of=best)
    story("الميناء 3", status="draft")
    story("الميناء 4", published_at=timezone.now() + timedelta(hours=1))
    assert headlines("الميناء") == ["الميناء 1"]


@pytest.mark.parametrize("form", FAULTS)
@pytest.mark.parametrize(
    "query",
    [
        "ب",
        "كلمة " * 3_000,
        "AND OR NOT",
        "a:b:c",
        "<b>]]>&",
        "\u202eقلب",
        "🌊 بحر",
        "x\x00y",
    ],
)
def test_any_question_has_a_valid_feed(reader, form, query):
    story("الميناء")
    response = reader.get(f"/search/feed.{form}", {"q": query})
    assert response.status_code == 200
    assert FAULTS[form](response.content) == []
    assert len(response.content) < 200_000


@pytest.mark.parametrize("query", ["", " ", "؟!", "-ب", "«»", '"', "\x00", "🌊", "ط" * 10_000])
def test_no_question_is_answered_with_a_line(reader, query):
    for form in FAULTS:
        response = reader.get(f"/search/feed.{form}", {"q": query})
        assert response.status_code == 400
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "اكتب" in response.content.decode()
    assert reader.get("/search/feed.rss").status_code == 400
    assert reader.get("/search/feed.xml?q=x").status_code == 404


def test_pages_both_ways_each_once(reader):
    now = timezone.now()
    index(
        [
            factories.article(headline=f"الميناء {n}", published_at=now - timedelta(minutes=n // 2))
            for n in range(45)
        ]
    )

    def read(address: str) -> dict[str, Any]:
        return json.loads(reader.get(address).content)

    address, seen = "/search/feed.json?q=الميناء", []
    while address:
        feed = read(address)
        seen += [item["id"] for item in feed["items"]]
        address = feed.get("next_url", "").removeprefix("http://testserver")
    assert len(seen) == len(set(seen)) == 45
    second = reader.get(
        read("/search/feed.json?q=الميناء")["next_url"].replace("json", "atom")
    ).content.decode()
    previous = (
        second.partition('rel="previous" href="http://testserver')[2].partition('"')[0].replace("&amp;", "&")
    )
    assert [item["id"] for item in read(previous.replace("atom", "json"))["items"]] == seen[:20]
    for cursor in ("2", "x", "o1-", "", "n1-1-1", "\x00"):
        assert reader.get("/search/feed.rss", {"q": "الميناء", "page": cursor}).status_code == 404, cursor
    assert read("/search/feed.json?q=الميناء&page=o1-1")["items"] == []


def test_the_result_page_names_it_and_shows_it(reader):
    story("الميناء & الرصيف")
    page = reader.get("/search/", {"q": "الميناء & الرصيف", "from": "2020-01-01"}).content.decode()
    query = "?" + urlencode({"q": "الميناء & الرصيف", "from": "2020-01-01"}).replace("&", "&amp;")
    for form in FAULTS:
        assert page.count(f'href="/search/feed.{form}{query}"') == 2  # in the head, and for people
    assert "/search/feed" not in reader.get("/search/").content.decode()
    feed = json.loads(reader.get(f"/search/feed.json{query.replace('&amp;', '&')}").content)
    assert feed["home_page_url"].endswith(f"/search/{query.replace('&amp;', '&')}")
    assert feed["title"].startswith("بحث: الميناء & الرصيف")
    assert [item["title"] for item in feed["items"]] == ["الميناء & الرصيف"]


def test_its_statements(statements):
    section, source = factories.section("اقتصاد"), factories.source("المرفأ")
    index([factories.article(headline=f"الميناء {n}", section=section, source=source) for n in range(30)])
    asked = {
        "الميناء": 4,  # the words' forms, what has them, those stories, what stands around them
        "«الميناء 3»": 4,
        "المبناء مرفوع مجهول": 2,
        "قسم:اقتصاد": 4,
        "الميناء قسم:اقتصاد": 5,
        "الميناء قسم:اقتصاد مصدر:المرفأ": 6,
    }
    for query, most in asked.items():
        assert len(statements(f"/search/feed.rss?q={query}")) == most, query
    photo = f'<figure data-photo="{factories.photo().pk}"></figure>'
    story("الميناء", body=photo, section=section, source=source)
    assert len(statements("/search/feed.rss?q=الميناء قسم:اقتصاد مصدر:المرفأ")) == 7
