"""/most-read/ as readers see it, and the zone of a front."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Section, Zone
from articles.models.front import Fill, Layout
from articles.reading.ranking import WINDOWS, rank
from tests import factories
from tests.front.conftest import bare, front, pinned, standing  # noqa: F401 - the same front page
from tests.reading.conftest import were_read

pytestmark = pytest.mark.django_db


def headlines(html: str) -> list[str]:
    return re.findall(r'line-headline"><a href="[^"]*">([^<]*)', html)


@pytest.fixture
def stories() -> list[Article]:
    """The most read first, and all of the last hour."""
    made = [factories.article(headline=f"خبر {word}") for word in ("أول", "ثان", "ثالث", "رابع", "خامس")]
    were_read({story: 50 - n for n, story in enumerate(made)})
    for days in WINDOWS:
        rank(days)
    return made


def test_it_is_a_numbered_list_with_its_windows_as_links(reader, stories):
    response = reader.get("/most-read/")
    html = response.content.decode()
    assert headlines(html) == [story.headline for story in stories]
    assert html.count('<ol class="listing ranked">') == 1
    for days, current in ((1, True), (7, False), (30, False)):
        address = "/most-read/" if days == 1 else f"/most-read/?days={days}"
        assert (f'<a href="{address}" aria-current="page">' in html) is current
    assert not response.cookies
    assert '<link rel="canonical" href="http://testserver/most-read/">' in html
    assert '<link rel="canonical" href="http://testserver/most-read/?days=7">' in (
        reader.get("/most-read/?days=7").content.decode()
    )
    told = json.loads(re.findall(r'ld\+json">(.*?)</script>', html)[0])
    assert [one["position"] for one in told["itemListElement"]] == [1, 2, 3, 4, 5]
    assert told["itemListElement"][0]["url"].endswith(stories[0].get_absolute_url().split("/")[-2] + "/") or (
        f"/article/{stories[0].pk}/" in told["itemListElement"][0]["url"]
    )


@pytest.mark.parametrize("days", ["", "0", "2", "07", "-7", "7.0", "٧", "1e1", "9" * 5_000, "\x00", "\udcff"])
def test_other_windows_are_not_there(reader, stories, days):
    assert reader.get("/most-read/", {"days": days.encode(errors="surrogatepass")}).status_code == 404


def test_too_few_reads_are_said_in_words(reader, article):
    html = reader.get("/most-read/").content.decode()
    assert "القراءات في هذه المدة أقلّ من أن تُرتَّب بها الأخبار" in html
    assert "<ol" not in html


def test_what_expired_or_was_withdrawn_is_not_there(reader, stories):
    stories[0].status = "withdrawn"
    stories[0].save()
    stories[1].expires_at = timezone.now()
    stories[1].save()
    assert headlines(reader.get("/most-read/").content.decode()) == [one.headline for one in stories[2:]]


def test_it_costs_two_statements_with_any_number_of_counts(reader, stories, statements):
    small = statements("/most-read/")
    Article.objects.bulk_create(
        Article(
            headline=f"من الأرشيف {n}",
            headline_key=f"من الأرشيف {n}",
            slug=f"a-{n}",
            section=stories[0].section,
            source=stories[0].source,
            status="published",
            published_at=timezone.now(),
        )
        for n in range(500)
    )
    for hour in range(3):
        were_read(dict.fromkeys(Article.objects.filter(slug__startswith="a-"), 4), hours_ago=hour)
    rank(1)
    found = statements("/most-read/")
    assert len(found) == len(small) == 2
    assert not [
        sql for sql in found if "readcount" in sql or "COUNT(" in sql.upper() or " OFFSET " in sql.upper()
    ]


# --- The zone -------------------------------------------------------------------------------------------


def test_a_zone_of_the_most_read_keeps_their_order_without_what_stands_above(bare, stories):  # noqa: F811
    newest = factories.article(published_at=timezone.now())
    zones = bare(
        {"size": 1, "layout": Layout.LEAD},
        {"fill": Fill.READ, "layout": Layout.LIST, "size": 3},
        {"fill": Fill.NEWEST, "size": 5},
    )
    one, two, three, four, five = (story.pk for story in stories)
    assert standing()[:2] == [[newest.pk], [one, two, three]]
    assert set(standing()[2]) == {four, five}
    pinned(zones[0], stories[1])
    assert standing()[:2] == [[two], [one, three, four]]
    pinned(zones[1], stories[4], place=1)
    assert standing()[:2] == [[two], [five, one, three]]


def test_a_pinned_copy_of_what_is_read_most_stands_for_it(bare, stories):  # noqa: F811
    copy = factories.article(copy_of=stories[0])
    lead, _zone = bare({"size": 1}, {"fill": Fill.READ, "size": 2})
    pinned(lead, copy)
    assert standing() == [[copy.pk], [stories[1].pk, stories[2].pk]]


def test_beside_other_rules_it_costs_no_statement_more(bare, reader, stories):  # noqa: F811
    keyword, author = factories.keyword("الميناء"), factories.author()
    opinion = factories.section("رأي", is_opinion=True)
    factories.article(section=opinion, authors=[author], keywords=["الميناء"])
    bare(
        {"fill": Fill.NEWEST, "size": 1},
        {"fill": Fill.READ, "size": 2},
        {"fill": Fill.KEYWORD, "keyword": keyword, "size": 2},
        {"fill": Fill.EACH},
    )
    reader.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/").status_code == 200
    assert len(queries) <= 6


def test_on_the_page_it_is_numbered_and_leads_to_the_whole_list(bare, reader, stories):  # noqa: F811
    bare({"fill": Fill.READ, "layout": Layout.LIST, "size": 4})
    html = reader.get("/").content.decode()
    zone = html[html.index("strip-ranked") :]
    assert '<a href="/most-read/">الأكثر قراءة</a></h2>' in zone
    assert re.findall(r"<li><a href=\"[^\"]*\">(خبر [^<]*)", zone) == [one.headline for one in stories[:4]]


def test_with_too_few_reads_the_zone_is_not_there(bare, reader, article):  # noqa: F811
    bare({"fill": Fill.NEWEST, "size": 1}, {"fill": Fill.READ, "layout": Layout.LIST})
    factories.article()
    assert "strip-ranked" not in reader.get("/").content.decode()


def test_a_new_newsroom_has_the_zone(db):
    zone = Zone.objects.get(front__section=None, fill=Fill.READ)
    assert (zone.layout, str(zone)) == (Layout.LIST, "الأكثر قراءة")


def test_in_the_front_of_a_section_it_ranks_the_whole_site(reader, stories):
    from articles.models import Front

    sport = factories.section("رياضة")
    own = factories.article(section=sport)
    made = Front.objects.create(section=sport)
    Zone.objects.create(front=made, fill=Fill.READ, layout=Layout.LIST, size=2)
    assert standing(section=sport.pk) == [[stories[0].pk, stories[1].pk]]
    html = reader.get(Section.objects.get(pk=sport.pk).get_absolute_url()).content.decode()
    assert own.headline in html
