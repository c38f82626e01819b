"""Finding the probable variants of keywords in the whole list."""

from __future__ import annotations

import random

import pytest

from articles.authority import index
from articles.authority.index import compare_anew, compare_new_spellings
from articles.authority.variants import dismiss, variants_of, with_variants
from articles.bench.words import names
from articles.models import Keyword, KeywordSpelling, SpellingVariant
from articles.text.normalize import identity_key
from articles.text.slugs import slugify
from tests import factories

pytestmark = pytest.mark.django_db


def found(keyword: Keyword) -> list[tuple[str, str]]:
    return [(variant.name, variant.reason) for variant in variants_of([keyword.pk]).get(keyword.pk, [])]


def test_each_knows_the_other_and_why():
    google, other, third = (factories.keyword(name) for name in ("غوغل", "جوجل", "رئيس الوزراء"))
    fourth = factories.keyword("الوزراء رئيس")
    assert compare_new_spellings() == 4
    assert (found(google), found(other)) == ([("جوجل", "sound")], [("غوغل", "sound")])
    assert (found(third), found(fourth)) == ([("الوزراء رئيس", "order")], [("رئيس الوزراء", "order")])
    assert variants_of([google.pk])[google.pk][0].label == "نقل حرفي"


def test_any_spelling_leads_to_the_variant():
    google = factories.keyword("غوغل")
    firm = factories.keyword("شركة البحث")
    firm.add_spelling("جوجل")
    compare_new_spellings()
    assert [(v.name, v.spelling) for v in variants_of([google.pk])[google.pk]] == [("شركة البحث", "جوجل")]
    assert set(with_variants(Keyword.objects.all())) == {google, firm}


def test_spellings_of_one_keyword_are_no_variants():
    google = factories.keyword("غوغل")
    google.add_spelling("جوجل")
    compare_new_spellings()
    assert found(google) == []
    assert not with_variants(Keyword.objects.all())


def test_those_told_apart_stay_apart_also_after_a_rebuild():
    one, other = factories.keyword("محمد بن سلمان"), factories.keyword("محمد بن سليمان")
    compare_new_spellings()
    assert found(one)
    assert dismiss(one, other) == 1
    assert compare_anew() == 2
    assert found(one) == found(other) == []


def test_comparing_again_adds_nothing():
    factories.keyword("غوغل")
    factories.keyword("جوجل")
    compare_new_spellings()
    assert compare_new_spellings() == 0
    compare_anew()
    assert SpellingVariant.objects.count() == 1


def test_two_thousand_keywords_are_not_compared_each_with_each(monkeypatch):
    texts = [*names(random.Random(1), 1990), *(f"كلمة {n}" for n in range(9)), "ط" * 100]
    keys = Keyword.objects.bulk_create(Keyword(name=text, slug=slugify(text, 110)) for text in texts)
    KeywordSpelling.objects.bulk_create(
        KeywordSpelling(keyword=keyword, text=keyword.name, key=identity_key(keyword.name))
        for keyword in keys
    )
    compared = []
    real = index.variant_reason
    monkeypatch.setattr(index, "variant_reason", lambda *pair: compared.append(pair) or real(*pair))
    assert compare_new_spellings() == 2000
    assert len(compared) < 2000
