"""Links to keywords and authors keep their article's publication time, and listings are walked by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, ArticleKeyword, Byline
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def link_times(article: Article) -> set:
    links = [*article.keyword_links.all(), *article.bylines.all()]
    assert len(links) == 2
    return {link.published_at for link in links}


@pytest.fixture
def signed(db) -> Article:
    return factories.article(keywords=["ميناء الرمال"], authors=[factories.author()])


def test_a_link_takes_the_time_of_its_article(signed):
    assert link_times(signed) == {signed.published_at}


def test_the_links_follow_when_the_story_moves(signed, django_assert_num_queries):
    signed.published_at = NOW - timedelta(days=3)
    signed.save()
    assert link_times(signed) == {signed.published_at}
    again = Article.objects.get(pk=signed.pk)
    again.published_at = NOW - timedelta(days=5)
    again.save()
    assert link_times(signed) == {again.published_at}
    # How it stood (for its pages), the story, and whether a title waits for its headline
    with django_assert_num_queries(3):
        again.save()


def test_a_draft_gets_its_place_when_it_is_published():
    author = factories.author()
    draft = factories.article(status="draft", published_at=None, authors=[author], keywords=["ميناء"])
    assert link_times(draft) == {None}
    draft.status = "published"
    draft.save()
    assert link_times(draft) == {draft.published_at}
    assert list(Article.objects.published().signed_by(author)) == [draft]


def test_rows_written_in_bulk_are_placed_at_once(article):
    ArticleKeyword.objects.bulk_create([ArticleKeyword(content_object=article, tag=factories.keyword())])
    Byline.objects.bulk_create([Byline(article=article, author=factories.author())])
    for links in (ArticleKeyword, Byline):
        links.objects.place()
    assert link_times(article) == {article.published_at}


def test_stories_of_a_keyword_and_of_an_author_stand_newest_first():
    author = factories.author()
    made = [
        factories.article(keywords=["ميناء"], authors=[author], published_at=NOW - timedelta(hours=hours))
        for hours in (2, 5, 3)
    ]
    Byline.objects.create(article=made[0], author=author, role="photographer")
    order = [made[0], made[2], made[1]]
    keyword = made[0].keyword_list[0]
    assert list(Article.objects.published().with_keyword(keyword).newest()) == order
    assert list(Article.objects.published().signed_by(author).newest()) == order
    assert list(Article.objects.published().signed_by(author).oldest()) == order[::-1]
