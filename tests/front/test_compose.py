"""What stands where: pins over rules, zones in order, no story twice, at any moment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.front.compose import compose
from articles.front.pools import READ_WITHIN
from articles.models import Article, ArticleKeyword, RankedArticle, Ranking, Section
from articles.models.front import Fill, Layout
from tests import factories
from tests.front.conftest import pinned, standing, zone
from tests.workflow.conftest import in_state

pytestmark = pytest.mark.django_db


def stories(count: int, **fields) -> list[Article]:
    """Published stories, the newest first."""
    now = timezone.now()
    return [factories.article(published_at=now - timedelta(minutes=n + 1), **fields) for n in range(count)]


def test_a_newsroom_that_arranges_nothing_has_lead_rank_latest_most_read_and_a_strip_for_each_section(front):
    one, two = factories.section("سياسة", position=1), factories.section("رياضة", position=2)
    child = factories.section("كرة", parent=two)
    photo = factories.photo()
    made = stories(20, section=one)
    made[3].lead_photo = photo
    made[3].save()
    goal = factories.article(section=child, published_at=timezone.now() - timedelta(days=2))
    pks = [story.pk for story in made]
    others = [pk for pk in pks if pk != pks[3]]
    # The newest with a picture leads; what stands in the list of the newest stands in no strip.
    assert standing() == [[pks[3]], others[:4], others[4:12], [], others[12:17], [goal.pk]]


def test_a_pin_stands_over_the_rule_and_what_filled_the_place_moves_on(zones):
    pks = [story.pk for story in stories(5)]
    old = factories.article(published_at=timezone.now() - timedelta(days=300))
    pinned(zones[1], old, place=2)
    assert standing()[:2] == [[pks[0]], [pks[1], old.pk, pks[2], pks[3]]]


def test_a_story_pinned_below_does_not_fill_a_place_above(zones):
    made = stories(3)
    pinned(zones[1], made[0], place=1)
    assert standing()[:2] == [[made[1].pk], [made[0].pk, made[2].pk]]


def test_of_one_place_the_pin_that_began_last_holds_it_and_the_earlier_comes_back(zones):
    now = timezone.now()
    lead = zones[0]
    earlier, planned = stories(2)
    newest = factories.article(published_at=now)
    pinned(lead, earlier, begins_at=now - timedelta(hours=1))
    pinned(lead, planned, begins_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=3))
    assert standing(now)[0] == [earlier.pk]
    assert standing(now + timedelta(minutes=59))[0] == [earlier.pk]
    assert standing(now + timedelta(hours=1))[0] == [planned.pk]
    assert standing(now + timedelta(hours=2, minutes=59))[0] == [planned.pk]
    assert standing(now + timedelta(hours=3))[0] == [earlier.pk]
    assert newest.pk not in standing(now)[0]


def test_a_pin_that_is_covered_frees_its_story_for_the_rules(zones):
    now = timezone.now()
    covered, over = stories(2)
    pinned(zones[0], covered, begins_at=now - timedelta(hours=2))
    pinned(zones[0], over, begins_at=now - timedelta(hours=1))
    assert standing(now)[:2] == [[over.pk], [covered.pk]]


@pytest.mark.parametrize("state", ["draft", "approved", "scheduled", "expired", "withdrawn", "archived"])
def test_what_readers_may_not_see_leaves_its_place_to_the_next(zones, state):
    now = timezone.now()
    newest = factories.article()
    beneath = factories.article(published_at=now - timedelta(days=9))
    hidden = in_state(state)
    pinned(zones[0], hidden, begins_at=now - timedelta(minutes=1))
    assert standing(now)[0] == [newest.pk]
    pinned(zones[0], beneath, begins_at=now - timedelta(hours=1))
    assert standing(now)[0] == [beneath.pk]
    assert compose(None, now, list(Section.objects.all())).waiting == [hidden.pk]


def test_a_scheduled_story_takes_its_place_at_its_minute(zones):
    now = timezone.now()
    factories.article()
    coming = factories.article(published_at=now + timedelta(hours=1))
    pinned(zones[0], coming, begins_at=now)
    assert standing(now + timedelta(minutes=59))[0] != [coming.pk]
    assert standing(now + timedelta(hours=1))[0] == [coming.pk]


def test_no_story_and_no_copy_of_one_stands_twice(bare):
    section, source = factories.section(), factories.source()
    keyword = factories.keyword("الميناء")
    made = stories(30, section=section, source=source, keywords=["الميناء"])
    copy = factories.article(copy_of=made[2], section=section, published_at=timezone.now())
    first, *_others = bare(
        {"size": 4},
        {"fill": Fill.KEYWORD, "keyword": keyword, "size": 4},
        {"fill": Fill.SOURCE, "source": source, "size": 4},
        {"fill": Fill.SECTION, "section": section, "size": 4},
        {"fill": Fill.NEWEST, "size": 4},
    )
    pinned(first, copy, place=2)
    stood = standing()
    assert [len(one) for one in stood] == [4] * 5
    shown = [pk for one in stood for pk in one]
    assert len(shown) == len(set(shown)) == 20
    assert made[2].pk not in shown
    assert stood[0][1] == copy.pk


def test_two_pins_of_one_story_show_it_once_and_the_next_fills_the_other(bare):
    made = stories(4)
    one, two = bare({"size": 1}, {"size": 1})
    pinned(two, made[3])
    pinned(one, made[3])
    assert standing() == [[made[3].pk], [made[0].pk]]


def test_rules_of_keyword_source_and_section_with_children(bare):
    parent = factories.section("اقتصاد")
    child = factories.section("طاقة", parent=parent)
    other, agency = factories.section("رياضة"), factories.source("الوكالة")
    keyword = factories.keyword("النفط")
    factories.source("المرفأ")
    now = timezone.now()
    in_child = factories.article(section=child, published_at=now - timedelta(hours=2))
    in_parent = factories.article(section=parent, published_at=now - timedelta(hours=3))
    by_agency = factories.article(section=other, source=agency, published_at=now - timedelta(hours=4))
    with_word = factories.article(section=other, keywords=["النفط"], published_at=now - timedelta(hours=5))
    bare(
        {"fill": Fill.SECTION, "section": parent},
        {"fill": Fill.SOURCE, "source": agency},
        {"fill": Fill.KEYWORD, "keyword": keyword},
        {"fill": Fill.NONE},
    )
    assert standing() == [[in_child.pk, in_parent.pk], [by_agency.pk], [with_word.pk], []]


def test_a_section_with_a_zone_of_its_own_has_no_strip_among_the_others(bare):
    one, two = factories.section("سياسة", position=1), factories.section("رياضة", position=2)
    politics, sport = stories(1, section=one)[0], stories(1, section=two)[0]
    bare({"fill": Fill.SECTION, "section": two}, {"fill": Fill.EACH})
    assert standing() == [[sport.pk], [politics.pk]]


def test_a_rule_whose_name_was_deleted_fills_nothing_and_pins_stay(bare):
    keyword = factories.keyword("منسية")
    (only,) = bare({"fill": Fill.KEYWORD, "keyword": keyword})
    story = factories.article()
    keyword.delete()
    pinned(only, story, place=3)
    assert standing() == [[story.pk]]


def test_a_zone_that_shrank_keeps_its_pins_out_of_sight(bare):
    (only,) = bare({"size": 2})
    made = stories(3)
    pinned(only, made[2], place=3)
    assert standing() == [[made[0].pk, made[1].pk]]


def cost(at=None) -> int:
    at = at or timezone.now()
    sections = list(Section.objects.all())
    compose(None, at, sections)
    with CaptureQueriesContext(connection) as queries:
        compose(None, at, sections)
    return len(queries)


@pytest.mark.parametrize("count", [1, 5, 30])
def test_the_page_costs_the_same_whatever_the_number_of_zones(bare, reader, count):
    section, source = factories.section(), factories.source()
    keywords = [factories.keyword(f"كلمة {n}") for n in range(count)]
    made = stories(40, section=section, source=source)
    for keyword in keywords[:5]:
        ArticleKeyword.objects.bulk_create(
            ArticleKeyword(content_object=story, tag=keyword, published_at=story.published_at)
            for story in made
        )
    opinion = factories.section("رأي", is_opinion=True)
    author = factories.author()
    for _ in range(2):
        factories.article(section=opinion, authors=[author])
    rules = [
        {"fill": Fill.NEWEST},
        {"fill": Fill.KEYWORD},
        {"fill": Fill.SOURCE, "source": source},
        {"fill": Fill.SECTION, "section": section},
        {"fill": Fill.SECTION, "section": opinion, "layout": Layout.OPINION},
    ]
    wanted = [dict(rules[n % 5]) for n in range(count)]
    for n, one in enumerate(wanted):
        if one["fill"] == Fill.KEYWORD:
            one["keyword"] = keywords[n]
    for n, one in enumerate(bare(*wanted)):
        pinned(one, made[n], place=2)
    assert cost() <= 4
    reader.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/").status_code == 200
    assert len(queries) <= 6
    assert not [query for query in queries if "COUNT(" in query["sql"].upper()]


def test_a_section_without_a_front_costs_no_query_more_and_one_with_a_front_at_most_eight(reader):
    from articles.models import Front

    section = factories.section()
    made = stories(3, section=section)
    path = section.get_absolute_url()

    def of_page() -> int:
        reader.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(path).status_code == 200
        return len(queries)

    assert of_page() == 3
    front = Front.objects.create(section=section)
    assert of_page() == 4
    pinned(zone(front, layout=Layout.LEAD, size=1, fill=Fill.SECTION, section=section), made[1])
    assert of_page() <= 8
    assert standing(section=section.pk) == [[made[1].pk]]


def test_zones_above_leave_a_zone_its_size_however_many_they_hold(bare):
    section = factories.section()
    made = [story.pk for story in stories(70, section=section)]
    source, keyword = factories.source("المرفأ"), factories.keyword("الميناء")
    others = [
        factories.article(
            section=section,
            source=source,
            keywords=["الميناء"],
            published_at=timezone.now() - timedelta(days=1, minutes=n),
        ).pk
        for n in range(12)
    ]
    bare(
        *({"size": 20} for _ in range(3)),
        {"fill": Fill.SECTION, "section": section, "size": 5},
        {"fill": Fill.SOURCE, "source": source, "size": 5},
        {"fill": Fill.KEYWORD, "keyword": keyword, "size": 5},
    )
    assert standing() == [made[:20], made[20:40], made[40:60], made[60:65], others[:5], others[5:10]]


def test_zones_of_films_and_of_galleries(bare):
    now = timezone.now()
    film = '<figure data-embed="https://www.youtube.com/watch?v=KasAlSahel0"></figure>'
    pictures = "".join(f'<figure data-photo="{factories.photo().pk}"></figure>' for _ in range(2))
    post = '<figure data-embed="https://t.me/rabitat_aljusoor/412"></figure>'
    single = f"{pictures.split('</figure>')[0]}</figure>"
    bodies = {"film": f"<p>نص</p>{film}", "gallery": pictures, "post": post, "single": single}
    pk = {
        name: factories.article(body=body, published_at=now - timedelta(days=n + 2)).pk
        for n, (name, body) in enumerate(bodies.items())
    }
    newest = [story.pk for story in stories(30)]
    bare({"size": 2}, {"fill": Fill.FILM}, {"fill": Fill.GALLERY})
    assert standing() == [newest[:2], [pk["film"]], [pk["gallery"]]]
    story = Article.objects.get(pk=pk["film"])
    story.body = "<p>نص</p>"
    story.save()
    assert standing()[1] == []


def test_the_page_costs_the_same_with_strips_most_read_films_and_galleries_among_many_zones(bare, reader):
    parts = [factories.section(f"قسم {n}", position=n) for n in range(12)]
    for n, part in enumerate(parts):
        factories.section(f"فرع {n}", parent=part)
    made = [story for part in parts for story in stories(8, section=part)]
    Ranking.objects.get_or_create(days=READ_WITHIN, defaults={"ranked_at": timezone.now()})
    RankedArticle.objects.bulk_create(
        RankedArticle(ranking_id=READ_WITHIN, article=story, place=n + 1) for n, story in enumerate(made[:20])
    )
    source, keyword = factories.source(), factories.keyword()
    rules = [
        {"fill": Fill.READ, "size": 4},
        {"fill": Fill.EACH},
        {"fill": Fill.FILM},
        {"fill": Fill.GALLERY},
        {"fill": Fill.SECTION, "section": parts[0]},
        {"fill": Fill.SOURCE, "source": source},
        {"fill": Fill.KEYWORD, "keyword": keyword},
        {"fill": Fill.NEWEST},
    ]

    def costs(zones: int) -> tuple[int, int]:
        for n, one in enumerate(bare(*(dict(rules[n % len(rules)]) for n in range(zones)))):
            if one.fill != Fill.EACH:
                pinned(one, made[n])
        reader.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert reader.get("/").status_code == 200
        return cost(), len(queries)

    few, many = costs(8), costs(40)
    assert few == many
    assert many[0] <= 4
    assert many[1] <= 6
