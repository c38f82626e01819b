"""manage.py rebuild_similar: what is derived can be dropped and made again."""

from __future__ import annotations

import random
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article, Profile, RelatedArticle, TermArticles, TermCount
from tests.similar.newsroom import copy_of, derive, story, topic

pytestmark = pytest.mark.django_db


def state() -> tuple:
    return (
        list(TermCount.objects.order_by("term").values_list("term", "articles")),
        [(term, bytes(data)) for term, data in TermArticles.objects.order_by("term").values_list()],
        list(Article.objects.order_by("pk").values_list("pk", "copy_of")),
        sorted(RelatedArticle.objects.values_list("from_article", "to_article", "origin", "banned")),
    )


@pytest.fixture
def archive() -> list[Article]:
    rng = random.Random(8)
    words = topic(rng)
    made = [story(rng, words) for _ in range(5)]
    made.append(copy_of(rng, made[0]))
    derive(*made)
    derive(*made)
    return made


def run(*args: str) -> list[str]:
    out = StringIO()
    call_command("rebuild_similar", *args, stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


@pytest.mark.parametrize("options", [[], ["--clear"]])
def test_it_makes_again_what_was_there(archive, options):
    before = state()
    lines = run(*options)
    assert state() == before
    last = archive[-1].pk
    assert lines == [
        f"profiles and copies: 6 articles, last id {last}",
        f"similar lists: 6 articles, last id {last}",
    ]


def test_it_goes_on_after_the_article_it_was_stopped_at(archive):
    Profile.objects.all().delete()
    run("--profiles-only", "--after", str(archive[3].pk))
    assert set(Profile.objects.values_list("pk", flat=True)) == {article.pk for article in archive[4:]}


def test_what_editors_banned_survives(archive):
    row = RelatedArticle.objects.filter(from_article=archive[1]).first()
    assert row
    RelatedArticle.objects.filter(pk=row.pk).update(banned=True)
    run("--clear")
    assert RelatedArticle.objects.get(from_article=archive[1], to_article=row.to_article).banned
