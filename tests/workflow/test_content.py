"""The content of an article as a plain value: read, kept as JSON, read again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.models import Article
from articles.models.related import Origin
from articles.workflow.content import Content, Pick, Signature
from tests import factories


@pytest.fixture
def full(db: None) -> Article:
    """An article that has everything that can be edited."""
    article = factories.article(
        kicker="موانئ",
        headline="الميناء يستقبل أكبر سفينة في تاريخه",
        short_headline="أكبر سفينة في الميناء",
        body="<p>وصلت السفينة فجر الأحد.</p>",
        source_url="https://example.com/1",
        canonical_url="https://example.com/2",
        lead_photo=factories.photo(),
        expires_at=datetime(2031, 5, 1, 12, tzinfo=UTC),
        keywords=["ميناء", "سفن"],
        authors=[factories.author("ليلى حداد"), factories.author("سالم نصر")],
    )
    other = factories.article(headline="رافعات جديدة")
    factories.related(article, "عنوان لم يصل بعد", "read_also", position=1)
    factories.related(article, other, "read_also", position=0)
    factories.related(article, other, banned=True, origin=Origin.COMPUTED, position=1000)
    factories.related(article, factories.article(), origin=Origin.COMPUTED, position=1000)
    return article


def test_it_has_all_that_editors_edit_and_nothing_computed(full, django_assert_num_queries):
    authors = [byline.author_id for byline in full.bylines.all()]
    other = Article.objects.get(headline="رافعات جديدة").pk
    article = Article.objects.get(pk=full.pk)
    with django_assert_num_queries(3):
        content = Content.of(article)
    assert content.headline == "الميناء يستقبل أكبر سفينة في تاريخه"
    assert content.lead_photo_id == full.lead_photo_id
    assert content.keywords == ("ميناء", "سفن")
    assert content.authors == tuple(Signature(author, "writer") for author in authors)
    assert content.read_also == (Pick(other, ""), Pick(None, "عنوان لم يصل بعد"))
    assert content.similar == (Pick(other, "", banned=True),)


def test_lists_of_a_form_stand_for_the_stored_ones(full, django_assert_num_queries):
    full.headline = "عنوان لم يُحفظ"
    with django_assert_num_queries(0):
        content = Content.of(full, keywords=["سفن"], authors=[], read_also=[], similar=[])
    assert (content.headline, content.keywords, content.authors) == ("عنوان لم يُحفظ", ("سفن",), ())


def test_json_brings_it_back(full):
    content = Content.of(full)
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_json_is_the_same_for_the_same_moment():
    here = datetime(2031, 5, 1, 15, tzinfo=timezone(timedelta(hours=3)))
    there = here.astimezone(UTC)
    assert Content(expires_at=here).to_json() == Content(expires_at=there).to_json()


def test_json_of_other_releases_is_read():
    stored = {"format": 9, "headline": "عنوان", "mood": "غاضب", "authors": [[7, "writer", "ليلى"]]}
    assert Content.from_json(stored) == Content(headline="عنوان", authors=(Signature(7, "writer"),))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", 7),
        ("section_id", "7"),
        ("expires_at", "غدًا"),
        ("keywords", "ميناء"),
        ("authors", [["ليلى", "writer"]]),
        ("authors", [[7]]),
        ("similar", [[7]]),
        ("read_also", 3),
    ],
)
def test_a_value_of_another_kind_is_named(name, value):
    with pytest.raises(ValueError, match=name):
        Content.from_json({name: value})
