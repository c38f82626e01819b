from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.alignment import align
from articles.text.blocks import split_blocks
from articles.text.compare import (
    Kind,
    Paragraph,
    Run,
    Unchanged,
    compare_bodies,
    compare_lists,
    compare_words,
)
from articles.text.sequences import Steps


def shown(runs):
    """Runs as a reader of the test sees them: -deleted-, +inserted+."""
    marks = {Kind.SAME: "", Kind.DELETED: "-", Kind.INSERTED: "+"}
    return " ".join(f"{marks[run.kind]}{run.text}{marks[run.kind]}" for run in runs)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("وصلت السفينة", "وصلت السفينة", "وصلت السفينة"),
        ("", "وصلت السفينة", "+وصلت السفينة+"),
        ("وصلت السفينة", "", "-وصلت السفينة-"),
        ("وصلت السفينة أمس.", "وصلت السفينة اليوم.", "وصلت السفينة -أمس.- +اليوم.+"),
        ("وصلت السفينة إلى الميناء", "وصلت إلى الميناء الجديد", "وصلت -السفينة- إلى الميناء +الجديد+"),
        ("قال احمد", "قال أحمد", "قال -احمد- +أحمد+"),
        ("قال محمد", "قال محمّد", "قال -محمد- +محمّد+"),
        ("وصلت السفينة", "وصلت السفينة،", "وصلت -السفينة- +السفينة،+"),
        ("وصلت   السفينة", "وصلت السفينة", "وصلت السفينة"),
        ("أول\nثان", "أول\nثالث", "أول\n -ثان- +ثالث+"),
        # «في» alone between two sentences that have nothing else in common is no islet of its own.
        (
            "غادر الوفد أمس العاصمة في طائرة خاصة صغيرة بيضاء",
            "اختتمت قمة المناخ أعمالها في مدينة ساحلية كبيرة هادئة",
            "-غادر الوفد أمس العاصمة في طائرة خاصة صغيرة بيضاء-"
            " +اختتمت قمة المناخ أعمالها في مدينة ساحلية كبيرة هادئة+",
        ),
    ],
)
def test_words(old, new, expected):
    assert shown(compare_words(old, new)) == expected


_TEXT = st.lists(st.sampled_from(["في", "من", "وزير", "قال،", "«بيان»", "\n"])).map(" ".join)


@given(_TEXT, _TEXT)
def test_either_text_can_be_read_from_the_comparison(old, new):
    runs = compare_words(old, new)
    for text, other in ((old, Kind.INSERTED), (new, Kind.DELETED)):
        assert " ".join(run.text for run in runs if run.kind != other).split() == text.split()
    assert all(one.kind != other.kind for one, other in pairwise(runs))


LONG = "<p>وصلت السفينة الكبيرة إلى الميناء الشمالي فجر الأحد.</p>"
REWORDED = "<p>وصلت السفينه الكبيرة إلى المرفأ الشمالي فجر الاثنين.</p>"
OTHER = "<p>قال مدير الميناء إن الرافعات الجديدة تعمل ليلًا ونهارًا.</p>"
THIRD = "<p>يضم الميناء ستة أرصفة ومخازن مبردة للفاكهة.</p>"
FOURTH = "<p>تدرس البلدية توسعة الطريق الذي يصل الميناء بالمدينة.</p>"


def kinds(compared):
    return [
        (one.kind.value, one.moved) if isinstance(one, Paragraph) else len(one.paragraphs) for one in compared
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        (LONG + OTHER, LONG + "\n" + OTHER, [2]),
        (LONG + OTHER + THIRD, REWORDED + OTHER + THIRD, [("changed", False), 2]),
        (LONG + OTHER + THIRD, LONG + THIRD, [1, ("deleted", False), 1]),
        (LONG + THIRD, LONG + OTHER + THIRD, [1, ("inserted", False), 1]),
        (LONG + OTHER + THIRD, OTHER + THIRD + LONG, [2, ("moved", True)]),
        (LONG + OTHER + THIRD, OTHER + THIRD + REWORDED, [2, ("changed", True)]),
        (LONG + OTHER + THIRD, LONG + FOURTH + THIRD, [1, ("deleted", False), ("inserted", False), 1]),
        ("<h2>قديم</h2>" + LONG, "<h2>جديد</h2>" + LONG, [("changed", False), 1]),
        ("<hr>" + LONG, LONG, [("deleted", False), 1]),
    ],
)
def test_paragraphs_are_told_apart_before_words(old, new, expected):
    assert kinds(compare_bodies(old, new)) == expected


def test_inside_a_changed_paragraph_words_are_compared():
    (paragraph,) = compare_bodies(LONG, REWORDED)
    assert shown(paragraph.runs) == (
        "وصلت -السفينة- +السفينه+ الكبيرة إلى -الميناء- +المرفأ+ الشمالي فجر -الأحد.- +الاثنين.+"
    )
    assert not paragraph.restyled


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p>انظر <a href="/1">هنا</a></p>', '<p>انظر <a href="/2">هنا</a></p>'),
        ("<p>وصلت السفينة</p>", "<p>وصلت <strong>السفينة</strong></p>"),
        ("<p>وصلت السفينة</p>", "<h2>وصلت السفينة</h2>"),
    ],
)
def test_markup_that_changed_under_the_same_words_is_said(old, new):
    (paragraph,) = compare_bodies(old, new)
    assert paragraph.restyled
    assert {run.kind for run in paragraph.runs} == {Kind.SAME}


def test_an_item_added_to_a_list_is_no_change_of_markup():
    (changed,) = compare_bodies("<ul><li>تفاح أحمر</li></ul>", "<ul><li>تفاح أحمر</li><li>تمر</li></ul>")
    assert (shown(changed.runs), changed.restyled) == ("تفاح أحمر +\nتمر+", False)


def test_unchanged_paragraphs_keep_their_text():
    compared = compare_bodies(LONG + OTHER, LONG + OTHER + THIRD)
    assert compared == (
        Unchanged(
            (
                "وصلت السفينة الكبيرة إلى الميناء الشمالي فجر الأحد.",
                "قال مدير الميناء إن الرافعات الجديدة تعمل ليلًا ونهارًا.",
            )
        ),
        Paragraph(Kind.INSERTED, "p", (Run(Kind.INSERTED, "يضم الميناء ستة أرصفة ومخازن مبردة للفاكهة."),)),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("ا ب ج", "ا ب ج", "ا ب ج"),
        ("ا ب ج", "ا ج", "ا -ب ج"),
        ("ا ج", "ا ب ج", "ا +ب ج"),
        ("ا ب ج", "ب ج ا", "ب ج ~ا"),
        ("ا ب", "ج د", "-ا -ب +ج +د"),
    ],
)
def test_lists(old, new, expected):
    marks = {Kind.SAME: "", Kind.DELETED: "-", Kind.INSERTED: "+", Kind.MOVED: "~"}
    items = compare_lists(old.split(), new.split())
    assert " ".join(marks[item.kind] + item.value for item in items) == expected


def test_an_entry_of_a_list_may_change():
    (item,) = compare_lists([("ا", 1)], [("ا", 2)], key=lambda entry: entry[0])
    assert (item.kind, item.value, item.before) == (Kind.CHANGED, ("ا", 2), ("ا", 1))


def _body(random, paragraphs, words):
    return [
        "<p>" + " ".join(f"كلمة{random.randrange(words)}" for _ in range(60)) + "</p>\n"
        for _ in range(paragraphs)
    ]


@pytest.mark.parametrize("words", [5, 3000])
def test_work_on_two_megabytes_is_bounded_whatever_changed(words):
    random = Random(words)
    old, new = _body(random, 3000, words), _body(random, 3000, words)
    steps = Steps()
    compare_bodies("".join(old), "".join(new), steps)
    assert steps.left >= 0


def test_work_grows_with_the_length_of_the_texts():
    def cost(paragraphs):
        random = Random(1)
        old = _body(random, paragraphs, 3000)
        new = [text.replace("كلمة", "لفظة", 3) for text in old]
        steps = Steps()
        compared = compare_bodies("".join(old), "".join(new), steps)
        assert len(compared) == paragraphs
        return Steps().left - steps.left

    assert cost(800) < 5 * cost(200)


def test_reworded_paragraphs_find_each_other_in_a_crowd():
    random = Random(5)
    old = _body(random, 400, 3000)
    new = [text.replace("كلمة12", "لفظة12") for text in old]
    moved = new[300:] + new[:300]
    pairs = align(split_blocks("".join(old)), split_blocks("".join(moved)))
    assert pairs == [(place, (place + 100) % 400) for place in range(400)]
