"""A feed that a subscriber puts together, and the page where that is done."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles.authority.acts import merge
from articles.models import Keyword
from tests import factories
from tests.feeds.rules import faults_of_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom() -> dict[str, Any]:
    """A story of each: a section, its child, another section, a keyword, a source."""
    economy, sport = factories.section("اقتصاد"), factories.section("رياضة")
    energy = factories.section("طاقة", parent=economy)
    paper, agency = factories.source("المرفأ"), factories.source("سهيل")
    now = timezone.now()
    told = {
        "economy": {"section": economy, "source": paper},
        "energy": {"section": energy, "source": paper},
        "sport": {"section": sport, "source": paper},
        "ships": {"section": sport, "source": paper, "keywords": ["السفن"]},
        "agency": {"section": sport, "source": agency},
        "both": {"section": economy, "source": agency, "keywords": ["السفن"]},
    }
    for n, (headline, fields) in enumerate(told.items()):
        factories.article(headline=headline, published_at=now - timedelta(hours=n), **fields)
    return {"economy": economy, "sport": sport, "agency": agency, "paper": paper}


def headlines(reader: Any, asked: str) -> list[str]:
    response = reader.get(f"/feeds/mix.json?{asked}")
    assert response.status_code == 200
    assert faults_of_json(response.content) == []
    return [item["title"] for item in json.loads(response.content)["items"]]


def test_any_of_what_was_chosen_newest_first_each_once(reader, newsroom):
    assert headlines(reader, "sections=اقتصاد") == ["economy", "energy", "both"]
    assert headlines(reader, "keywords=السفن") == ["ships", "both"]
    assert headlines(reader, "sources=سهيل&keywords=السفن") == ["ships", "agency", "both"]
    assert headlines(reader, "sections=اقتصاد,رياضة&sources=سهيل") == [
        *("economy", "energy", "sport", "ships", "agency", "both"),
    ]


def test_without_what_was_left_out(reader, newsroom):
    assert headlines(reader, "sections=اقتصاد,رياضة&without_keywords=السفن") == [
        *("economy", "energy", "sport", "agency"),
    ]
    assert headlines(reader, "sources=المرفأ&without_sections=اقتصاد") == ["sport", "ships"]
    assert headlines(reader, "keywords=السفن&without_sources=سهيل") == ["ships"]


def test_a_merged_keyword_is_found_under_its_old_address(reader, newsroom):
    old = factories.keyword("سفن الشحن")
    merge(keep=Keyword.objects.get(name="السفن"), gone=old, by=factories.user(is_superuser=True))
    assert headlines(reader, f"keywords={old.slug}") == ["ships", "both"]


def test_a_renamed_section_is_found_under_its_old_address_with_its_children(reader, newsroom):
    economy = newsroom["economy"]
    economy.slug = "مال"
    economy.save()
    assert headlines(reader, "sections=اقتصاد") == ["economy", "energy", "both"]
    assert headlines(reader, "sources=المرفأ&without_sections=اقتصاد") == ["sport", "ships"]
    assert headlines(reader, "sections=اقتصاد,مال") == ["economy", "energy", "both"]


def test_a_new_section_at_an_old_address_comes_before_the_one_that_had_it(reader, newsroom):
    economy = newsroom["economy"]
    economy.slug = "مال"
    economy.save()
    factories.article(headline="new", section=factories.section("اقتصاد جديد", slug="اقتصاد"))
    assert headlines(reader, "sections=اقتصاد") == ["new"]
    assert headlines(reader, "sections=مال") == ["economy", "energy", "both"]


def test_the_whole_site_without_some(reader, newsroom, statements):
    assert headlines(reader, "without_sections=اقتصاد") == ["sport", "ships", "agency"]
    assert headlines(reader, "without_keywords=السفن&without_sources=سهيل") == ["economy", "energy", "sport"]
    assert json.loads(reader.get("/feeds/mix.json?without_sections=رياضة").content)["title"] == (
        "كل الأخبار ما عدا: رياضة · السدرة"
    )
    # What was left out is no longer there: nothing is left out
    assert len(headlines(reader, "without_sections=لا-شيء")) == 6
    assert len(statements("/feeds/mix.atom?without_sections=اقتصاد")) == 3


def test_the_whole_site_without_some_is_told_of_what_appears(reader, newsroom):
    response = reader.get("/feeds/mix.rss?without_sections=اقتصاد")
    assert {"site-new", "site-told"} <= set(response["Surrogate-Key"].split())


def test_what_is_not_there_is_no_part_of_it(reader, newsroom):
    assert headlines(reader, "keywords=السفن,لا-شيء&sections=لا-شيء") == ["ships", "both"]
    gone = "sections=لا-شيء&without_sections=رياضة"
    for asked in ("", "sections=", "sections=لا-شيء", gone, "keywords=,,%00", "without_keywords=,"):
        assert reader.get(f"/feeds/mix.rss?{asked}").status_code == 404, asked


def test_five_hundred_choices_are_refused_with_a_word(reader, newsroom):
    for address in ("/feeds/mix.rss", "/feeds/"):
        response = reader.get(f"{address}?keywords={','.join(f'ك{n}' for n in range(500))}")
        assert response.status_code == 400
        assert "50" in response.content.decode()


def test_pages_of_a_mix(reader, newsroom):
    now = timezone.now()
    made = [
        factories.article(
            section=newsroom["sport"], keywords=["السفن"], published_at=now - timedelta(days=1, hours=n)
        )
        for n in range(30)
    ]
    address, seen = "/feeds/mix.json?sections=رياضة&keywords=السفن", []
    while address:
        feed = json.loads(reader.get(address).content)
        seen += [item["title"] for item in feed["items"]]
        address = feed.get("next_url", "").removeprefix("http://testserver")
    assert seen == ["sport", "ships", "agency", "both", *(article.headline for article in made)]


def test_three_statements_however_many_choices(reader, newsroom, statements):
    for asked in ("sections=اقتصاد", "sections=اقتصاد,رياضة&keywords=السفن&sources=سهيل&without_keywords=لا"):
        reader.get(f"/feeds/mix.atom?{asked}")
        assert len(statements(f"/feeds/mix.atom?{asked}")) == 3


def test_the_page_lists_all_and_gives_the_address_of_a_mix(reader, newsroom):
    page = reader.get("/feeds/").content.decode()
    assert 'href="/feed.atom"' in page
    assert f'href="{newsroom["sport"].get_absolute_url()}feed.json"' in page
    sent = "sections=اقتصاد&sections=رياضة&keywords=السُّفُن&text=summary&digits=&sources="
    made = reader.get(f"/feeds/make/?{sent}")
    assert made.status_code == 302
    described = made["Location"]
    page = reader.get(described).content.decode()
    feed = f"/feeds/mix.rss?{described.split('?')[1].removesuffix('#made').replace('&', '&amp;')}"
    assert f'href="http://testserver{feed}"' in page
    assert quote("اقتصاد,رياضة", safe="") in feed
    assert page.count("checked") == 2 + 1 + 1  # two sections, summaries, digits as written


def test_a_keyword_that_we_do_not_have_is_said_and_nothing_is_made(reader, newsroom):
    before = Keyword.objects.count()
    response = reader.get("/feeds/make/?keywords=زلازل، السفن&sections=رياضة")
    assert response.status_code == 400
    page = response.content.decode()
    assert "«زلازل»" in page
    assert 'value="السفن"' in page
    assert Keyword.objects.count() == before


def test_exclusions_alone_make_an_address_too(reader, newsroom):
    made = reader.get("/feeds/make/?without_sections=رياضة&text=&digits=")
    page = reader.get(made["Location"]).content.decode()
    assert 'id="made"' in page
    assert "كل الأخبار ما عدا: رياضة" in page
    address = re.search(r'href="http://testserver(/feeds/mix\.json[^"]*)"', page)
    assert reader.get(unescape(address[1])).status_code == 200


@pytest.mark.parametrize("asked", ["text=bogus", "digits=hex", "text=full&digits=arab,latn"])
def test_an_option_that_no_feed_has_is_said_where_it_is_made(reader, newsroom, asked):
    response = reader.get(f"/feeds/make/?sections=رياضة&{asked}")
    assert response.status_code == 400
    page = response.content.decode()
    assert 'role="alert"' in page
    assert 'value="رياضة" checked' in page
    # An address that no page of ours wrote
    assert reader.get(f"/feeds/?sections=رياضة&{asked}").status_code == 404
    assert reader.get(f"/feeds/mix.rss?sections=رياضة&{asked}").status_code == 404


def test_nothing_that_we_have_is_said_and_no_address_is_given(reader, newsroom):
    response = reader.get(reader.get("/feeds/make/?sections=لا-شيء")["Location"])
    assert response.status_code == 404
    page = response.content.decode()
    assert 'role="alert"' in page
    assert 'id="made"' not in page
    assert 'role="alert"' not in reader.get("/feeds/?text=summary").content.decode()
