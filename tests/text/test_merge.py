"""Two people changed one text: what is merged by itself, what is a conflict, and that no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import join_blocks
from articles.text.html import clean_html
from articles.text.merge import Conflict, Told, merge_bodies, merge_lists, merge_values
from articles.text.sequences import Steps


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("ا", "ا", "ا", "ا"),
        ("ا", "ب", "ا", "ب"),
        ("ا", "ا", "ب", "ب"),
        ("ا", "ب", "ب", "ب"),
        ("ا", "ب", "ج", Conflict("ا", "ب", "ج")),
        ("ا", "", "ج", Conflict("ا", "", "ج")),
        (None, 3, None, 3),
    ],
)
def test_values(base, mine, theirs, merged):
    assert merge_values(base, mine, theirs) == merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged", "told"),
    [
        ("ا ب ج", "ا ب ج", "ا ب ج", "ا ب ج", set()),
        ("ا ب ج", "ا ب ج د", "ا ج", "ا ج د", set()),
        ("ا ب ج", "ا س ب ج", "ا ب ج ص", "ا س ب ج ص", set()),
        ("ا ب ج", "ج ا ب", "ا ب ج د", "ج د ا ب", set()),
        ("ا ب ج", "ا ب ج د", "ج ا ب", "ج د ا ب", set()),
        ("ا", "ا س", "ا ص", "ا ص س", {Told.BOTH_ADDED}),
        ("ا", "س ا", "ص ا", "ص س ا", {Told.BOTH_ADDED}),
        ("", "س ص", "ص ع", "س ص ع", set()),
        ("ا", "ا س", "ا س", "ا س", set()),
        ("ا ب ج", "ب ا ج", "ا ج ب", "ا ج ب", {Told.BOTH_MOVED}),
        ("ا ب ج", "ب ا ج", "ب ا ج", "ب ا ج", set()),
        ("ا ب", "", "ا ب ج", "ج", set()),
        ("ا ب", "ا س ب", "", "س", set()),
    ],
)
def test_lists(base, mine, theirs, merged, told):
    found = merge_lists(base.split(), mine.split(), theirs.split())
    assert (" ".join(found.items), found.told) == (merged, told)


def test_entries_with_one_key_are_one_entry():
    base, banned, named = [("ا", 1)], [("ا", 2)], [("ا", 1), ("ب", 1)]
    assert merge_lists(base, banned, named, key=lambda entry: entry[0]).items == (("ا", 2), ("ب", 1))


def test_an_entry_that_one_changed_and_the_other_took_out_is_kept_and_told():
    found = merge_lists([("ا", 1)], [("ا", 2)], [], key=lambda entry: entry[0])
    assert found.items == (("ا", 2),)
    assert found.told == {Told.KEPT}


A = "<p>وصلت السفينة الكبيرة إلى الميناء الشمالي فجر الأحد.</p>\n"
A2 = "<p>وصلت السفينة الكبيرة إلى الميناء الجنوبي فجر الأحد.</p>\n"
A3 = "<p>وصلت السفينة الكبيرة إلى الميناء الشمالي فجر الاثنين.</p>\n"
B = "<p>قال مدير الميناء إن الرافعات الجديدة تعمل ليلًا ونهارًا.</p>\n"
B2 = "<p>أكد مدير الميناء إن الرافعات الجديدة تعمل ليلًا ونهارًا.</p>\n"
C = "<p>يضم الميناء ستة أرصفة ومخازن مبردة للفاكهة.</p>\n"
X = "<h2>أرقام وحقائق</h2>\n"
Y = "<p>تدرس البلدية توسعة الطريق الذي يصل المدينة بالمطار.</p>\n"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "pieces"),
    [
        # Different paragraphs
        (A + B + C, A2 + B + C, A + B2 + C, (A2, B2, C)),
        (A + B + C, A2 + B + C, A + C, (A2, C)),
        (A + B, A + X + B, A + B2, (A, X, B2)),
        (A + B, X + A + B, A + B + Y, (X, A, B, Y)),
        (A + B + C, C + A + B, A + B2 + C, (C, A, B2)),
        (A + B + C, A2 + B + C, C + A + B, (C, A2, B)),
        # The same change on both sides, and additions at one place
        (A + B, A2 + B, A2 + B, (A2, B)),
        (A + B, A + X + B, A + X + B, (A, X, B)),
        (A + B, A + X + B, A + Y + B, (A, Y, X, B)),
        # The same paragraph
        (A + B, A2 + B, A3 + B, (Conflict(A, A2, A3), B)),
        (A + B, B, A3 + B, (Conflict(A, "", A3), B)),
        (A + B, A2 + B, B, (Conflict(A, A2, ""), B)),
        (A + B, A2 + B, A.replace("السفينة", "<em>السفينة</em>") + B, None),
        # A paragraph written in the place of one that the other changed is nobody's to lose
        (A + B, Y + B, A3 + B, (Y, Conflict(A, "", A3), B)),
        ("<h2>قديم</h2>" + B, "<h2>لي</h2>" + B, "<h2>لهم</h2>" + B, None),
        # Only the source was laid out anew: no change of words
        (A + B, A.strip() + B, A3 + B, (A3, B)),
        (A + B, A3 + B, A.strip() + B, (A3, B)),
        (A + B, A3 + B, A3.strip() + B, (A3.strip(), B)),
        (A + B, A.strip() + B, B, (B,)),
    ],
)
def test_bodies(base, mine, theirs, pieces):
    found = merge_bodies(base, mine, theirs).pieces
    if pieces is None:
        assert isinstance(found[0], Conflict)
    else:
        assert found == pieces


def test_additions_at_one_place_are_told():
    assert merge_bodies(A + B, A + X + B, A + Y + B).told == {Told.BOTH_ADDED}
    assert merge_bodies(A + B, X + A + B, A + B + Y).told == set()


def test_two_orders_are_told():
    found = merge_bodies(A + B + C, B + A + C, A + C + B)
    assert (found.pieces, found.told) == ((A, C, B), {Told.BOTH_MOVED})


def test_a_list_is_merged_by_its_items_and_a_table_by_its_rows():
    base = "<ul><li>تفاح</li><li>تمر</li><li>رمان</li></ul>"
    mine = base.replace("<li>تفاح</li>", "<li>تفاح أحمر</li>")
    theirs = base.replace("<li>رمان</li>", "")
    found = merge_bodies(base, mine, theirs)
    assert "".join(found.pieces) == "<ul><li>تفاح أحمر</li><li>تمر</li></ul>"
    rows = (
        "<table><tbody><tr><td>1</td><td>الفائز</td></tr><tr><td>2</td><td>الوصيف</td></tr></tbody></table>"
    )
    found = merge_bodies(rows, rows.replace("الفائز", "الأول"), rows.replace("الوصيف", "الثاني"))
    assert "".join(found.pieces) == rows.replace("الفائز", "الأول").replace("الوصيف", "الثاني")


def test_a_conflict_in_a_list_is_one_of_its_item():
    base = "<ul><li>تفاح</li><li>تمر</li></ul>"
    found = merge_bodies(base, base.replace("تمر", "عجوة"), base.replace("تمر", "رطب"))
    assert found.conflicts == (Conflict("<li>تمر</li>", "<li>عجوة</li>", "<li>رطب</li>"),)
    assert found.pieces[0] == "<ul>"


def test_a_list_that_became_another_kind_keeps_its_markup_whole():
    base = "<ul><li>تفاح</li><li>تمر</li></ul>"
    ordered = base.replace("ul>", "ol>")
    assert "".join(merge_bodies(base, ordered, base.replace("تمر", "رطب")).pieces) == ordered.replace(
        "تمر", "رطب"
    )


# --- Whatever two people do ------------------------------------------------------------------------------

_WORDS = [f"كلمة{number}" for number in range(60)]


@st.composite
def bodies(draw):
    """A body and two that were made of it by a few edits; each edit brings words of its own."""
    count = draw(st.integers(0, 6))
    base = [["p", f"أصل{n}", *draw(st.lists(st.sampled_from(_WORDS), max_size=8))] for n in range(count)]
    return (_html(base), *(_html(_edited(draw, base, whose)) for whose in ("لي", "لهم")))


def _edited(draw, base, whose):
    blocks = [list(block) for block in base]
    for number in range(draw(st.integers(0, 4))):
        fresh = f"{whose}{number}"
        act = draw(st.sampled_from(["add", "change", "delete", "move", "rewrite", "list"]))
        place = draw(st.integers(0, max(0, len(blocks) - 1)))
        if act == "add" or not blocks:
            blocks.insert(
                place,
                [
                    draw(st.sampled_from(["p", "h2"])),
                    fresh,
                    *draw(st.lists(st.sampled_from(_WORDS), max_size=3)),
                ],
            )
        elif act == "change":
            blocks[place].insert(draw(st.integers(1, len(blocks[place]))), fresh)
        elif act == "delete":
            del blocks[place]
        elif act == "move":
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(place))
        elif act == "rewrite":
            blocks[place] = ["p", fresh]
        else:
            blocks[place][0] = "ul"
    return blocks


def _html(blocks):
    return "\n".join(
        "<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>"
        if tag == "ul"
        else f"<{tag}>{' '.join(words)}</{tag}>"
        for tag, *words in blocks
    )


def _all_texts(merged):
    for piece in merged.pieces:
        yield from (piece.mine, piece.theirs) if isinstance(piece, Conflict) else (piece,)


def _said(html):
    return set(re.findall(r"\w+", re.sub("<[^>]*>", " ", html)))


@given(bodies())
def test_no_word_that_either_wrote_is_lost(texts):
    base, mine, theirs = texts
    found = _said(" ".join(_all_texts(merge_bodies(base, mine, theirs))))
    assert _said(mine) - _said(base) <= found
    assert _said(theirs) - _said(base) <= found
    assert {word for word in _said(mine) & _said(theirs) if word.startswith("أصل")} <= found


@given(bodies())
def test_one_who_changed_nothing_takes_what_the_other_did(texts):
    base, mine, theirs = texts
    for body in (mine, theirs):
        for merged in (
            merge_bodies(base, body, base),
            merge_bodies(base, base, body),
            merge_bodies(base, body, body),
        ):
            assert join_blocks(merged.pieces) == body


@given(bodies())
def test_it_does_not_matter_who_saved_first(texts):
    base, mine, theirs = texts
    merged, turned = merge_bodies(base, mine, theirs), merge_bodies(base, theirs, mine)
    assert sorted(map(str, (Conflict(one.base, one.theirs, one.mine) for one in merged.conflicts))) == sorted(
        map(str, turned.conflicts)
    )
    assert _said(" ".join(_all_texts(merged))) == _said(" ".join(_all_texts(turned)))


@given(bodies())
def test_what_is_merged_is_a_clean_body(texts):
    for choose in ("mine", "theirs"):
        pieces = [
            getattr(one, choose) if isinstance(one, Conflict) else one for one in merge_bodies(*texts).pieces
        ]
        body = join_blocks(pieces)
        assert body.count("<ul>") == body.count("</ul>")
        assert _said(clean_html(body)) == _said(body)


_ITEMS = st.lists(st.sampled_from("ابتثجحخدذرزس"), unique=True, max_size=8)


@given(_ITEMS, _ITEMS, _ITEMS)
def test_lists_keep_what_either_added_and_lose_what_either_took_out(base, mine, theirs):
    merged = merge_lists(base, mine, theirs).items
    assert set(merged) == (set(mine) & set(theirs)) | (set(mine) | set(theirs)) - set(base)
    assert len(merged) == len(set(merged))
    assert list(merge_lists(base, mine, base).items) == mine
    assert list(merge_lists(base, base, theirs).items) == theirs
    assert list(merge_lists(base, mine, mine).items) == mine


def test_work_on_two_megabytes_is_bounded_and_loses_nothing():
    base = "".join(f"<p>{' '.join(f'كلمة{n}_{m % 7}' for m in range(60))}</p>" for n in range(3000))
    mine = base.replace("_3", "_لي")
    theirs = base.replace("_4", "_لهم")
    steps = Steps()
    merged = merge_bodies(base, mine, theirs, steps)
    assert len(merged.conflicts) == 3000
    assert steps.left >= 0
    hurried = merge_bodies(base, mine, theirs, Steps(0))
    found = _said(" ".join(_all_texts(hurried)))
    assert _said(mine) | _said(theirs) <= found
