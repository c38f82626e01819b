"""The list of all feeds, which feed readers take in at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from articles.seo.named import KEYWORD_STORIES
from articles.views import feeds as views
from tests import factories

pytestmark = pytest.mark.django_db


def listed(reader: Any) -> list[str]:
    """The names of the feeds in it, in its order; each leads to a feed and to a page."""
    root = ET.fromstring(reader.get("/feeds.opml").content)
    outlines = [one for one in root.iter("outline") if one.get("xmlUrl")]
    for one in outlines:
        for address in (one.attrib["xmlUrl"], one.attrib["htmlUrl"]):
            assert reader.get(address.removeprefix("http://testserver")).status_code == 200
    addresses = [one.attrib["xmlUrl"] for one in outlines]
    assert len(addresses) == len(set(addresses))
    return [one.attrib["text"] for one in outlines]


def test_every_feed_that_has_a_page_of_its_own_is_in_it(reader):
    economy = factories.section("اقتصاد")
    factories.section("طاقة", parent=economy)
    factories.source("المرفأ")
    leila, _silent = factories.author("ليلى"), factories.author("سعاد")
    for n in range(KEYWORD_STORIES):
        rare = ["نادرة"] if n else []
        factories.article(keywords=["السفن & البحر", *rare], authors=[leila])
    assert listed(reader) == ["السدرة", "التصويبات", "اقتصاد", "طاقة", "المرفأ", "ليلى", "السفن & البحر"]


def test_a_new_newsroom_has_few(reader):
    assert listed(reader) == ["السدرة", "التصويبات"]


def test_of_very_many_the_newest_are_in_it(reader, monkeypatch):
    monkeypatch.setattr(views, "LISTED", 2)
    factories.section("اقتصاد"), factories.source("المرفأ")
    now = timezone.now()
    for n, name in enumerate(("ليلى", "هدى", "آمنة")):
        factories.article(authors=[factories.author(name)], published_at=now - timedelta(days=3 - n))
    assert listed(reader)[4:] == ["آمنة", "هدى"]


def test_it_is_made_anew_when_a_story_appears(reader):
    assert {"feeds", "search"} <= set(reader.get("/feeds.opml")["Surrogate-Key"].split())
