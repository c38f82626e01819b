"""Prepared statements answer as the querysets they are made of, whatever values come next."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles.lines import Line
from articles.models import Article, ArticleKeyword
from articles.prepared import Prepared, padded
from tests import factories

pytestmark = pytest.mark.django_db


def test_new_values_give_new_rows_and_the_queryset_is_built_once():
    built = []

    def lines(at, source):
        built.append(source)
        return Article.objects.published(at).filter(source=source).newest().lines(at)

    prepared = Prepared(lines, Line.of)
    now = timezone.now()
    sources = [factories.source(), factories.source()]
    for hours in (1, 2, 3):
        for source in sources:
            factories.article(source=source, published_at=now - timedelta(hours=hours))
    prepared(at=now, source=sources[0].pk)
    built.clear()
    for source in sources:
        for hours, out in ((0, 3), (2, 2), (4, 0)):
            at = now - timedelta(hours=hours)
            found = prepared(at=at, source=source.pk)
            assert not built
            assert len(found) == out
            assert found == [Line.of(row) for row in lines(at, source)]
            built.clear()


def test_stories_come_with_what_is_fetched_with_them(django_assert_num_queries):
    child = factories.section("طاقة", parent=factories.section("اقتصاد"))
    made = factories.article(section=child, keywords=["ميناء", "سفن"], lead_photo=factories.photo())
    prepared = Prepared(
        lambda pk: (
            Article.objects.select_related("section__parent", "lead_photo")
            .prefetch_related("keyword_links")
            .filter(pk=pk)
        )
    )
    for _ in range(2):
        with django_assert_num_queries(2):
            [found] = prepared(pk=made.pk)
            assert (found, found.section.parent.name, found.lead_photo.alt) == (
                made,
                "اقتصاد",
                made.lead_photo.alt,
            )
            assert len(found.keyword_links.all()) == 2
    assert not prepared(pk=made.pk + 1)


def test_lists_of_any_length():
    prepared = Prepared(lambda pks: Article.objects.filter(pk__in=pks).order_by("pk"))
    made = [factories.article() for _ in range(5)]
    for wanted in (made[:1], made[1:3], made, made[2:]):
        assert prepared(pks=[article.pk for article in wanted]) == wanted
        assert prepared(pks=padded([article.pk for article in wanted])) == wanted


def test_few_lengths_of_lists_occur():
    assert padded([]) == []
    assert padded([7]) == [7]
    assert padded([1, 2, 3]) == [1, 2, 3, 3]
    assert {len(padded(list(range(size)))) for size in range(1, 1025)} == {2**power for power in range(11)}


def test_a_moment_cannot_be_frozen():
    """Else a page would go on showing what was out when the process began."""
    with pytest.raises(ValueError, match="not asked for"):
        Prepared(lambda: Article.objects.published())()
    with pytest.raises(ValueError, match="not asked for"):
        Prepared(lambda at: Article.objects.published(at).folded())(at=timezone.now())


@pytest.mark.parametrize("value", [None, True, b"1"])
def test_what_would_make_other_sql_is_no_value(value):
    with pytest.raises(KeyError):
        Prepared(lambda value: Article.objects.filter(copy_of=value))(value=value)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    made = factories.article(keywords=["ميناء"])
    prepared = Prepared(lambda article: ArticleKeyword.objects.filter(content_object=article))
    answers = []

    def ask() -> None:
        answers.append(prepared(article=made.pk))
        connection.close()

    for _ in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
        ask()
    assert answers == [list(made.keyword_links.all())] * 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles, it does not plan")
def test_postgresql_keeps_the_plan_of_a_page(reader, article):
    for _ in range(7):
        assert reader.get(article.get_absolute_url()).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE generic_plans + custom_plans > 0")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert [statement for statement in kept if 'FROM "articles_relatedarticle"' in statement]
