"""The page of a keyword."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleKeyword
from tests import factories

pytestmark = pytest.mark.django_db


def related(html: str) -> list[str]:
    part = re.search(r'<section class="page-related".*?</section>', html, re.DOTALL)
    return re.findall(r"<li><a[^>]*>([^<]*)</a>", part[0]) if part else []


def test_it_shows_picture_introduction_spellings_and_what_stands_with_it(reader, statements):
    keyword = factories.keyword("الميناء", introduction="ميناء المدينة.", photo=factories.photo())
    keyword.add_spelling("المرفأ")
    for others in (["السفن", "التجارة"], ["السفن"], ["التجارة", "السفن"], ["مرة واحدة"]):
        factories.article(keywords=["الميناء", *others])
    factories.article(keywords=["الميناء", "مسودات"], status="draft")
    factories.article(keywords=["الميناء", "مسودات"], status="draft")
    response = reader.get(keyword.get_absolute_url())
    html = response.content.decode()
    assert related(html) == ["السفن", "التجارة"]
    for shown in ("ميناء المدينة.", "المرفأ", keyword.photo.picture.url, "مريم الكندي", 'name="description"'):
        assert shown in html
    ships = ArticleKeyword.objects.filter(tag__name="السفن").first()
    assert {f"photo-{keyword.photo.pk}", f"keyword-{ships.tag_id}"} <= set(response["Cache-Tag"].split(","))
    assert len(statements(keyword.get_absolute_url())) <= 8


def test_alone_it_shows_nothing_beside_itself(reader):
    keyword = factories.keyword("وحيدة")
    factories.article(keywords=["وحيدة"])
    html = reader.get(keyword.get_absolute_url()).content.decode()
    assert "page-related" not in html
    assert "page-picture" not in html


def test_only_the_newest_stories_say_what_stands_with_it(reader, monkeypatch):
    monkeypatch.setattr("articles.authority.related.NEWEST", 2)
    keyword, now = factories.keyword("الميناء"), timezone.now()
    for hours, other in enumerate(("جديدة", "جديدة", "قديمة", "قديمة", "قديمة"), 1):
        factories.article(keywords=["الميناء", other], published_at=now - timedelta(hours=hours))
    assert related(reader.get(keyword.get_absolute_url()).content.decode()) == ["جديدة"]


def test_an_unknown_address_is_not_found(reader):
    assert reader.get("/keyword/لا-شيء/").status_code == 404
    assert reader.get("/keyword/" + "ط" * 300 + "/").status_code == 404
