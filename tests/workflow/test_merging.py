"""A save on top of somebody else's: merged where it can be, asked where it cannot, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.text.compare import Kind, Run
from articles.workflow.content import Content, Pick, Signature
from articles.workflow.merging import BOTH, MINE, THEIRS, Unsettled, merge, report
from tests import factories

BASE = Content(
    headline="وصلت السفينة أمس",
    lede="مقدمة.",
    body="<p>الفقرة الأولى هنا.</p>\n<p>والثانية بعدها.</p>",
    section_id=1,
    keywords=("ميناء", "سفن"),
    authors=(Signature(1, "writer"),),
    read_also=(Pick(None, "رافعات جديدة"), Pick(7, "")),
)


def test_different_fields_paragraphs_and_entries_are_merged():
    mine = replace(
        BASE,
        headline="وصلت السفينة اليوم",
        body=BASE.body.replace("الأولى", "الأولى والأخيرة"),
        keywords=("ميناء", "سفن", "تجارة"),
        authors=(Signature(1, "writer"), Signature(2, "photographer")),
    )
    theirs = replace(
        BASE,
        section_id=2,
        body=BASE.body.replace("بعدها", "تليها"),
        keywords=("سفن",),
        read_also=(Pick(7, ""), Pick(None, "رافعات جديدة")),
    )
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == ()
    content = merged.settled()
    assert content == replace(
        mine,
        section_id=2,
        body="<p>الفقرة الأولى والأخيرة هنا.</p>\n<p>والثانية تليها.</p>",
        keywords=("سفن", "تجارة"),
        read_also=theirs.read_also,
    )
    assert report(merged, content, "ليلى") == [
        "دُمج نصك مع ما حفظه ليلى بعد أن فتحت الخبر: «النص»، «كلمات دلالية»، «إقرأ أيضاً»، «القسم»."
    ]


@pytest.mark.parametrize(
    "edited",
    [
        replace(BASE, headline="عنوان", keywords=(), read_also=(Pick(7, "", banned=True),)),
        replace(BASE, body="<p>نص جديد كله.</p>", authors=(), section_id=None),
    ],
)
def test_where_one_changed_nothing_the_other_stands(edited):
    for three in ((BASE, edited, BASE), (BASE, BASE, edited), (BASE, edited, edited)):
        assert merge(*three).settled() == edited


def test_who_changed_nothing_is_told_nothing_of_a_new_layout():
    mine = replace(BASE, body=BASE.body.replace("\n", "\n\n"))
    merged = merge(BASE, mine, BASE)
    assert report(merged, merged.settled(), "ليلى") == []


def test_a_clash_shows_both_and_goes_the_way_that_is_chosen():
    mine, theirs = replace(BASE, headline="وصلت السفينة اليوم"), replace(BASE, headline="وصلت الباخرة أمس")
    merged = merge(BASE, mine, theirs)
    (clash,) = merged.clashes
    assert (clash.label, clash.ways) == ("العنوان", (MINE, THEIRS, BOTH))
    assert clash.mine.runs == (
        Run(Kind.SAME, "وصلت السفينة"),
        Run(Kind.DELETED, "أمس"),
        Run(Kind.INSERTED, "اليوم"),
    )
    assert clash.theirs.runs[1:3] == (Run(Kind.DELETED, "السفينة"), Run(Kind.INSERTED, "الباخرة"))
    headlines = {way: merged.settled({clash.key: way}).headline for way in clash.ways}
    assert headlines == {
        MINE: "وصلت السفينة اليوم",
        THEIRS: "وصلت الباخرة أمس",
        BOTH: "وصلت الباخرة أمس وصلت السفينة اليوم",
    }


def test_a_choice_that_fits_is_remembered_beside_its_clash():
    merged = merge(BASE, replace(BASE, headline="ا", lede="ا"), replace(BASE, headline="ب", lede="ب"))
    headline, lede = merged.clashes
    asked = merged.asked({headline.key: THEIRS, lede.key: "nobody's"})
    assert asked == ((headline, THEIRS), (lede, ""))


@pytest.mark.parametrize("choices", [{}, {"clash-headline-000000000000": MINE}, None])
def test_nothing_is_settled_without_a_choice_made_of_these_texts(choices):
    merged = merge(BASE, replace(BASE, headline="ا"), replace(BASE, headline="ب"))
    with pytest.raises(Unsettled) as unsettled:
        merged.settled(choices)
    assert unsettled.value.clashes == merged.clashes


@pytest.mark.django_db
def test_a_choice_of_no_known_way_settles_nothing():
    merged = merge(BASE, replace(BASE, section_id=2), replace(BASE, section_id=3))
    (clash,) = merged.clashes
    assert clash.ways == (MINE, THEIRS)
    with pytest.raises(Unsettled):
        merged.settled({clash.key: BOTH})


@pytest.mark.django_db
def test_what_a_value_points_to_is_named(django_assert_num_queries):
    one, two, three = (factories.section(name) for name in ("موانئ", "مدن", "بحار"))
    with django_assert_num_queries(1):
        merged = merge(*(Content(section_id=section.pk) for section in (one, two, three)))
    (clash,) = merged.clashes
    assert clash.mine.runs == (Run(Kind.DELETED, "موانئ"), Run(Kind.INSERTED, "مدن"))
    assert merged.settled({clash.key: THEIRS}).section_id == three.pk


def test_paragraphs_that_both_changed_are_chosen_one_by_one():
    mine = replace(BASE, body="<p>الفقرة الأولى لي.</p>\n<p>والثانية لي بعدها.</p>")
    theirs = replace(BASE, body="<p>الفقرة الأولى لهم.</p>\n<p>والثانية لهم بعدها.</p>")
    merged = merge(BASE, mine, theirs)
    first, second = merged.clashes
    assert first.key != second.key
    content = merged.settled({first.key: BOTH, second.key: MINE})
    assert content.body == "<p>الفقرة الأولى لهم.</p>\n<p>الفقرة الأولى لي.</p>\n<p>والثانية لي بعدها.</p>"


def test_a_paragraph_deleted_here_and_changed_there_is_asked():
    mine = replace(BASE, body="<p>والثانية بعدها.</p>")
    theirs = replace(BASE, body=BASE.body.replace("الأولى", "الأولى لهم"))
    (clash,) = merge(BASE, mine, theirs).clashes
    assert (clash.mine.gone, clash.theirs.gone, clash.ways) == (True, False, (MINE, THEIRS))
    assert [run.kind for run in clash.mine.runs] == [Kind.DELETED]


def test_markup_that_one_changed_under_the_others_words_is_asked_and_said():
    mine = replace(BASE, body=BASE.body.replace("الأولى", "<strong>الأولى</strong>"))
    theirs = replace(BASE, body=BASE.body.replace("الأولى", "الأولى لهم"))
    (clash,) = merge(BASE, mine, theirs).clashes
    assert (clash.mine.restyled, clash.theirs.restyled) == (True, False)
    assert clash.was == "الفقرة الأولى هنا."


def test_the_same_clash_twice_is_two_places():
    base = Content(body="<ul><li>تمر</li></ul><p>فاصل بين القائمتين</p><ul><li>تمر</li></ul>")
    mine, theirs = (replace(base, body=base.body.replace("تمر", word)) for word in ("عجوة", "رطب"))
    merged = merge(base, mine, theirs)
    first, second = merged.clashes
    body = merged.settled({first.key: MINE, second.key: THEIRS}).body
    assert body == "<ul><li>عجوة</li></ul><p>فاصل بين القائمتين</p><ul><li>رطب</li></ul>"


def test_both_is_not_offered_where_the_field_would_overflow():
    merged = merge(BASE, replace(BASE, kicker="ا" * 50), replace(BASE, kicker="ب" * 50))
    assert merged.clashes[0].ways == (MINE, THEIRS)


def test_a_title_whose_article_arrived_meanwhile_is_nobodys_edit():
    arrived = replace(BASE, read_also=(Pick(9, "رافعات جديدة"), Pick(7, "")))
    mine = replace(BASE, read_also=(Pick(7, ""), Pick(None, "رافعات جديدة"), Pick(9, "")))
    assert merge(BASE, BASE, arrived).settled().read_also == arrived.read_also
    assert [pick.article for pick in merge(BASE, mine, arrived).settled().read_also] == [7, 9]


def test_a_ban_and_its_lifting_reach_the_merged_list():
    banned = replace(BASE, read_also=(Pick(7, "", banned=True),))
    assert merge(BASE, banned, BASE).settled().read_also == (Pick(7, "", banned=True),)
    assert merge(banned, BASE, banned).settled().read_also == BASE.read_also
    empty = replace(BASE, read_also=())
    both = merge(
        empty, replace(empty, read_also=(Pick(7, ""),)), replace(empty, read_also=(Pick(7, "", banned=True),))
    )
    assert both.settled().read_also == (Pick(7, "", banned=True),)


def test_the_editor_is_told_what_was_decided():
    mine = replace(BASE, body="<p>أضفت أنا.</p>" + BASE.body)
    theirs = replace(BASE, body="<p>وأضافوا هم شيئًا آخر تمامًا.</p>" + BASE.body)
    merged = merge(BASE, mine, theirs)
    assert report(merged, merged.settled(), "ليلى")[1:] == [
        "في «النص»: أضفتما في الموضع نفسه، فجاءت إضافة ليلى ثم إضافتك."
    ]
