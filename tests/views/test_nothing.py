"""Pages that have nothing to show: what might have been meant is one click away, and nothing is told."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.django_db


def searches(html: str) -> list[str]:
    """What the links to the search in a page's main part look for."""
    links = re.findall(r'<a href="(/search/\?[^"]*)"', html[html.index("<main") :])
    return [parse_qs(urlsplit(unescape(link)).query)["q"][0] for link in links]


def test_a_page_that_is_not_there_offers_a_search_for_the_words_of_its_address(reader):
    for path in ("/article/999/رصيف-جديد/", "/keyword/رصيف-جديد/", "/قديم/رصيف-جديد.html"):
        response = reader.get(path)
        assert response.status_code == 404
        assert searches(response.content.decode()) == ["رصيف جديد"]


def test_it_offers_none_where_the_address_has_no_words(reader):
    for path in ("/article/999/", "/a/999", "/login"):
        assert searches(reader.get(path).content.decode()) == []


def test_words_that_are_markup_stay_words(reader):
    html = reader.get("/x/رصيف%22%3E%3Cscript%3Ealert(1)&amp=جديد/").content.decode()
    assert "<script>alert" not in html
    assert searches(html) == ["رصيف script alert 1 amp جديد"]


def test_a_withdrawn_story_offers_them_too_and_does_not_say_its_headline(reader, article):
    article.headline, article.slug = "رصيف جديد في الميناء", ""
    article.save()
    path = article.get_absolute_url()
    article.status = "withdrawn"
    article.save()
    response = reader.get(path)
    assert response.status_code == 410
    assert searches(response.content.decode()) == ["رصيف جديد في الميناء"]
    assert "رصيف" not in response.content.decode()
