"""What the heads of listings and of the front page say to search engines and social networks."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.utils import timezone
from PIL import Image

from articles.models import Front, Zone
from tests import factories
from tests.front.conftest import pinned
from tests.views.conftest import archive

pytestmark = pytest.mark.django_db

HOSTILE = ["]]> & <b>", "</script><script>alert(1)</script>", "\u202eقلب", 'قال "نعم"', "🌊"]


def head(reader: Any, path: str) -> str:
    response = reader.get(path)
    assert response.status_code == 200
    return response.content.decode().partition("</head>")[0]


def meta(reader: Any, path: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', head(reader, path))
    return {name: unescape(text) for name, text in found}


def canonical(reader: Any, path: str) -> str:
    (address,) = re.findall(r'<link rel="canonical" href="([^"]*)">', head(reader, path))
    return unescape(address)


def linked(reader: Any, path: str) -> dict[str, dict[str, Any]]:
    """The things in the JSON-LD of a page, by their types."""
    found = {}
    for text in re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', head(reader, path), re.DOTALL
    ):
        said = json.loads(text)
        assert said["@context"] == "https://schema.org"
        found |= {thing["@type"]: thing for thing in said.get("@graph", [said])}
    return found


@pytest.fixture
def things() -> list[Any]:
    """One of each kind that has a listing, with three pages of stories."""
    section = factories.section("طاقة", parent=factories.section("اقتصاد"), description="أسواق & أعمال")
    source = factories.source("المرفأ", logo=factories.photo(alt="شعار المرفأ"))
    keyword = factories.keyword("ميناء", introduction="سطر.\n\nوسطر بعده.")
    author = factories.author("ليلى", position="مراسلة", photo=factories.photo())
    archive(45, section, source, keyword, author)
    return [section, source, keyword, author, section.parent]


def test_every_listing_has_one_address_and_says_what_it_is(reader, things):
    for thing in things:
        path = thing.get_absolute_url()
        address = f"http://testserver{path}"
        assert canonical(reader, path) == canonical(reader, f"{path}?utm_source=x") == address
        said = meta(reader, path)
        assert (said["og:url"], said["og:title"], said["og:site_name"]) == (address, thing.name, "السدرة")
        assert said["og:description"] == said["description"] != ""
        assert "robots" not in said
    section, source, keyword, author, parent = (meta(reader, one.get_absolute_url()) for one in things)
    assert section["description"] == "أسواق & أعمال"
    assert keyword["description"] == "سطر. وسطر بعده."
    assert source["og:image"].startswith("http://testserver/media/photos/")
    assert source["og:image:alt"] == "شعار المرفأ"
    assert author["og:type"] == "profile"
    assert "ليلى" in author["description"]
    assert (author["twitter:card"], author["og:image:alt"]) == ("summary", "رافعات على رصيف")
    assert parent["og:image:alt"].startswith("خبر الميناء")  # the first of its stories that has a picture


def test_deep_pages_and_searches_are_for_readers_only(reader, things):
    for thing in things:
        path = thing.get_absolute_url()
        older = re.search(r'rel="next" href="([^"]*)"', reader.get(path).content.decode())
        assert older
        assert meta(reader, path + older[1])["robots"] == "noindex, follow"
        assert canonical(reader, path + older[1]) == f"http://testserver{path}{older[1]}"
    assert meta(reader, "/search/?q=ميناء")["robots"] == "noindex, nofollow"
    assert reader.get("/search/feed.rss?q=ميناء")["X-Robots-Tag"] == "noindex"


def test_every_list_has_a_picture_for_networks(reader, statements):
    """Its own, else that of its first story that has one, else the paper's."""
    story = factories.article(
        headline="رصيف جديد", lead_photo=factories.photo(), keywords=["ميناء"], authors=[factories.author()]
    )
    factories.article(published_at=timezone.now(), keywords=["ميناء"])
    day = timezone.localtime(story.published_at)
    lists = [story.section, story.source, story.keyword_list[0], story.bylines.get().author]
    for path in ("/", *(one.get_absolute_url() for one in lists), f"/archive/{day:%Y/%m/%d}/"):
        said = meta(reader, path)
        assert said["og:image"] == f"http://testserver{story.lead_photo.picture.url}", path
        assert (said["og:image:alt"], said["twitter:card"]) == ("رصيف جديد", "summary"), path
    for path in ("/corrections/", "/most-read/", "/archive/", f"/archive/{day:%Y}/", "/feeds/"):
        said = meta(reader, path)
        assert said["og:image"] == "http://testserver/static/img/icon.png", path
        assert (said["og:image:alt"], said["twitter:card"]) == ("السدرة", "summary"), path
    assert len(set(re.findall('SELECT "articles_photo"', " ".join(statements("/"))))) == 0


def test_the_papers_picture_is_there():
    found = find("img/icon.png")
    with Image.open(str(found)) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) >= 300  # what networks want of a square


def test_a_picture_that_may_not_be_shown_any_longer_is_shown_nowhere(reader):
    over = factories.photo(rights_expire_at=timezone.now() - timedelta(days=1))
    story = factories.article(lead_photo=over, keywords=["ميناء"])
    for path in ("/", story.section.get_absolute_url(), story.keyword_list[0].get_absolute_url()):
        assert meta(reader, path)["og:image"].endswith("icon.png"), path


def test_the_page_of_all_feeds_has_one_address(reader, article):
    assert canonical(reader, "/feeds/") == meta(reader, "/feeds/")["og:url"] == "http://testserver/feeds/"
    assert "robots" not in meta(reader, "/feeds/")
    section = article.section.slug
    for asked in (
        f"sections={section}",
        "text=summary",
        f"sections={section}&digits=latn",
        "without_keywords=أ",
    ):
        path = f"/feeds/?{asked}"
        assert canonical(reader, path) == "http://testserver/feeds/"
        assert meta(reader, path)["robots"] == "noindex, follow", asked
    assert "robots" not in meta(reader, "/feeds/?utm_source=x")


def test_a_name_without_stories_is_for_readers_only(reader):
    for thing in (factories.keyword(), factories.source(), factories.author()):
        assert meta(reader, thing.get_absolute_url())["robots"] == "noindex, follow"
    assert "robots" not in meta(reader, factories.section().get_absolute_url())
    story = factories.article(keywords=["ميناء"])
    assert "robots" not in meta(reader, story.keyword_list[0].get_absolute_url())


def test_the_front_page_lists_what_stands_on_it(reader):
    assert "ItemList" not in linked(reader, "/")
    for _ in range(3):
        factories.article()
    said = linked(reader, "/")["ItemList"]["itemListElement"]
    shown = re.findall(r'<h2[^>]*><a href="(/article/[^"]*)"', reader.get("/").content.decode())
    assert len(said) == 3
    assert said[0]["url"] == f"http://testserver{shown[0]}"
    assert {one["url"] for one in said} == {f"http://testserver{path}" for path in shown}


def test_a_section_lists_what_stands_above_its_list_first(reader):
    first, second = factories.article(), factories.article(published_at=timezone.now())
    front = Front.objects.create(section=first.section)
    zone = Zone.objects.create(front=front, position=0, layout="lead", fill="newest", size=1)
    pinned(zone, first)
    said = linked(reader, first.section.get_absolute_url())["ItemList"]["itemListElement"]
    assert [one["url"].removeprefix("http://testserver") for one in said] == [
        *(first.get_absolute_url(), second.get_absolute_url())
    ]


def test_a_listing_lists_its_stories_in_its_order(reader, things):
    for thing in things:
        html = reader.get(thing.get_absolute_url()).content.decode()
        said = linked(reader, thing.get_absolute_url())["ItemList"]["itemListElement"]
        assert [one["position"] for one in said] == list(range(1, 21))
        shown = re.findall(r'<h2 class="line-headline"><a href="([^"]*)"', html)
        assert [one["url"] for one in said] == [f"http://testserver{path}" for path in shown]
    assert "itemListElement" not in linked(reader, factories.section().get_absolute_url())["ItemList"]


def test_sections_and_stories_say_where_they_stand(reader, things):
    section = things[0]
    article = factories.article(section=section, headline="رصيف جديد")

    def steps(path: str) -> list[tuple[int, str, str]]:
        said = linked(reader, path)["BreadcrumbList"]["itemListElement"]
        return [(one["position"], one["name"], one["item"]) for one in said]

    way = [
        (1, "الأولى", "http://testserver/"),
        (2, "اقتصاد", f"http://testserver{section.parent.get_absolute_url()}"),
        (3, "طاقة", f"http://testserver{section.get_absolute_url()}"),
    ]
    assert steps(section.get_absolute_url()) == way
    assert steps(section.parent.get_absolute_url()) == way[:2]
    story = (4, "رصيف جديد", f"http://testserver{article.get_absolute_url()}")
    assert steps(article.get_absolute_url()) == [*way, story]


def test_who_signs_is_a_person_of_the_paper(reader, things):
    said = linked(reader, things[3].get_absolute_url())
    person = said["Person"]
    assert (person["name"], person["jobTitle"]) == ("ليلى", "مراسلة")
    assert person["image"].startswith("http://testserver/media/")
    assert person["worksFor"]["@id"] == said["NewsMediaOrganization"]["@id"]
    assert "description" not in person


def test_the_front_page_names_the_paper_and_how_to_search_it(reader, article):
    said = linked(reader, "/")
    assert said["NewsMediaOrganization"]["name"] == said["WebSite"]["name"] == "السدرة"
    assert said["WebSite"]["publisher"]["@id"] == said["NewsMediaOrganization"]["@id"]
    target = said["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://testserver/search/?q={search_term_string}"
    assert canonical(reader, "/") == meta(reader, "/")["og:url"] == "http://testserver/"
    assert linked(reader, article.get_absolute_url())["NewsArticle"]["publisher"]["@id"].startswith("http")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_gets_out_of_it(reader, settings, name):
    settings.SITE_NAME = f"صحيفة {name}"
    section = factories.section(f"قسم {name}", description=f"تعريف {name}")
    author = factories.author(f"كاتب {name}", bio=f"تعريف {name}\x00\x0b")
    article = factories.article(section=section, authors=[author], headline=f"خبر {name}")
    for thing in (section, author, article):
        thing.refresh_from_db()
    path = article.get_absolute_url()
    assert linked(reader, path)["BreadcrumbList"]["itemListElement"][-1]["name"] == article.headline
    assert meta(reader, path)["og:title"] == article.headline
    assert meta(reader, section.get_absolute_url())["og:title"] == section.name
    assert linked(reader, author.get_absolute_url())["Person"]["name"] == author.name
    assert linked(reader, "/")["WebSite"]["name"]
