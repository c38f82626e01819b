"""What changed between two contents, in the desk's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.text.compare import Kind, Run
from articles.workflow.content import Content, Pick, Signature
from articles.workflow.differences import changed, differences
from tests import factories


def entries(difference):
    return [(item.kind.value, item.value) for item in difference.items]


def test_equal_contents_do_not_differ():
    content = Content(headline="وصلت السفينة", section_id=3, keywords=("ميناء",))
    assert differences(content, content) == ()


def test_a_body_laid_out_anew_and_a_keyword_in_another_spelling_are_no_difference():
    old = Content(body="<p>وصلت</p><ul><li>أ</li></ul>", keywords=("إيران",))
    new = Content(body="<p>وصلت</p>\n\n<ul>\n\t<li>أ</li>\n</ul>\n", keywords=("ایران",))
    assert changed(old, new) == []


def test_texts_are_compared_by_words_and_named_as_on_the_desk():
    (headline,) = differences(Content(headline="وصلت السفينة أمس"), Content(headline="وصلت السفينة اليوم"))
    assert headline.label == "العنوان"
    assert headline.runs == (
        Run(Kind.SAME, "وصلت السفينة"),
        Run(Kind.DELETED, "أمس"),
        Run(Kind.INSERTED, "اليوم"),
    )


@pytest.mark.django_db
def test_everything_that_can_be_edited_is_compared(django_assert_num_queries):
    ports, cities = factories.section("موانئ"), factories.section("مدن")
    one, other = factories.source("الوطن"), factories.source("السفير")
    writer, gone = factories.author("ليلى حداد"), 987_654
    story, photo = factories.article(headline="رافعات جديدة"), factories.photo(alt="رافعات على رصيف")
    old = Content(
        section_id=ports.pk,
        source_id=one.pk,
        lead_photo_id=photo.pk,
        keywords=("ميناء", "سفن", "تجارة"),
        authors=(Signature(writer.pk, "writer"), Signature(gone, "writer")),
        read_also=(Pick(None, "عنوان لم يصل"),),
        similar=(Pick(story.pk, ""),),
    )
    new = Content(
        section_id=cities.pk,
        source_id=other.pk,
        source_url="https://example.com/1",
        expires_at=datetime(2031, 5, 1, 12, tzinfo=UTC),
        body="<p>نص</p>",
        keywords=("تجارة", "ميناء", "رافعات"),
        authors=(Signature(writer.pk, "editor"),),
        similar=(Pick(story.pk, "", banned=True),),
    )
    with django_assert_num_queries(5):
        found = {one.name: one for one in differences(old, new)}
    assert list(found) == [
        *("body", "keywords", "authors", "read_also", "similar"),
        *("section_id", "source_id", "source_url", "lead_photo_id", "expires_at"),
    ]
    assert entries(found["keywords"]) == [
        ("deleted", "سفن"),
        ("same", "تجارة"),
        ("moved", "ميناء"),
        ("inserted", "رافعات"),
    ]
    assert entries(found["authors"]) == [
        ("deleted", "ليلى حداد (كتابة)"),
        ("deleted", f"حُذف (رقمه {gone}) (كتابة)"),
        ("inserted", "ليلى حداد (تحرير)"),
    ]
    assert entries(found["read_also"]) == [("deleted", "عنوان لم يصل")]
    assert entries(found["similar"]) == [("changed", "رافعات جديدة (محجوب)")]
    assert found["section_id"].runs == (Run(Kind.DELETED, "موانئ"), Run(Kind.INSERTED, "مدن"))
    assert found["lead_photo_id"].runs == (Run(Kind.DELETED, "رافعات على رصيف"),)
    assert found["source_url"].runs == (Run(Kind.INSERTED, "https://example.com/1"),)
    assert found["expires_at"].runs[0].text == "الخميس 1 مايو 2031، 15:00 بتوقيت الرياض"
    labels = [one.label for one in found.values()]
    assert labels[:5] == ["النص", "كلمات دلالية", "الكتّاب", "إقرأ أيضاً", "مقالات مشابهة"]
