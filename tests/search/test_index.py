from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, SearchDocument, SearchWord
from articles.refresh import refresh
from articles.search.backends import backend
from articles.search.document import LONGEST_BODY, documents_of
from articles.search.indexing import index
from articles.text.html import clean_html
from tests import factories


def counts() -> dict[str, int]:
    """The vocabulary, without words that no document has any more."""
    return dict(SearchWord.objects.exclude(documents=0).values_list("word", "documents"))


def test_indexing_twice_changes_nothing(story):
    made = story("الميناء الميناء", lede="", body="<p>الميناء</p>")
    before = counts()
    assert (before["الميناء"], before[""]) == (1, 1)
    index([made])
    assert counts() == before


def test_an_edit_replaces_words_and_counts(story, find):
    made = story("الميناء القديم")
    made.headline = "المطار الجديد"
    made.save()
    refresh([made])
    assert find("الميناء القديم").pks == []
    assert find("المطار").pks == [made.pk]
    assert "القديم" not in counts()


def test_a_deleted_story_leaves_the_index(story, find):
    story("الميناء").delete()
    assert not SearchDocument.objects.exists()
    assert find("الميناء").pks == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # raises when index and documents differ
            cursor.execute(
                "INSERT INTO articles_search_texts (articles_search_texts) VALUES ('integrity-check')"
            )


@pytest.mark.django_db
def test_a_change_is_indexed_after_commit(django_capture_on_commit_callbacks, find):
    with django_capture_on_commit_callbacks(execute=True):
        made = factories.article(headline="الميناء", keywords=["السفن"])
    assert find("السفن").pks == [made.pk]


@pytest.mark.django_db
def test_a_batch_costs_the_same_number_of_statements(django_assert_max_num_queries):
    for n in range(30):
        factories.article(headline=f"خبر {n}", keywords=[f"كلمة {n}"], authors=[factories.author()])
    articles = list(Article.objects.all())
    with django_assert_max_num_queries(12):
        index(articles)


@pytest.mark.django_db
def test_rebuilding_goes_on_where_it_stopped(find, monkeypatch):
    made = [factories.article(headline=f"الميناء {n}") for n in range(5)]
    monkeypatch.setattr("articles.search.indexing.BATCH", 2)
    index(made[:2])
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert "3 stories read" in out.getvalue()
    assert len(find("الميناء").pks) == 5
    before = counts()
    call_command("rebuild_search", "--all", stdout=out)
    assert counts() == before


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "كلمة جديدة " * 200_000 + "</p>",
        "<p>" + "ط" * 2_000_000 + "</p>",
        "<p>" + "َ" * 100_000 + "</p>",
        "<p>plain English only</p>",
        "<p>'quotes' | & ! : * \\ \" @s1 a_b</p>",
        "",
    ],
)
def test_any_body_can_be_indexed(story, find, body):
    made = story("الميناء", body=clean_html(body))
    assert len(documents_of([made])[0].body) <= LONGEST_BODY
    assert find("الميناء").pks == [made.pk]


@pytest.mark.django_db
def test_counts_of_two_writers_add_up(story):
    story("الميناء")
    story("الميناء")
    assert counts()["الميناء"] == 2
    assert {word.word for word in backend().words(["الميناء"], [], 0)} == {"الميناء"}
