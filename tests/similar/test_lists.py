"""What readers see under «إقرأ أيضاً» and «مقالات مشابهة», whatever happened in the newsroom."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Profile, RelatedArticle, TermCount
from articles.models.related import Origin, shown_on
from articles.similar.lists import similar_to
from articles.similar.parameters import FEWEST, LIST_LENGTH
from articles.similar.profiles import ALL_ARTICLES, read_all, unpacked
from articles.text.similarity import containment
from tests import factories
from tests.similar.newsroom import COMMON, NOW, copy_of, derive, later, story, topic

pytestmark = pytest.mark.django_db


def similar(article: Article) -> list[int]:
    """Ids of what its similar list shows."""
    rows = shown_on(Article.objects.get(pk=article.pk))
    return [row.story.pk for row in rows if row.kind == "similar" and row.story]


@pytest.fixture
def rng() -> random.Random:
    return random.Random(11)


def test_stories_of_one_topic_find_each_other(rng):
    topics = [topic(rng) for _ in range(4)]
    made = [[story(rng, words) for _ in range(6)] for words in topics]
    derive(*(article for group in made for article in group))
    for group in made:
        for article in group:
            own = {other.pk for other in group} - {article.pk}
            assert own <= set(similar(article)[: len(own)]), article


def test_the_reasons_name_shared_words_and_the_day(rng):
    words = topic(rng)
    one, other = (story(rng, words, published_at=NOW - timedelta(hours=hours)) for hours in (1, 2))
    derive(one, other)
    row = RelatedArticle.objects.get(from_article=other, to_article=one)
    *shared, day = row.reasons
    assert {kind for kind, *_ in shared} <= {"names", "words"}
    assert {word for _, *terms in shared for term in terms for word in term.split()} & set(words)
    assert day == ["day"]
    assert row.score is not None
    assert 0 < row.score <= 1


def test_a_name_that_both_repeat_is_a_reason_and_stands_for_its_words(rng):
    words = topic(rng)
    one, other = (
        story(
            rng,
            words,
            headline="وفد كوريا الشمالية يصل",
            body=f"<p>في كوريا الشمالية {' '.join(rng.sample(COMMON, 40))} وكوريا الشماليّة {said}</p>",
        )
        for said in ("ميناء", "مطار")
    )
    derive(one, other)
    reasons = RelatedArticle.objects.get(from_article=other, to_article=one).reasons
    assert reasons[0] == ["names", "كوريا الشماليّة"]
    assert not {"كوريا", "الشماليّة"} & {term for _, *terms in reasons[1:] for term in terms}


def test_a_new_story_enters_the_lists_of_older_ones(rng):
    words = topic(rng)
    older = [story(rng, words) for _ in range(3)]
    derive(*older)
    new = story(rng, words)
    derive(new)
    assert all(new.pk in similar(article) for article in older)


def test_a_full_list_gives_up_what_is_least_alike(rng):
    words = topic(rng)
    older = [story(rng, words, published_at=NOW - timedelta(days=30)) for _ in range(LIST_LENGTH + 1)]
    today = story(rng, words)
    derive(*older, today)
    assert len(similar(today)) == LIST_LENGTH
    new = story(rng, words)
    derive(new)
    assert similar(today)[0] == new.pk
    assert len(similar(today)) == LIST_LENGTH
    assert RelatedArticle.objects.filter(from_article=today).count() == LIST_LENGTH


@pytest.mark.parametrize(
    "fields",
    [{"status": "withdrawn"}, {"expires_at": later(-0.01)}, {"published_at": later(5)}, {"status": "draft"}],
)
def test_what_is_no_longer_public_leaves_every_list_at_once(rng, fields):
    words = topic(rng)
    one, other = story(rng, words), story(rng, words)
    derive(one, other)
    assert other.pk in similar(one)
    Article.objects.filter(pk=other.pk).update(**fields)  # no event, no task: decided at read time
    assert other.pk not in similar(one)


def test_a_list_with_too_little_in_it_is_filled_from_the_section_and_says_so(rng):
    section = factories.section("رياضة")
    words = topic(rng, 80)
    alone = story(rng, words, section=section, headline=" ".join(words[:7]), body=f"<p>{' '.join(words)}</p>")
    others = [story(rng, topic(rng), section=section) for _ in range(FEWEST + 2)]
    elsewhere = story(rng, topic(rng), section=factories.section("اقتصاد"))
    derive(elsewhere, *others, alone)
    rows = shown_on(alone)
    assert len(rows) == FEWEST
    assert all(row.fills for row in rows)
    assert elsewhere.pk not in similar(alone)


def test_what_editors_chose_stays_and_stands_first(rng):
    words = topic(rng)
    made = [story(rng, words) for _ in range(6)]
    pinned = story(rng, topic(rng))
    banned = made[1]
    factories.related(made[0], pinned, position=0)
    factories.related(made[0], banned, banned=True, position=1)
    factories.related(made[0], made[2], "read_also")
    derive(*made, pinned)
    derive(*made)
    shown = similar(made[0])
    assert shown[0] == pinned.pk
    assert banned.pk not in shown
    assert made[2].pk not in shown
    assert RelatedArticle.objects.get(from_article=made[0], to_article=banned).banned


def test_a_computed_row_that_is_banned_stays_out(rng):
    words = topic(rng)
    one, other = story(rng, words), story(rng, words)
    derive(one, other)
    RelatedArticle.objects.filter(from_article=one, to_article=other).update(banned=True)
    derive(one, other)
    assert other.pk not in similar(one)
    assert RelatedArticle.objects.filter(from_article=one, to_article=other).count() == 1


def test_deriving_twice_changes_nothing(rng):
    words = topic(rng)
    made = [story(rng, words) for _ in range(5)]
    copy_of(rng, made[0])

    def state() -> tuple:
        rows = RelatedArticle.objects.order_by("pk").values_list("pk", "to_article", "score", "position")
        counts = TermCount.objects.order_by("term").values_list("term", "articles")
        return list(rows), list(counts), list(Article.objects.order_by("pk").values_list("pk", "copy_of"))

    derive(*Article.objects.all())
    derive(*Article.objects.all())
    before = state()
    derive(*Article.objects.all())
    assert state() == before
    assert TermCount.objects.get(term=ALL_ARTICLES).articles == 6


def test_an_edit_moves_a_story_to_its_new_topic(rng):
    first, second = topic(rng), topic(rng)
    made = [story(rng, first) for _ in range(3)] + [story(rng, second) for _ in range(3)]
    derive(*made)
    moved, source = made[0], made[3]
    moved.headline, moved.body = source.headline + " جديد آخر مختلف تماما", story(rng, second).body
    moved.save()
    derive(moved)
    assert set(similar(moved)[:3]) == {article.pk for article in made[3:]}


def order_of(article: Article) -> list[int]:
    """What editors put into its similar list, in their order."""
    picks = RelatedArticle.objects.filter(from_article=article, kind="similar", banned=False)
    picks = picks.exclude(origin=Origin.COMPUTED).order_by("position", "pk")
    return [pk for pk in picks.values_list("to_article", flat=True) if pk]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_lists_keep_their_promises(seed):
    """Random newsrooms: states, copies, picks, bans, edits, in any order."""
    rng = random.Random(seed)
    topics = [topic(rng) for _ in range(3)]
    made: list[Article] = []
    for _ in range(26):
        if made and rng.random() < 0.25:
            made.append(copy_of(rng, rng.choice(made), source=factories.source()))
        else:
            made.append(story(rng, rng.choice(topics)))
        if rng.random() < 0.3:
            derive(made[-1])
    for _ in range(25):
        one, other = rng.sample(made, 2)
        if not RelatedArticle.objects.filter(from_article=one, to_article=other).exists():
            kind = rng.choice(["read_also", "similar"])
            factories.related(one, other, kind, position=rng.randrange(5), banned=rng.random() < 0.3)
    derive(*made)
    for article in rng.sample(made, 8):
        change = rng.choice(
            [
                {"status": "withdrawn"},
                {"status": "draft"},
                {"expires_at": later(-0.01)},
                {"published_at": later(3)},
                {"published_at": NOW - timedelta(days=9)},
            ]
        )
        Article.objects.filter(pk=article.pk).update(**change)
        if rng.random() < 0.5:
            derive(article)

    texts = {
        pk: frozenset(unpacked(shingles)) for pk, shingles in Profile.objects.values_list("pk", "shingles")
    }
    public = set(Article.objects.published().values_list("pk", flat=True))
    banned = set(RelatedArticle.objects.filter(banned=True).values_list("from_article", "to_article", "kind"))
    for article in Article.objects.filter(pk__in=public):
        rows = shown_on(article)
        shown = [row.story.pk for row in rows if row.story]
        assert len(shown) == len(set(shown)) == len(rows)
        assert article.pk not in shown
        assert set(shown) <= public
        assert not {(article.pk, row.story.pk, row.kind) for row in rows} & banned
        texts_shown = [texts[pk] for pk in [article.pk, *shown]]
        computed = [row.story.pk for row in rows if row.kind == "similar"]
        assert len(computed) <= LIST_LENGTH
        for place, one in enumerate(texts_shown):
            assert all(containment(one, other) < 0.5 for other in texts_shown[:place])
        first = [pk for pk in order_of(article) if pk in computed]
        assert computed[: len(first)] == first


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts before it plans")
def test_candidates_are_fetched_by_their_ids_whatever_the_archive_holds(rng):
    words = topic(rng)
    made = [story(rng, words) for _ in range(3)]
    derive(*made)
    with CaptureQueriesContext(connection) as asked:
        similar_to(made[0], read_all(made[:1])[made[0].pk])
    (fetching,) = [one["sql"] for one in asked if "weights" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {fetching}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert not any("published_at" in step for step in plan), plan  # a walk along all that is published
