"""Keywords, slugs and isolation."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.bidi import isolate
from articles.text.keywords import group_keywords, split_keywords
from articles.text.slugs import slugify, words_in

TEXT = """استقبل رئيس المدينة سالم الحداد وفد الميناء. وقال سالم الحداد إن رئيس المدينة يتابع الأمر بنفسه.
وزار رئيس المدينة الميناء، ولرئيس المدينة رأي في توسعة الميناء."""


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("بوتين، إيران, ایران", ["بوتين", "إيران"]),
        ("بوتين\nإيران\r\n\n", ["بوتين", "إيران"]),
        ("سطر؛ آخر", ["سطر", "آخر"]),
        ("رئیس إیران", ["رئيس إيران"]),
        (" ، ,\n", []),
    ],
)
def test_separators_of_either_script(typed, names):
    assert split_keywords(typed) == names


def test_words_that_occur_together_belong_together():
    # «المدينة سالم الحداد» stands in the text too, but by chance: each part is oftener met without the other.
    assert group_keywords("الميناء رئيس المدينة سالم الحداد", TEXT) == [
        "الميناء",
        "رئيس المدينة",
        "سالم الحداد",
    ]


def test_a_known_keyword_holds_together_where_the_text_says_nothing():
    assert group_keywords("بحيرة النور الميناء", TEXT) == ["بحيرة", "النور", "الميناء"]
    assert group_keywords("بحيرة النور الميناء", TEXT, {"بحيره النور"}) == ["بحيرة النور", "الميناء"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("قِمّةٌ في «عشق آباد»: 2024!", "قمة-في-عشق-آباد-2024"),
        ("CNN العربية", "cnn-العربية"),
        ("؟!", ""),
        ("بـــيت", "بيت"),
    ],
)
def test_slugs_stay_arabic(text, slug):
    assert slugify(text) == slug


def test_a_long_slug_is_cut_at_a_word():
    slug = slugify("كلمة " * 40)
    assert len(slug) <= 80
    assert slug.endswith("كلمة")


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("شركة Orbitex أعلنت", "Orbitex"),
        ("حساب @ghadir_tram الرسمي", "@ghadir_tram"),
        ("فاز 3-2 أمس", "3-2"),
        ("مجلة Marine Notes تقول", "Marine Notes"),
        ("في 2026 Orbitex أعلنت", "Orbitex"),
        ("هاتف +966 12 345", "+966 12 345"),
        ("لغة C++ هنا", "C++"),
        ("نما +4.5% هذا العام", "+4.5%"),
    ],
)
def test_latin_runs_and_signed_numbers_are_isolated(text, isolated):
    assert isolate(text) == text.replace(isolated, f'<bdi dir="ltr">{isolated}</bdi>')


@pytest.mark.parametrize(
    "text", ["عام 2026 جديد", "نسبة 12.5%", "&lt;نص&gt;", '<a href="https://x.example/a-b">نص</a>']
)
def test_lone_numbers_entities_and_tags_are_left_alone(text):
    assert isolate(text) == text


@given(st.text(alphabet="ابج Ab1-2.@+&;<>_"))
def test_isolation_adds_and_removes_no_letter(text):
    assert re.sub(r'<bdi dir="ltr">|</bdi>', "", isolate(text)) == text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/article/5/رصيف-جديد-في-الميناء/", "رصيف جديد في الميناء"),
        ("/article/5/رصيف-جديد-2026", "رصيف جديد 2026"),
        ("/keyword/ميناء/", "ميناء"),
        ("/2019/05/new-pier-opens.html", "new pier opens"),
        ("/news/رصيف_جديد.php", "رصيف جديد"),
        ("/article/5/", ""),
        ("/article/", ""),
        ("/a/5", ""),
        ("/2019/05/12-345/", ""),
        ("/", ""),
        ("/\ufffd\ufffd-\ufffd/", ""),
        ("/'\"><script>/", ""),
        ("/" + "كلمة-" * 100, " ".join(["كلمة"] * 16)),
    ],
)
def test_the_words_of_an_address(path, words):
    assert words_in(path) == words
