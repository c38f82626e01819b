"""What is found and in which order; these run on both databases."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.search.engine import FEW
from tests import factories


@pytest.mark.parametrize(
    "query",
    [
        "إيران تستضيف",
        "ايران تستضيف",  # hamza
        "إيران القمه",  # ta marbuta
        "الاقتصادى القمة",  # alef maqsura
        "ایران تستضیف",  # Persian letters
        "إِيرَانُ تَسْتَضِيفُ",
        "إيـــران القـمة",
        "القمة 12",  # digits
        "وإيران بالقمة",  # what is written together with a word
        "قمة اقتصادية",  # inflected
        "إيران تستضف",  # a letter left out
        "ايران تسضتيف",  # two swapped
    ],
)
def test_a_headline_is_found_in_any_spelling(story, find, query):
    wanted = story("إيران تستضيف القمة الاقتصادي ١٢")
    for n in range(3):
        story(f"خبر عن القمح رقم {n}", body="<p>تستورد إيران القمح.</p>")
    assert find(query).pks[0] == wanted.pk


def test_typed_words_come_before_their_inflections(story, find):
    inflected = story("المدرسة الجديدة")
    typed = story("مدرس جديد", published_at=timezone.now() - timedelta(days=900))
    assert find("مدرس").pks == [typed.pk, inflected.pk]


def test_a_headline_comes_before_keywords_and_those_before_a_body(story, find):
    body = story("أول", body="<p>في الميناء سفن.</p>")
    keyword = story("ثان", keywords=["الميناء"])
    headline = story("الميناء")
    assert find("الميناء").pks == [headline.pk, keyword.pk, body.pk]


def test_of_equal_stories_the_fresh_one_comes_first(story, find):
    fresh = story("الميناء يفتح", published_at=timezone.now() - timedelta(hours=1))
    old = story("الميناء يفتح", published_at=timezone.now() - timedelta(days=100))
    assert find("الميناء").pks == [fresh.pk, old.pk]


def test_every_spelling_of_a_keyword_and_every_name_of_a_source_finds(story, find):
    keyword = factories.keyword("جوجل")
    keyword.add_spelling("غوغل")
    source = factories.source("المرفأ")
    source.add_spelling("جريدة المرسى")
    wanted = story("خبر", keywords=["جوجل"], source=source, authors=[factories.author("ليلى حداد")])
    for query in ("غوغل", "جريدة المرسى", "ليلى حداد"):
        assert find(query).pks == [wanted.pk], query


def test_a_whole_keyword_counts_more_than_its_words(story, find):
    apart = story("خبر", keywords=["الأمن", "مجلس"])
    whole = story("خبر", keywords=["مجلس الأمن", "الميناء"], published_at=apart.published_at)
    assert find("مجلس الأمن").pks == [whole.pk, apart.pk]


def test_phrases_stand_together_and_exclusions_stay_out(story, find):
    phrase = story("خبر", body="<p>اجتمع <b>مجلس</b> الأمن اليوم.</p>")
    apart = story("مجلس النواب يبحث الأمن")
    assert find("«مجلس الأمن»").pks == [phrase.pk]
    assert set(find("مجلس الأمن").pks) == {phrase.pk, apart.pk}
    assert find("مجلس -النواب").pks == [phrase.pk]
    assert find('مجلس -"مجلس النواب"').pks == [phrase.pk]
    assert find("-النواب").pks == []


def test_a_slip_is_repaired_only_when_little_is_found(story, find):
    for n in range(FEW):
        story(f"الوزير في جولة {n}")
    story("الوزر والذنب")
    answer = find("الوزير جولة")
    assert not answer.meant
    assert find("الوزيز جولة").meant == {"الوزيز": "الوزير"}


def test_one_word_may_be_missing_when_little_is_found(story, find):
    wanted = story("حريق في مصفاة النفط")
    assert find("حريق مصفاة سمرقند").pks == [wanted.pk]
    assert find("سمرقند حريق").pks == [wanted.pk]
    assert find("سمرقند بخارى").pks == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft", "published_at": None},
        {"status": "withdrawn"},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_only_what_is_published_is_found(story, find, fields):
    story("الميناء سرًا", **fields)
    shown = story("الميناء علنًا")
    assert find("الميناء").pks == [shown.pk]


def test_a_withdrawn_story_is_gone_at_once(story, find):
    made = story("الميناء")
    type(made).objects.filter(pk=made.pk).update(status="withdrawn")  # no step has run
    assert find("الميناء").pks == []


@pytest.mark.parametrize(
    "query",
    [
        "ب",
        "؟!",
        '" OR 1=1 --',
        "NEAR(a b) AND * ^x {title}: -",
        "'a' | 'b' & !('c')",
        "ميناء\x00\ud800",
        "%_\\",
        "@s1 @e0",
        "a_b _c_",
        "ط" * 10_000,
        "كلمة أخرى " * 1_000,
        "١٢٣ " * 100,
        "٪ ﷺ ﷽ ½ ² ™ 😀",
    ],
)
def test_hostile_input_is_only_a_query(story, find, query):
    story("الميناء")
    find(query)


def test_a_day_begins_and_ends_at_the_midnight_of_the_newsroom(find, story):
    zone = timezone.get_current_timezone()
    hours = [(1, 23), (2, 0), (2, 23), (3, 0)]
    moments = [datetime(2026, 1, day, hour, 30, tzinfo=zone) for day, hour in hours]
    made = [story(f"نفط {at:%d %H}", body=f"<p>نص {at}.</p>", published_at=at) for at in moments]
    assert set(find("نفط من:2026-01-02 إلى:2026-01-02").pks) == {one.pk for one in made[1:3]}
