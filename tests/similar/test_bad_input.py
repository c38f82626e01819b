"""Texts that are no news: nothing breaks, and the work stays in proportion."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Profile, SketchHash
from articles.refresh import refresh
from articles.similar.parameters import MOST_COPIES
from articles.similar.profiles import read
from articles.text.similarity import SKETCH_SIZE
from tests import factories
from tests.similar.newsroom import derive, story, topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>\u064b\u064c\u064d</p>",
        "<p>Only English words stand here, and 3-2 numbers.</p>",
        "<p>في من على إلى</p>",
        "<p>كلمة</p>",
        "<p>" + "كلمة " * 20_000 + "</p>",
        "<p>" + "ـ" * 10_000 + "</p>",
    ],
)
def test_any_text_can_be_read_and_has_neighbours_or_none(body):
    words = topic(random.Random(1))
    other = story(random.Random(2), words)
    odd = factories.article(headline="خبر", lede="", body=body)
    derive(other, odd)
    derive(odd)
    assert Profile.objects.count() == 2


def test_a_text_of_two_megabytes_costs_what_its_length_does():
    words = topic(random.Random(3), 500)
    body = " ".join(random.Random(4).choices(words, k=170_000))
    assert len(body.encode()) > 2_000_000
    reading = read(Article(headline="خبر طويل", body=f"<p>{body}</p>"))
    assert len(reading.terms) <= 502  # each term once; the headline's two
    assert len(reading.shingles) <= 170_000


def test_the_same_text_again_and_again_costs_no_more_each_time():
    body = "<p>" + "النص نفسه كل يوم " * 30 + "</p>"
    made = [factories.article(headline=f"نشرة رقم {n}", body=body) for n in range(180)]
    refresh(made[:60])
    with CaptureQueriesContext(connection) as early:
        refresh(made[60:61])
    refresh(made[61:170])
    with CaptureQueriesContext(connection) as late:
        refresh(made[170:171])
    assert len(late) <= len(early) + 1
    assert SketchHash.objects.count() <= SKETCH_SIZE * MOST_COPIES
    refresh(made[171:])
    assert Article.objects.exclude(copy_of=None).count() == 179
    assert Article.objects.exclude(copy_of=None).values("copy_of").distinct().count() == 1
