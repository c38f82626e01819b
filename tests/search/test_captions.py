"""Stories are found by what is said of their pictures."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Photo, SearchDocument, SearchWord
from articles.refresh import refresh_captions
from articles.search.captions import MOST_PICTURES
from articles.search.document import LONGEST_CAPTIONS, documents_of
from articles.search.indexing import index
from tests import factories

pytestmark = pytest.mark.django_db


def photo(**words: str) -> Photo:
    return factories.photo(**{"alt": "زورق أزرق", "caption": "حفل التدشين", "credit": "سلمى الراوي", **words})


def test_by_caption_credit_and_alt_of_the_picture_that_leads_it_and_of_those_in_its_text(story, find):
    led = story("أول", lead_photo=photo())
    shown = story("ثان", body=f'<p>نص.</p><figure data-photo="{photo().pk}"></figure>')
    story("ثالث")
    for query in ("زورق", "تدشين", "الراوي", "«حفل التدشين»", "سَلمي"):
        assert set(find(query).pks) == {led.pk, shown.pk}, query


def test_a_caption_for_one_place_stands_for_that_of_the_library(story, find):
    one = photo()
    made = story("خبر", body=f'<figure data-photo="{one.pk}"><figcaption>رسو السفينة</figcaption></figure>')
    assert find("رسو").pks == find("زورق").pks == find("الراوي").pks == [made.pk]
    assert find("التدشين").pks == []


def test_of_the_picture_on_another_sites_card_only_what_it_shows(story, find):
    address = "https://www.youtube.com/watch?v=abcdefghijk"
    made = story("خبر", body=f'<figure data-embed="{address}" data-photo="{photo().pk}"></figure>')
    assert find("زورق").pks == [made.pk]
    assert find("التدشين").pks == find("الراوي").pks == []


def test_it_weighs_less_than_the_same_word_in_any_text(story, find):
    pictured = story("أول", lead_photo=photo(caption="الميناء"))
    at = pictured.published_at
    body = story("ثان", body=f"<p>في الميناء {'كلام كثير ' * 300}</p>", published_at=at)
    lede = story("ثالث", lede="الميناء", published_at=at)
    assert find("الميناء").pks == [lede.pk, body.pk, pictured.pk]


def test_no_phrase_reaches_from_one_text_into_the_next(story, find):
    made = story("خبر", body="<p>حل المساء</p>", lead_photo=photo(caption="", alt="سفينة"))
    assert find("المساء سفينة سلمى").pks == [made.pk]
    assert find("«المساء سلمى»").pks == find("«الراوي سفينة»").pks == []


def test_the_excerpt_is_of_the_text_and_the_row_has_the_picture(reader, story):
    story("خبر الميناء", lede="وصلت السفن أمس.", lead_photo=photo())
    page = reader.get("/search/?q=التدشين").content.decode()
    assert "وصلت السفن أمس." in page
    assert "<img" in page


def test_other_words_of_a_photo_reach_the_stories_that_show_it(find, django_capture_on_commit_callbacks):
    one = photo()
    with django_capture_on_commit_callbacks(execute=True):
        led = factories.article(lead_photo=one)
        shown = factories.article(body=f'<figure data-photo="{one.pk}"></figure>')
    assert len(find("التدشين").pks) == 2
    with django_capture_on_commit_callbacks(execute=True) as ran:
        one.caption = "موسم الصيد"
        one.save()
    assert set(find("الصيد").pks) == {led.pk, shown.pk}
    assert find("التدشين").pks == []
    assert not SearchWord.objects.filter(word="التدشين", documents__gt=0).exists()
    assert ran
    with django_capture_on_commit_callbacks(execute=False) as ran:
        one.save()
    assert not [done for done in ran if "refresh_captions" in repr(done)]


def test_a_change_costs_a_few_statements_for_each_batch(monkeypatch, django_assert_max_num_queries):
    one = photo()
    for _ in range(12):
        index([factories.article(lead_photo=one)])
    monkeypatch.setattr("articles.search.indexing.BATCH", 5)
    Photo.objects.filter(pk=one.pk).update(caption="موسم الصيد")
    with django_assert_max_num_queries(3 * 12 + 4):
        refresh_captions.enqueue(one.pk)
    assert SearchDocument.objects.filter(body__contains="موسم الصيد").count() == 12
    refresh_captions.enqueue(0)


def test_rebuilding_reads_them_too(find):
    one = photo()
    made = factories.article(lead_photo=one)
    index([made])
    Photo.objects.filter(pk=one.pk).update(caption="موسم الصيد")
    call_command("rebuild_search", "--all", stdout=StringIO())
    assert find("الصيد").pks == [made.pk]


def test_a_text_full_of_pictures_stays_within_bounds(story, find):
    many = [photo(caption=f"قافلة {n} " + "كلام كثير " * 25).pk for n in range(MOST_PICTURES + 3)]
    made = story("خبر", body="".join(f'<figure data-photo="{pk}"></figure>' for pk in [*many, 999_999]))
    (document,) = documents_of([made])
    assert len(document.body) <= LONGEST_CAPTIONS
    assert find("قافلة").pks == [made.pk]
