"""The page that a content would make, without a form and without saving."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.preview.story import story_with
from articles.workflow.content import Content, Pick, Signature
from tests import factories

pytestmark = pytest.mark.django_db


def everything() -> Content:
    """A content with something in every list."""
    return Content(
        headline="خبر يُكتب",
        section_id=factories.section().pk,
        source_id=factories.source().pk,
        lead_photo_id=factories.photo().pk,
        keywords=("ميناء", "كلمة جديدة", "مِيناء"),
        authors=(Signature(factories.author("ليلى").pk, "writer"),),
        read_also=(Pick(factories.article(headline="مختار").pk, ""), Pick(None, "لم يصل")),
        similar=(Pick(factories.article(headline="محجوب").pk, "", banned=True),),
    )


def test_it_costs_little_and_stores_nothing(article):
    content = everything()
    for of, most in ((article, 9), (Article(), 6)):
        with CaptureQueriesContext(connection) as queries:
            story = story_with(of, content)
        assert len(queries) <= most
        assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)
        assert [name.name for name in story.keywords] == ["مِيناء", "كلمة جديدة"]
        assert [name.name for name in story.authors] == ["ليلى"]
        assert [row.story.headline if row.story else row.title for row in story.related] == [
            "مختار",
            "لم يصل",
        ]
        assert story.article.headline == "خبر يُكتب"
        assert of.headline != "خبر يُكتب"


def test_what_a_content_names_may_be_gone(article):
    content = Content(
        headline="",
        section_id=999_999,
        source_id=999_999,
        lead_photo_id=999_999,
        authors=(Signature(999_999, "writer"),),
        read_also=(Pick(999_999, ""),),
    )
    story = story_with(article, content)
    assert [story.article.headline, story.article.section.name, story.article.source.name] == [
        "بلا عنوان بعد",
        "بلا قسم بعد",
        "بلا مصدر بعد",
    ]
    assert (story.article.lead_photo, story.authors, story.related) == (None, [], [])
    article.refresh_from_db()
    assert article.headline


def test_nothing_is_in_both_lists_and_a_story_is_not_in_its_own(article):
    other = factories.article(headline="آخر")
    picks = (Pick(other.pk, ""), Pick(article.pk, ""))
    story = story_with(article, Content(headline="خبر", read_also=picks, similar=picks))
    assert [(row.kind, row.story and row.story.pk) for row in story.related] == [("read_also", other.pk)]
