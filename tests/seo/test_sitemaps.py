"""Sitemaps: read with an XML parser, and held against the rules of sitemaps.org's schemas."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.seo import named, sitemaps, walks
from tests import factories
from tests.views.conftest import archive

pytestmark = pytest.mark.django_db

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
# W3C date and time with its zone, as xsd:dateTime takes it
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
ZONE = ZoneInfo("Asia/Riyadh")


def body(response: Any) -> bytes:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return response.getvalue()


def parsed(response: Any) -> ET.Element:
    """The root, after the rules of siteindex.xsd, sitemap.xsd and the two of Google."""
    content = body(response)
    assert len(content) <= 50 * 1024 * 1024
    root = ET.fromstring(content)
    item = {f"{MAPS}sitemapindex": f"{MAPS}sitemap", f"{MAPS}urlset": f"{MAPS}url"}[root.tag]
    assert len(root) <= 50_000
    for one in root:
        assert one.tag == item
        assert one[0].tag == f"{MAPS}loc"
        assert {child.tag for child in one} <= {
            f"{MAPS}loc",
            f"{MAPS}lastmod",
            f"{IMAGE}image",
            f"{NEWS}news",
        }
        address = one.findtext(f"{MAPS}loc") or ""
        assert re.fullmatch(r"http://testserver/[!-~]*", address)
        assert 12 <= len(address) <= 2048
        for changed in one.findall(f"{MAPS}lastmod"):
            assert MOMENT.fullmatch(changed.text or "")
        for image in one.findall(f"{IMAGE}image"):
            assert [child.tag for child in image] == [f"{IMAGE}loc"]
        for story in one.findall(f"{NEWS}news"):
            tags = [child.tag for child in story]
            assert tags == [f"{NEWS}{name}" for name in ("publication", "publication_date", "title")]
            assert [child.tag for child in story[0]] == [f"{NEWS}name", f"{NEWS}language"]
            assert MOMENT.fullmatch(story[1].text or "")
    return root


def locations(reader: Any, path: str) -> list[str]:
    """The paths in a sitemap."""
    found = parsed(reader.get(path)).iter(f"{MAPS}loc")
    return [(one.text or "").removeprefix("http://testserver") for one in found]


def everything(reader: Any) -> list[str]:
    """The paths in all sitemaps of the index."""
    return [path for name in locations(reader, "/sitemap.xml") for path in locations(reader, name)]


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZONE)


# --- The index and its files --------------------------------------------------------------------------------


def test_all_public_addresses_are_in_it_each_once(reader, monkeypatch):
    monkeypatch.setattr(walks, "BATCH", 3)
    section, source, author = (
        factories.section("اقتصاد"),
        factories.source("المرفأ"),
        factories.author("ليلى"),
    )
    shown = [
        factories.article(
            section=section,
            source=source,
            authors=[author],
            keywords=["ميناء"],
            published_at=at(2024, 2, 28, 23, n),
        )
        for n in range(8)
    ]
    shown += [factories.article(section=section, source=source, published_at=at(2024, 3, 1, 0, 0))]
    hidden = [
        factories.article(status="draft"),
        factories.article(status="withdrawn"),
        factories.article(published_at=timezone.now() + timedelta(hours=1)),
        factories.article(expires_at=timezone.now() - timedelta(minutes=1)),
        factories.article(canonical_url="https://almarfa.example/1"),
    ]
    factories.section("بلا أخبار"), factories.keyword("بلا أخبار")
    paths = everything(reader)
    assert len(paths) == len(set(paths))
    things = [*shown, section, source, author, shown[0].keyword_list[0]]
    assert set(paths) == {"/", *(thing.get_absolute_url() for thing in things)}
    assert not {one.get_absolute_url() for one in hidden} & set(paths)
    for path in paths:
        assert reader.get(path).status_code == 200
    assert locations(reader, "/sitemap.xml") == [
        f"/sitemap/{name}.xml"
        for name in ("sections", "keywords", "sources", "authors", "2024-02", "2024-03")
    ]


def test_months_are_the_newsrooms_own(reader):
    last = factories.article(published_at=at(2024, 2, 29, 23, 59, 59))
    first = factories.article(published_at=at(2024, 3, 1))
    assert locations(reader, "/sitemap/2024-02.xml") == [last.get_absolute_url()]
    assert locations(reader, "/sitemap/2024-03.xml") == [first.get_absolute_url()]


@pytest.mark.parametrize(("stories", "parts"), [(9, 3), (10, 4), (3, 1), (4, 2)])
def test_a_month_with_more_goes_on_in_further_parts(reader, monkeypatch, stories, parts):
    monkeypatch.setattr(sitemaps, "PART", 3)
    monkeypatch.setattr(walks, "PART", 3)
    monkeypatch.setattr(walks, "BATCH", 2)
    same = at(2024, 5, 5, 12)  # as in a careless import: the id tells them apart
    made = [factories.article(published_at=same) for _ in range(stories)]
    names = [name for name in locations(reader, "/sitemap.xml") if "2024" in name]
    assert names == [
        "/sitemap/2024-05.xml",
        *(f"/sitemap/2024-05-{n}.xml" for n in range(2, parts + 1)),
    ]
    found = [locations(reader, name) for name in names]
    assert list(chain(*found)) == [one.get_absolute_url() for one in made]
    assert max(map(len, found)) <= 3
    assert reader.get(f"/sitemap/2024-05-{parts + 1}.xml").status_code == 404


def test_parts_stay_whole_when_a_story_in_them_is_over(reader, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    monkeypatch.setattr(walks, "PART", 2)
    made = [factories.article(published_at=at(2024, 5, 5, n)) for n in range(5)]
    Article.objects.filter(pk=made[1].pk).update(expires_at=at(2024, 6, 1))
    found = [path for path in everything(reader) if path.startswith("/article/")]
    assert found == [one.get_absolute_url() for one in made if one != made[1]]


def test_names_are_sliced_by_their_ids(reader, monkeypatch):
    monkeypatch.setattr(named, "SLICE", 2)
    monkeypatch.setattr(sitemaps, "SLICE", 2)
    authors = [factories.author() for _ in range(7)]
    factories.article(authors=[authors[0], authors[2], authors[6]])
    names = [name for name in locations(reader, "/sitemap.xml") if "author" in name]
    assert names
    found = [path for name in names for path in locations(reader, name)]
    assert found == [authors[n].get_absolute_url() for n in (0, 2, 6)]


def test_a_keyword_with_few_stories_is_left_out(reader):
    for n in range(3):
        factories.article(keywords=["كثيرة", "نادرة"] if n else ["كثيرة"])
    factories.article(keywords=["نادرة"], status="draft")
    (path,) = locations(reader, "/sitemap/keywords.xml")
    assert path == Article.objects.earliest("pk").keyword_list[0].get_absolute_url()


def test_lastmod_is_when_a_reader_would_see_a_difference(reader):
    plain = factories.article(published_at=at(2024, 5, 5, 12), section=factories.section("أ"))
    updated = factories.article(
        published_at=at(2024, 5, 5, 13),
        significant_update_at=at(2024, 7, 1, 8, 30),
        section=factories.section("ب", parent=factories.section("أم")),
    )
    plain.body = "<p>تصويب مطبعي</p>"
    plain.save()

    def changed(path: str) -> dict[str, datetime]:
        return {
            one.findtext(f"{MAPS}loc", "").removeprefix("http://testserver"): datetime.fromisoformat(
                one.findtext(f"{MAPS}lastmod", "")
            )
            for one in parsed(reader.get(path))
        }

    stories = changed("/sitemap/2024-05.xml")
    assert stories[plain.get_absolute_url()] == plain.published_at
    assert stories[updated.get_absolute_url()] == updated.significant_update_at
    sections = changed("/sitemap/sections.xml")
    assert sections["/"] == updated.published_at
    assert sections[plain.section.get_absolute_url()] == plain.published_at
    # A section shows the stories of its children.
    assert sections[updated.section.parent.get_absolute_url()] == updated.published_at


def test_a_story_has_its_picture(reader):
    photo = factories.photo()
    factories.article(lead_photo=photo, published_at=at(2024, 5, 5))
    (image,) = parsed(reader.get("/sitemap/2024-05.xml")).iter(f"{IMAGE}loc")
    assert image.text == f"http://testserver{photo.picture.url}"


def test_an_empty_newsroom_has_valid_ones(reader):
    assert everything(reader) == ["/"]
    assert len(parsed(reader.get("/news-sitemap.xml"))) == 0


@pytest.mark.parametrize(
    "name",
    [
        *("2024-01", "2024-13", "2024-00", "0000-01", "9999-12", "2024-05-1", "2024-05-0", "2024-05-2"),
        *("keywords", "keywords-1", "keywords-9999", "strange", "sections-2", "2024", "2024-5", "٢٠٢٤-٠٥"),
    ],
)
def test_other_names_are_not_found(reader, name):
    factories.article(published_at=at(2024, 5, 5))
    assert reader.get(f"/sitemap/{name}.xml").status_code == 404


# --- What they cost -----------------------------------------------------------------------------------------


def cost(reader: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        body(reader.get(path))
    return len(queries)


def test_no_sitemap_costs_more_in_a_larger_archive(reader):
    section, source = factories.section(), factories.source()
    keyword, author = factories.keyword(), factories.author()

    def costs() -> list[int]:
        month = timezone.localtime(Article.objects.latest("published_at").published_at)
        paths = [f"/sitemap/{name}.xml" for name in ("sections", "keywords", f"{month:%Y-%m}")]
        return [cost(reader, path) for path in ["/sitemap.xml", "/news-sitemap.xml", *paths]]

    archive(10, section, source, keyword, author)
    small = costs()
    assert max(small) <= 5
    archive(800, section, source, keyword, author)
    assert costs() == small


def test_a_sitemap_is_sent_while_it_is_walked(reader, monkeypatch):
    monkeypatch.setattr(walks, "BATCH", 10)
    archive(100, factories.section(), factories.source(), factories.keyword(), factories.author())
    month = timezone.localtime(Article.objects.earliest("published_at").published_at)
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(f"/sitemap/{month:%Y-%m}.xml", headers={"accept-encoding": "gzip"})
        assert response.streaming
        assert "Content-Length" not in response
        begun = len(queries)
        content = response.getvalue()
    assert begun <= 2
    assert len(queries) >= begun + 9
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(content).count(b"<url>") == 100


def test_head_says_the_same_without_a_body(reader, article):
    month = timezone.localtime(article.published_at)
    for path in (f"/sitemap/{month:%Y-%m}.xml", "/sitemap.xml", "/robots.txt"):
        head, get = reader.head(path), reader.get(path)
        assert (head.status_code, head.getvalue()) == (200, b"")
        assert head["Cache-Tag"] == get["Cache-Tag"]
        assert not get.cookies
        assert get["Cache-Control"].startswith("public, ")


# --- News ---------------------------------------------------------------------------------------------------


def test_news_are_exactly_the_last_48_hours_newest_first(reader, monkeypatch):
    now = timezone.now().replace(second=30, microsecond=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    ages = (timedelta(0), timedelta(hours=47, minutes=59, seconds=59), timedelta(hours=48), timedelta(days=3))
    made = [factories.article(published_at=now - age, headline=f"خبر {age}") for age in ages]
    factories.article(published_at=now + timedelta(seconds=1))
    factories.article(published_at=now, status="draft")
    root = parsed(reader.get("/news-sitemap.xml"))
    assert [one.text for one in root.iter(f"{NEWS}title")] == [one.headline for one in made[:2]]
    assert [one.text for one in root.iter(f"{NEWS}name")] == ["السدرة"] * 2
    assert [one.text for one in root.iter(f"{NEWS}language")] == ["ar"] * 2
    dates = [datetime.fromisoformat(one.text or "") for one in root.iter(f"{NEWS}publication_date")]
    assert dates == [one.published_at for one in made[:2]]


def test_news_are_at_most_as_many_as_engines_take(reader, monkeypatch):
    assert walks.NEWS_MOST == 1_000
    archive(1_003, factories.section(), factories.source(), factories.keyword(), factories.author())
    found = locations(reader, "/news-sitemap.xml")
    assert len(found) == 1_000
    assert found[0] == Article.objects.latest("published_at").get_absolute_url()


@pytest.mark.parametrize(
    "headline",
    [
        "]]> خبر",
        "خبر </script><script>",
        "خبر \u202eمقلوب",
        "خبر\x00\x0b",
        "خبر \ud800",
        "خ" * 300,
        "🌊 1",
        "<![CDATA[ & خبر",
    ],
)
def test_no_headline_breaks_it(reader, headline):
    article = factories.article(headline=headline)
    article.refresh_from_db()
    (title,) = parsed(reader.get("/news-sitemap.xml")).iter(f"{NEWS}title")
    assert title.text == article.headline
