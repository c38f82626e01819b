"""Words are counted when a story is stored, whoever stores it; those from before are counted once."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lede", "body", "words", "minutes"),
    [
        ("", "", 0, 1),
        ("مقدمة من ثلاث.", "<p>نص<strong>متصل</strong></p><p>ثانٍ</p>", 5, 1),
        ("", "<p>كلمة&nbsp;كلمة</p><ul><li>أ</li><li>ب</li></ul>", 4, 1),
        ("", "<p>" + "كلمة " * 450 + "</p>", 450, 2),
        ("", "<p>" + "كلمة " * 451 + "</p>", 451, 3),
    ],
)
def test_what_a_reader_reads_is_counted(lede, body, words, minutes):
    article = factories.article(lede=lede, body=body)
    assert (article.word_count, article.minutes_to_read) == (words, minutes)


def test_stories_that_were_here_before_are_counted_in_batches(monkeypatch):
    migration = import_module("articles.migrations.0009_desk")
    monkeypatch.setattr(migration, "_AT_ONCE", 2)
    for count in range(5):
        factories.article(lede="كلمة " * count, body="")
    Article.objects.update(word_count=0)
    migration.fill_word_counts(apps, None)
    assert list(Article.objects.order_by("pk").values_list("word_count", flat=True)) == [0, 1, 2, 3, 4]
