"""What follows from rules, as values: texts, addresses, times, and the words that editors read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from articles.ledger.notes import brief, notes
from articles.ledger.rules import Rules
from articles.ledger.texts import Shown, shown, shown_in_feeds, shown_lede
from articles.models import Article, Source
from articles.models.source import Canonical
from articles.text.html import count_words
from tests import factories

LEDE = "أول كلمات المقدمة هنا."
BODY = "<h2>عنوان فرعي</h2><p>جملة أولى من النص. ثم جملة ثانية.</p><table><tr><td>رقم</td></tr></table>" + (
    "<ul><li>بند أول</li></ul><p>وآخر النص.</p>"
)
NOON = datetime(2026, 11, 26, 12, 0, 30, tzinfo=UTC)


def excerpt(words: int) -> Rules:
    return Rules(permits="excerpt", excerpt_words=words)


def test_without_rules_all_is_shown_everywhere():
    whole = Shown(LEDE, BODY)
    assert shown(Rules(), LEDE, BODY) == shown_in_feeds(Rules(), LEDE, BODY) == whole
    assert shown_lede("full", None, LEDE) == LEDE
    assert notes(Rules(), "الوطن") == ["لا قيد من «الوطن»: يُنشر النص كاملًا."]
    assert brief(Rules()) == []


def test_an_excerpt_is_running_text_within_its_words():
    assert shown(excerpt(8), LEDE, BODY) == Shown(LEDE, "<p>جملة أولى من النص.</p>", is_cut=True)
    assert shown(excerpt(13), LEDE, BODY).body.startswith("<p>جملة أولى من النص. ثم جملة ثانية.</p>\n")
    assert "بند" in shown(excerpt(13), LEDE, BODY).body
    for words in range(1, count_words(LEDE, BODY)):
        text = shown(excerpt(words), LEDE, BODY)
        assert count_words(text.lede, text.body.replace("…", "")) <= words + text.lede.count("…")
        assert text.is_cut
        assert "<h2>" not in text.body
        assert "<table>" not in text.body


def test_a_lede_alone_may_be_more_than_the_excerpt():
    assert shown(excerpt(2), LEDE, BODY) == Shown("أول كلمات …", "", is_cut=True)
    assert shown_lede("excerpt", 2, LEDE) == "أول كلمات …"


def test_a_text_that_is_short_enough_is_shown_as_it_is():
    assert shown(excerpt(count_words(LEDE, BODY)), LEDE, BODY) == Shown(LEDE, BODY)


def test_text_outside_of_paragraphs_is_cut_as_well():
    assert shown(excerpt(2), "", "كلام في غير فقرة") == Shown("", "<p>كلام في …</p>", is_cut=True)


def test_a_headline_alone_leaves_nothing_of_the_text():
    rules = Rules(permits="headline")
    assert shown(rules, LEDE, BODY) == shown_in_feeds(rules, LEDE, BODY) == Shown("", "", is_cut=True)
    assert shown_lede("headline", None, LEDE) == ""


def test_a_text_that_may_not_go_into_feeds_leaves_its_lede_there():
    rules = Rules(full_text_in_feeds=False)
    assert shown(rules, LEDE, BODY) == Shown(LEDE, BODY)
    assert shown_in_feeds(rules, LEDE, BODY) == Shown(LEDE, "", is_cut=True)


def test_times_are_whole_minutes_on_the_safe_side():
    rules = Rules(embargo_hours=6, expiry_days=2)
    assert rules.earliest(NOON) == datetime(2026, 11, 26, 18, 1, tzinfo=UTC)
    assert rules.earliest(NOON.replace(second=0)) == datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
    assert rules.end(NOON) == datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
    assert rules.earliest(None) is rules.end(None) is Rules().earliest(NOON) is Rules().end(NOON) is None


def test_editors_read_what_is_limited():
    rules = Rules(
        permits="excerpt",
        excerpt_words=60,
        demands_link=True,
        nofollow=True,
        canonical="original",
        embargo_hours=2,
        expiry_days=30,
    )
    said = notes(rules, "الوطن", NOON, NOON)
    assert said[0] == "من «الوطن» يُنشر مقتطف من 60 كلمة فقط؛ النص كامل هنا للتحرير."
    assert "لا يُنشر قبل الخميس 26 نوفمبر 2026، 17:01 بتوقيت الرياض." in said[-2]
    assert said[-1].startswith("ينتهي عرضه بعد 30 يومًا من نشره عندنا. ينتهي في السبت 26 ديسمبر 2026")
    assert brief(rules)[0] == "مقتطف من 60 كلمة"
    assert "العنوان وحده" in notes(Rules(permits="headline"), "الوطن")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "rules",
    [
        {"permits": "excerpt"},
        {"permits": "excerpt", "excerpt_words": 0},
        {"permits": "some"},
        {"canonical": "theirs"},
        {"embargo_hours": 0},
        {"expiry_days": 0},
        {"expiry_days": 30_000},
    ],
)
def test_the_database_refuses_rules_that_say_nothing(rules):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(name="جديد", **rules)


@pytest.mark.django_db
def test_one_story_and_many_agree_on_which_address_is_ours():
    for canonical in Canonical:
        source = factories.source(canonical=canonical)
        for chosen in ("", "https://elsewhere.example/1"):
            for original in ("", "https://original.example/1"):
                factories.article(source=source, canonical_url=chosen, source_url=original)
    listed = set(Article.objects.indexable().values_list("pk", flat=True))
    for article in Article.objects.select_related("source"):
        rules = Rules.of(article.source)
        assert rules.indexable(article.canonical_url, article.source_url) == (article.pk in listed)
    assert len(listed) == 3
