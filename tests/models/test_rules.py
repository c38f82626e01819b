"""What the database refuses, whoever writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Keyword, KeywordSpelling, RelatedArticle, Section
from articles.models.related import shown_on
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "published", "published_at": None},
        {"expires_at": NOW - timedelta(days=9)},
        {"status": "nonsense"},
        {"slug": ""},
        {"headline_key": ""},
    ],
)
def test_an_impossible_article_is_refused(article, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**changes)


def test_no_self_links_no_duplicates_no_empty_rows(article):
    other = factories.article()
    factories.related(article, other)
    factories.related(article, "عنوان")
    for row in (
        RelatedArticle(from_article=article, to_article=article, kind="similar"),
        RelatedArticle(from_article=article, to_article=other, kind="similar"),
        RelatedArticle(from_article=article, title="عُنوان", kind="similar"),
        RelatedArticle(from_article=article, kind="similar"),
        RelatedArticle(from_article=article, to_article=other, kind="nonsense"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    factories.related(article, other, kind="read_also")  # another list may have it


def test_two_spellings_that_fold_alike_are_one_keyword():
    keyword = factories.keyword("إيران")
    with pytest.raises(IntegrityError), transaction.atomic():
        Keyword.objects.create(name="ایران")
    with pytest.raises(IntegrityError), transaction.atomic():
        KeywordSpelling.objects.create(keyword=factories.keyword("روسيا"), text="أيران", key="ايران")
    assert Keyword.by_spelling("اِيران") == keyword


def test_keywords_are_found_by_any_spelling_and_keep_their_order(article, django_assert_num_queries):
    google = factories.keyword("غوغل")
    google.set_other_spellings(["جوجل", "قوقل"])
    article.keywords.set(["قوقل", "ایران", "إيران", "روسيا"])
    assert [str(keyword) for keyword in Article.objects.get().keyword_list] == ["غوغل", "إيران", "روسيا"]
    with django_assert_num_queries(2):
        article.keywords.set(["جوجل", "إيران", "روسيا"])
    article.keywords.set(["روسيا", "إيران"])
    assert [str(keyword) for keyword in Article.objects.get().keyword_list] == ["روسيا", "إيران"]


def test_a_renamed_keyword_is_still_found_by_its_old_name():
    keyword = factories.keyword("تويتر")
    keyword.name = "إكس"
    keyword.save()
    assert Keyword.by_spelling("تويتر") == keyword
    assert keyword.other_spellings() == ["تويتر"]


def test_slugs_are_arabic_and_free():
    assert [factories.keyword("سيف").slug, factories.keyword("صيف").slug] == ["سيف", "صيف"]
    assert [factories.author("ليلى").slug, factories.author("ليلى").slug] == ["ليلى", "ليلى-2"]


def test_sections_have_one_level_of_children():
    child = factories.section(parent=factories.section())
    with pytest.raises(ValidationError):
        Section(name="حفيد", parent=child).full_clean()
    with pytest.raises(ValidationError):
        Section.objects.create(name="حفيد", parent=child)
    parent = child.parent
    parent.parent = factories.section()
    with pytest.raises(ValidationError):
        parent.full_clean()


@pytest.mark.parametrize(
    ("fields", "visible"),
    [
        ({"status": "draft"}, False),
        ({"status": "withdrawn"}, False),
        ({"published_at": NOW}, True),
        ({"published_at": NOW + timedelta(seconds=1)}, False),
        ({"published_at": NOW - timedelta(days=1), "expires_at": NOW}, False),
        ({"published_at": NOW - timedelta(days=1), "expires_at": NOW + timedelta(seconds=1)}, True),
    ],
)
def test_the_queryset_and_the_object_agree_on_what_is_public(fields, visible):
    article = factories.article(**fields)
    assert article.visible_at(NOW) is visible
    assert Article.objects.published(NOW).exists() is visible


def shown(article: Article) -> list[tuple[str, int | None]]:
    """The rows of its lists that readers see: title, and id of the story it opens."""
    rows = shown_on(article)
    return [(row.title, row.story.pk if row.story else None) for row in rows]


def test_a_title_waits_for_its_article(article):
    factories.related(article, "وصول السفينة «أمل»")
    assert shown(article) == [("وصول السفينة «أمل»", None)]
    arrived = factories.article(headline="وُصول السفينة أمل")
    assert shown(article) == [("وصول السفينة «أمل»", arrived.pk)]


def test_a_draft_stays_a_title_and_a_withdrawn_story_vanishes(article):
    factories.related(article, "خبر قادم")
    arrived = factories.article(headline="خبر قادم", status="draft", published_at=None)
    assert shown(article) == [("خبر قادم", None)]
    arrived.status = "published"
    arrived.save()
    assert shown(article) == [("خبر قادم", arrived.pk)]
    arrived.status = "withdrawn"
    arrived.save()
    assert shown(article) == []


def test_a_draft_that_an_editor_picked_is_no_title(article):
    factories.related(article, factories.article(headline="سرّ", status="draft", published_at=None))
    assert shown(article) == []


def test_a_computed_row_gives_way_to_the_title_that_somebody_wrote(article):
    other = factories.article(headline="خبر يُنتظر")
    factories.related(article, other, origin="computed", position=1000)
    RelatedArticle.objects.create(from_article=article, title="خبر يُنتظر", kind="similar", position=2)
    RelatedArticle.objects.link_titles_of(article)
    row = RelatedArticle.objects.get(from_article=article)
    assert (row.to_article, row.origin, row.position) == (other, "editor", 2)


def test_an_arrival_makes_no_duplicate_and_no_self_link(article):
    other = factories.article(headline="خبر آخر")
    factories.related(article, other)
    factories.related(article, "عنوان ينتظر")
    factories.related(other, "خبر ثالث")
    other.headline = "عنوان ينتظر"
    other.save()
    assert RelatedArticle.objects.filter(from_article=article).count() == 1
    other.headline = "خبر ثالث"
    other.save()
    assert not RelatedArticle.objects.filter(from_article=other).exists()
