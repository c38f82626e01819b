from pathlib import Path

import pytest

from articles.text.source_page import MAX_BYTES, PageError, decode, read_page

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "tests/data/page.txt").read_text()
SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))


def test_every_part_of_a_page():
    page = read_page(PAGE)
    assert page.headline == "رصيف جديد يختصر زمن التفريغ في ميناء الرمال"
    assert page.lede.startswith("افتتح رئيس المدينة")
    assert [tag for tag, _ in page.blocks] == ["p", "p", "h2", "p"]
    assert page.source == "جريدة المرفأ"
    assert page.keywords == ["ميناء الرمال", "سالم الحداد", "رئيس المدينة"]
    assert page.read_also == ["رافعات كهربائية تصل إلى الميناء", "قوارب الصيد تعود بعد إغلاق دام شهرًا"]
    assert len(page.similar) == 10
    assert page.similar[0] == "الدورة الخامسة لمعرض السفن تبدأ الأحد"


def test_with_a_headline_given_both_subheads_stay():
    page = read_page(PAGE, "عنوان المحرر")
    assert page.headline == "عنوان المحرر"
    assert [text for tag, text in page.blocks if tag == "h2"] == [
        "رصيف جديد يختصر زمن التفريغ في ميناء الرمال",
        "العمال يطالبون بنوبات أقصر",
    ]


def test_line_ends_and_byte_order_marks_do_not_matter():
    assert read_page(decode(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())) == read_page(PAGE)


@pytest.mark.skipif(not SEEDS, reason="the real page is not part of the repository")
def test_the_real_page():
    text = decode(SEEDS[0].read_bytes())
    page = read_page(text)
    assert page.headline == "بوتين يجتمع مع رئيس إيران في تركمانستان"
    assert page.source == "الوطن"
    assert page.keywords == ["بوتين", "إيران", "مسعود بزشكيان", "رئيس إيران"]
    assert len(page.read_also) == 1
    assert len(page.similar) == 10
    assert "«أمازون»" in page.similar[2]
    assert [tag for tag, _ in read_page(text, "عنوان").blocks].count("h2") == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        ("\u200f \n\u064b".encode(), "empty"),
        ("نص".encode("cp1256"), "UTF-8"),
        (b"x" * (MAX_BYTES + 1), "larger"),
    ],
)
def test_what_is_no_text_is_refused(data, said):
    with pytest.raises(PageError, match=said):
        decode(data)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("المصدر: الوطن\n\nكلمات دلالية: بوتين", "headline"),
        ("فقرة أولى طويلة.\n\nفقرة ثانية طويلة.\n\nالمصدر: الوطن", "--headline"),
        ("فقرة وحيدة تنتهي بنقطة.\n\nعنوان فرعي هنا\n\nالمصدر: الوطن", "headline"),
    ],
)
def test_a_text_without_headline_or_body_is_refused(text, said):
    with pytest.raises(PageError, match=said):
        read_page(text)


def test_one_paragraph_is_no_body():
    with pytest.raises(PageError, match="no body"):
        read_page("فقرة وحيدة تنتهي بنقطة.", "عنوان")
