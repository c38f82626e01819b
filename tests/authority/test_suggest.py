"""Keywords proposed from the text of a story."""

from __future__ import annotations

import time

import pytest

from articles.authority.suggest import suggest_keywords
from tests import factories

pytestmark = pytest.mark.django_db

HEADLINE = "البنك المركزي يرفع الفائدة في دولة الساحل"
LEDE = "رفع البنك المركزي سعر الفائدة اليوم."
BODY = (
    "<p>قال محافظ البنك المركزي سالم الغريب إن التضخم يتراجع. وأضاف سالم الغريب أن «خطة النهوض» مستمرة.</p>"
    "<p>ويرى خبراء التضخم أن الأسعار ستهدأ، وبالبنك المركزي أمل في ذلك.</p>"
)


def suggested(*args: str, new: bool | None = None, **kwargs: str) -> list[str]:
    found = suggest_keywords(*args, **kwargs)
    return [one.name for one in found if new is None or one.is_new == new]


def test_existing_ones_come_first_then_new_phrases_with_their_evidence():
    factories.article(keywords=["تضخم", "فائدة", "سعر الفائدة"])
    found = suggest_keywords(HEADLINE, LEDE, BODY)
    assert [one.name for one in found if not one.is_new] == ["سعر الفائدة", "فائدة", "تضخم"]
    assert [one.name for one in found if one.is_new] == ["البنك المركزي", "سالم الغريب", "خطة النهوض"]
    assert [one.is_new for one in found] == sorted(one.is_new for one in found)
    bank = found[3]
    assert bank.evidence == "في: العنوان، المقدمة، النص · التكرار: 4"
    assert "أمل في ذلك" in bank.excerpt
    assert found[0].evidence.endswith("أخبارها: 1")
    assert found[5].evidence.endswith("بين علامتي تنصيص")


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        ("إيران", "زار الوفد ایران أمس"),
        ("إيران", "وإيران ترحب"),
        ("إيران", "لإيران موقف"),
        ("المدارس", "عاد التلاميذ للمدارس"),
        ("المدارس", "وبالمدارس ما يكفي"),
        ("انتخابات", "الانتخابات غدًا"),
        ("الأمم المتحدة", "قالت الأُمم المتّحدة، أمس"),
        ("صندوق الأمم المتحدة للسكان", "من صندوق الأمم المتحدة للسكان"),
        ("C++", "لغة C++ أسرع"),
        ("Google", "شركة GOOGLE تعلن"),
    ],
)
def test_a_keyword_is_found_however_it_stands_in_the_text(keyword, text):
    factories.keyword(keyword)
    assert suggested("", "", text, new=False) == [keyword]


def test_any_spelling_proposes_the_one_that_is_shown_once():
    factories.keyword("غوغل").add_spelling("جوجل")
    assert suggested("جوجل تعلن", "", "غوغل وقالت جوجل", new=False) == ["غوغل"]


def test_the_longest_name_takes_its_words():
    for name in ("بوتين", "فلاديمير بوتين", "الرئيس"):
        factories.keyword(name)
    assert suggested("", "", "قال فلاديمير بوتين", new=False) == ["فلاديمير بوتين"]
    assert set(suggested("بوتين يزور", "", "قال فلاديمير بوتين", new=False)) == {"بوتين", "فلاديمير بوتين"}


def test_what_the_article_has_is_not_proposed():
    factories.keyword("غوغل").add_spelling("جوجل")
    assert suggested("غوغل تعلن", "", "", has="أخرى، جوجل") == []
    assert "البنك المركزي" not in suggested(HEADLINE, LEDE, BODY, has="البنك المركزى")


def test_a_name_does_not_reach_over_punctuation():
    factories.keyword("العراق إيران")
    assert suggested("", "", "زار العراق، إيران") == []


def test_rare_keywords_come_before_common_ones():
    factories.keyword("نادرة")
    for _ in range(30):
        factories.article(keywords=["شائعة"])
    assert suggested("شائعة نادرة", "", "", new=False) == ["نادرة", "شائعة"]


@pytest.mark.parametrize(
    "text", ["", "ًٌٍَ", "؟!…", "\x00\ud800", "<" * 50_000, "ط" * 300, "the the of of", "«»«»", "١٢٣ ١٢٣"]
)
def test_any_text_is_taken(text):
    factories.keyword("إيران")
    assert suggested(text, text, text, new=False) == []


def test_two_megabytes_cost_what_their_beginning_costs(django_assert_max_num_queries):
    factories.keyword("التضخم")
    body = BODY * 8_000
    assert len(body.encode()) > 2_000_000
    began = time.process_time()
    with django_assert_max_num_queries(3):
        assert "التضخم" in suggested(HEADLINE, LEDE, body)
    with django_assert_max_num_queries(3):
        suggested("", "", " ".join(f"كلمة{n}" for n in range(300_000)))
    with django_assert_max_num_queries(3):
        suggested("", "", "ط" * 2_000_000)
    assert time.process_time() - began < 5
