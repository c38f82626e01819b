"""The archive by day: what its pages show, which of them there are, and where its days begin and end."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article
from tests import factories
from tests.seo.test_heads import canonical, linked, meta
from tests.views.conftest import archive

pytestmark = pytest.mark.django_db
RIYADH = ZoneInfo("Asia/Riyadh")


def at(*moment: int, zone: ZoneInfo = RIYADH) -> datetime:
    return datetime(*moment, tzinfo=zone)


def main(reader: Any, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 200, path
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def headlines(html: str) -> list[str]:
    return re.findall(r'<h2 class="line-headline"><a [^>]*>([^<]*)</a>', html)


def days(html: str) -> dict[str, str]:
    """The linked days of the calendar, by number."""
    table = html[html.index("<table") : html.index("</table>")]
    return {day: unescape(path) for path, day in re.findall(r'<td><a href="([^"]*)"[^>]*>(\d+)</a>', table)}


def neighbours(html: str) -> list[str]:
    nav = re.search(r'<nav class="neighbours".*?</nav>', html, re.DOTALL)
    return re.findall(r'href="([^"]*)"', nav[0]) if nav else []


# --- A day --------------------------------------------------------------------------------------------------


def test_a_day_has_its_stories_of_every_source_newest_first(reader):
    best = factories.article(headline="الأول", published_at=at(2024, 5, 9, 0, 0))
    factories.article(headline="الأخير", published_at=at(2024, 5, 9, 23, 59, 59))
    factories.article(headline="نسخته", published_at=at(2024, 5, 9, 12), copy_of=best)
    factories.article(headline="أمس", published_at=at(2024, 5, 8, 23, 59, 59))
    factories.article(headline="غدًا", published_at=at(2024, 5, 10))
    for state in ("draft", "withdrawn", "archived"):
        factories.article(headline=state, published_at=at(2024, 5, 9, 13), status=state)
    factories.article(headline="انتهى", published_at=at(2024, 5, 9, 14), expires_at=at(2024, 6, 1))
    html = main(reader, "/archive/2024/05/09/")
    assert headlines(html) == ["الأخير", "نسخته", "الأول"]
    assert "<h1>الخميس 9 مايو 2024</h1>" in html
    assert days(html) == {str(n): f"/archive/2024/05/{n:02}/" for n in (8, 9, 10)}
    assert 'href="/archive/2024/05/09/" aria-label="الخميس 9 مايو 2024" aria-current="page"' in html
    assert neighbours(html) == ["/archive/2024/05/08/", "/archive/2024/05/10/"]


def test_a_long_day_is_walked_page_by_page_and_never_leaves_the_day(reader):
    same = at(2024, 5, 9, 10)
    for n in range(45):
        factories.article(headline=f"خبر {n}", published_at=same)
    factories.article(headline="قبله", published_at=same - timedelta(days=1))
    factories.article(headline="بعده", published_at=same + timedelta(days=1))
    path, seen = "/archive/2024/05/09/", []
    while path:
        html = main(reader, path)
        seen.append(headlines(html))
        older = re.search(r'rel="next" href="(\?[^"]*)"', html)
        path = f"/archive/2024/05/09/{older[1]}" if older else ""
    assert [len(page) for page in seen] == [20, 20, 5]
    assert [*chain(*seen)] == [f"خبر {n}" for n in reversed(range(45))]
    newer = re.search(r'rel="prev" href="(\?[^"]*)"', html)
    assert newer
    assert headlines(main(reader, f"/archive/2024/05/09/{newer[1]}")) == seen[1]


def test_its_head_says_where_it_stands(reader):
    story = factories.article(published_at=at(2024, 5, 9, 10))
    path = "/archive/2024/05/09/"
    said = linked(reader, path)
    assert [one["name"] for one in said["BreadcrumbList"]["itemListElement"]] == [
        *("الأولى", "الأرشيف", "2024", "مايو", "الخميس 9 مايو 2024")
    ]
    assert [one["url"] for one in said["ItemList"]["itemListElement"]] == [
        f"http://testserver{story.get_absolute_url()}"
    ]
    assert (
        canonical(reader, f"{path}?utm_source=x")
        == meta(reader, path)["og:url"]
        == f"http://testserver{path}"
    )
    assert "robots" not in meta(reader, path)


# --- Months, years, all -------------------------------------------------------------------------------------


def test_the_calendar_is_a_table_whose_week_begins_as_the_paper_says(reader, settings):
    factories.article(published_at=at(2024, 5, 9, 10))

    def columns() -> list[str]:
        return re.findall(r'<th scope="col">([^<]*)</th>', main(reader, "/archive/2024/05/"))

    html = main(reader, "/archive/2024/05/")
    assert "نوفمبر" not in html
    assert re.search(r"<caption>.*مايو 2024.*</caption>", html)
    assert columns()[0] == "أحد"
    cells = re.findall(r"<td>(?:<(?:a|span)[^>]*>(\d+)<|</td>)", html)
    assert len(cells) % 7 == 0
    # 1 May 2024 was a Wednesday
    assert cells[:4] == ["", "", "", "1"]
    assert [int(cell) for cell in cells if cell] == list(range(1, 32))
    settings.FIRST_DAY_OF_WEEK = 6
    assert columns()[0] == "سبت"
    settings.FIRST_DAY_OF_WEEK = 1
    assert columns()[0] == "إثنين"


def test_what_lies_between_has_no_page_and_is_passed_over(reader):
    for moment in ((2021, 12, 31, 23, 59), (2024, 2, 29, 12), (2024, 5, 9, 12)):
        factories.article(published_at=at(*moment))
    assert neighbours(main(reader, "/archive/2024/02/29/")) == [
        "/archive/2021/12/31/",
        "/archive/2024/05/09/",
    ]
    assert neighbours(main(reader, "/archive/2024/02/")) == ["/archive/2021/12/", "/archive/2024/05/"]
    assert neighbours(main(reader, "/archive/2021/12/")) == ["/archive/2024/02/"]
    year = main(reader, "/archive/2024/")
    assert re.findall(r'<li><a href="(/archive/2024/\d\d/)"', year) == [
        "/archive/2024/02/",
        "/archive/2024/05/",
    ]
    assert "<span>يناير</span>" in year
    assert neighbours(year) == ["/archive/2021/"]
    whole = main(reader, "/archive/")
    assert re.findall(r'<li><a href="(/archive/\d+/)"', whole) == ["/archive/2024/", "/archive/2021/"]
    assert days(whole) == {"9": "/archive/2024/05/09/"}
    for path in ("/archive/2022/", "/archive/2024/03/", "/archive/2024/05/10/", "/archive/2020/01/01/"):
        assert reader.get(path).status_code == 404


def test_an_empty_newsroom_has_an_empty_archive(reader):
    factories.article(status="draft", published_at=at(2024, 5, 9, 12))
    assert "لم يُنشر خبر بعد." in main(reader, "/archive/")
    assert reader.get("/archive/2024/").status_code == 404


def test_every_page_leads_to_it(reader, article):
    assert '<a href="/archive/">الأرشيف</a>' in reader.get("/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        *("0000/", "0001/", "0999/", "9999/", "99999/", "999/", "-2024/", "٢٠٢٤/", "abcd/", "2024.5/"),
        *("2024/00/", "2024/13/", "2024/5/", "2024/05x/", "2024/99/", "0000/00/"),
        *("2024/02/30/", "2023/02/29/", "2024/04/31/", "2024/05/00/", "2024/05/32/", "2024/05/9/"),
        *("0001/01/01/", "9999/12/31/", "0000/00/00/", "2024/05/09/10/", "2024/05/%00/", "2024//09/"),
    ],
)
def test_no_other_date_has_a_page(reader, path):
    factories.article(published_at=at(2024, 5, 9, 12))
    assert reader.get(f"/archive/{path}").status_code == 404


def test_what_is_still_to_come_has_none_until_its_minute(reader, monkeypatch):
    factories.article(published_at=timezone.now() + timedelta(days=3))
    factories.article(published_at=timezone.now() - timedelta(days=400))
    coming = timezone.localtime() + timedelta(days=3)
    path = f"/archive/{coming:%Y/%m/%d}/"
    assert reader.get(path).status_code == 404
    monkeypatch.setattr("django.utils.timezone.now", lambda: coming + timedelta(minutes=1))
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize(
    "cursor", ["", "abc", "o1-1", "n99999999999999999-1", "o99999999999999999-1", "\x00", "9" * 999]
)
def test_a_cursor_outside_the_day_is_not_found_or_stays_in_it(reader, cursor):
    factories.article(headline="خبر", published_at=at(2024, 5, 9, 12))
    response = reader.get("/archive/2024/05/09/", {"page": cursor})
    if response.status_code != 404:
        assert headlines(response.content.decode()) == ["خبر"]


# --- Where days begin ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        # Clocks go forward at midnight: 26 April 2024 begins at one in Cairo, and has 23 hours.
        ("Africa/Cairo", "2024-04-25T22:00", "2024-04-26T20:59:59"),
        # They go back at midnight: 31 October 2024 has 25 hours.
        ("Africa/Cairo", "2024-10-30T21:00", "2024-10-31T21:59:59"),
        ("Asia/Riyadh", "2024-02-28T21:00", "2024-02-29T20:59:59"),
        ("America/New_York", "2024-11-03T04:00", "2024-11-04T04:59:59"),
    ],
)
def test_a_day_is_the_newsrooms_own_also_when_clocks_change(reader, settings, zone, first, last):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        begin, end = (datetime.fromisoformat(f"{moment}+00:00") for moment in (first, last))
        second = timedelta(seconds=1)
        for name, moment in (("أول", begin), ("آخر", end), ("قبل", begin - second), ("بعد", end + second)):
            factories.article(headline=name, published_at=moment)
        day = begin.astimezone(ZoneInfo(zone)).date()
        html = main(reader, f"/archive/{day:%Y/%m/%d}/")
        assert headlines(html) == ["آخر", "أول"]
        assert len(neighbours(html)) == 2
        for path in neighbours(html):
            assert len(headlines(main(reader, path))) == 1
    finally:
        timezone.get_default_timezone.cache_clear()


# --- What it costs ------------------------------------------------------------------------------------------


def test_it_costs_the_same_however_large(reader, statements):
    section, source = factories.section(), factories.source()
    keyword, author = factories.keyword(), factories.author()

    def costs() -> list[int]:
        newest = timezone.localtime(Article.objects.latest("published_at").published_at)
        found = []
        for path in (
            f"/archive/{newest:%Y/%m/%d}/",
            f"/archive/{newest:%Y/%m}/",
            f"/archive/{newest:%Y}/",
            "/archive/",
        ):
            sql = statements(path)
            assert not [one for one in sql if "COUNT(" in one.upper() or " OFFSET " in one.upper()]
            found.append(len(sql))
        return found

    archive(10, section, source, keyword, author)
    assert costs() == [3, 2, 2, 4]
    archive(2_000, section, source, keyword, author)
    assert costs() == [3, 2, 2, 4]


def test_centuries_are_asked_in_parts(reader, statements):
    for year in (1020, 1875, 2024):
        factories.article(published_at=at(year, 3, 1))
    assert len(statements("/archive/")) <= 8
    html = main(reader, "/archive/")
    assert re.findall(r'<li><a href="/archive/(\d+)/"', html) == ["2024", "1875", "1020"]
