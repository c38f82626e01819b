"""Footnotes of a story on its page and in feeds."""

from __future__ import annotations

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
BODY = (
    '<p>بُني الرصيف<sup data-note="">سجل <a href="/a/1" rel="noopener">البلدية</a>، <em>1932</em>.</sup>'
    ' ثم وُسّع<sup data-note="">بقرار 3-2.</sup>.</p>'
)


def test_each_number_leads_to_its_note_and_the_note_back(reader):
    page = reader.get(factories.article(body=BODY).get_absolute_url()).content.decode()
    ids = set(re.findall(r' id="([^"]+)"', page))
    links = re.findall(r'href="#(note-[^"]+)"', page)
    assert links == ["note-1", "note-2", "note-1-ref", "note-2-ref"]
    assert set(links) <= ids
    assert page.index("ثم وُسّع") < page.index("حواشٍ") < page.index("، <em>1932</em>.")
    assert 'بقرار <bdi dir="ltr">3-2</bdi>.' in page


def test_a_story_without_notes_has_no_list_of_them(reader, article):
    assert "حواشٍ" not in reader.get(article.get_absolute_url()).content.decode()


def test_in_a_feed_numbers_lead_to_the_page_and_the_notes_are_there(reader):
    factories.article(body=BODY)
    item = reader.get("/feed.json").json()["items"][0]
    assert f'<a href="{item["url"]}#note-1"' in item["content_html"]
    assert '<li>سجل <a href="http://testserver/a/1" rel="noopener">البلدية</a>' in item["content_html"]


def test_an_excerpt_has_notes_between_brackets(reader):
    source = factories.source(permits="excerpt", excerpt_words=12)
    page = reader.get(factories.article(body=BODY, source=source).get_absolute_url()).content.decode()
    assert "بُني الرصيف (سجل" in page
    assert "حواشٍ" not in page
