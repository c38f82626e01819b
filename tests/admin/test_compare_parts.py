"""The parts of templates that print comparisons and conflicts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from articles.workflow.content import Content, Pick
from articles.workflow.differences import differences
from articles.workflow.merging import merge

OLD = Content(
    headline="وصلت السفينة أمس",
    body="<p>الفقرة الأولى هنا.</p><hr><p>والفقرة الثانية بعدها.</p><p>ثالثة لم يلمسها أحد.</p>",
    keywords=("ميناء", "سفن"),
    read_also=(Pick(None, "رافعات جديدة"),),
)
NEW = replace(
    OLD,
    headline="وصلت السفينة <b>اليوم</b>",
    body="<p>الفقرة الأولى صارت هنا.</p><p>ثالثة لم يلمسها أحد.</p><h2>عنوان جديد</h2>",
    keywords=("سفن", "تجارة"),
    read_also=(Pick(None, "رافعات جديدة", banned=True),),
)


def printed(html: str) -> str:
    return " ".join(re.sub(r"<(?!/?(?:ins|del)\b)[^>]*>", " ", html).split())


@pytest.mark.parametrize("columns", [False, True])
def test_a_comparison_says_what_came_and_what_went(columns):
    html = render_to_string(
        "admin/articles/parts/differences.html",
        {"differences": differences(OLD, NEW), "columns": columns, "old_name": "1", "new_name": "2"},
    )
    text = printed(html)
    assert "<del> حُذف: أمس</del>" in text
    assert "<ins> أُضيف: &lt;b&gt;اليوم&lt;/b&gt;</ins>" in text
    assert "<b>" not in html
    for said in ("فقرة محذوفة", "فقرة جديدة", "فقرات لم تتغير: 1", "خط فاصل", "كلمات دلالية", "(محجوب)"):
        assert said in text
    assert text.count("صارت") == 1
    assert text.count("الفقرة الأولى") == (2 if columns else 1)


def test_no_difference_is_said():
    assert "لا فرق" in render_to_string("admin/articles/parts/differences.html", {"differences": ()})


def test_a_conflict_shows_both_texts_with_a_choice_for_each_place():
    mine = replace(OLD, headline="وصلت الباخرة أمس", body=OLD.body.replace("<p>الفقرة الأولى هنا.</p>", ""))
    theirs = replace(OLD, headline="غادرت السفينة أمس", body=OLD.body.replace("الأولى هنا", "الأولى هناك"))
    merged = merge(OLD, mine, theirs)
    headline, paragraph = merged.clashes
    asked = merged.asked({headline.key: "theirs"})
    html = render_to_string("admin/articles/parts/clashes.html", {"asked": asked, "who": "ليلى <حداد>"})
    radios = re.findall(r'<input type="radio" name="([^"]+)" value="(\w+)" required( checked)?', html)
    assert radios == [
        (headline.key, "mine", ""),
        (headline.key, "theirs", " checked"),
        (headline.key, "both", ""),
        (paragraph.key, "mine", ""),
        (paragraph.key, "theirs", ""),
    ]
    assert "نص ليلى &lt;حداد&gt;" in html
    assert "حُذفت الفقرة" in html
    assert len(set(re.findall(r'\bid="([^"]+)"', html))) == len(re.findall(r'\bid="', html))
