"""The page of a reader's choices, and what pages give to the script that applies them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


def test_it_is_a_public_page_that_nothing_but_its_surroundings_changes(reader, desk, statements):
    response = reader.get("/choices/?theme=dark")
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Tag"] == "all"
    assert response.content == desk.get("/choices/").content
    assert len(statements("/choices/")) == 1


def test_every_page_leads_to_it(reader, article):
    for path in (
        "/",
        article.get_absolute_url(),
        article.section.get_absolute_url(),
        "/search/",
        "/nothing/",
    ):
        assert 'href="/choices/" data-choices' in reader.get(path).content.decode(), path


def test_what_the_form_offers_is_what_the_script_takes(reader, settings):
    """A value that the script does not know would be forgotten with the next page."""
    page = reader.get("/choices/").content.decode()
    offered: dict[str, set[str]] = {}
    for name, value in re.findall(r'<input type="radio" name="([a-z]+)" value="([a-z]*)">', page):
        offered.setdefault(name, set()).add(value)
    script = (settings.BASE_DIR / "static/js/reading.js").read_text()
    taken = dict(re.findall(r"^    ([a-z]+): \[(.*)\],$", script, re.MULTILINE))
    assert {name: {"", *re.findall('"([a-z]+)"', values)} for name, values in taken.items()} == offered


def test_months_of_the_arab_world_are_no_choice_in_english(reader, settings):
    settings.LANGUAGE_CODE = "en"
    assert 'name="months"' not in reader.get("/choices/").content.decode()


def test_the_time_line_gives_moments_to_count_from_and_the_rest_does_not(reader):
    at = timezone.now() - timedelta(hours=2)
    story = factories.article(published_at=at, significant_update_at=at + timedelta(hours=1))
    page = reader.get(story.get_absolute_url()).content.decode()
    assert len(re.findall(r"<time [^>]*data-ago", page)) == 2
    assert "data-ago" not in reader.get("/").content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (0, "يُقرأ في دقيقة<"),
        (360, "يُقرأ في دقيقتين<"),
        (540, "يُقرأ في 3 دقائق<"),
        (1980, "يُقرأ في 11 دقيقة<"),
    ],
)
def test_how_long_it_takes_to_read_is_counted_as_arabic_counts(reader, words, said):
    story = factories.article(body=f"<p>{'كلمة ' * words}</p>", lede="")
    assert said in reader.get(story.get_absolute_url()).content.decode()
