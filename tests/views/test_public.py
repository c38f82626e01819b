"""What holds for every public page, and for listings."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.template import loader
from django.utils import timezone

from articles.models import Byline
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(article) -> list[str]:
    article.keywords.set(["ميناء"])
    author = factories.author("ليلى")
    Byline.objects.create(article=article, author=author)
    Byline.objects.create(article=article, author=author, role="photographer")
    listings = [article.section, article.source, article.keyword_list[0], author]
    return [
        "/",
        article.get_absolute_url(),
        "/search/?q=خبر",
        *(thing.get_absolute_url() for thing in listings),
    ]


def test_pages_are_the_same_for_everybody_and_may_be_kept(reader, desk, pages, monkeypatch):
    now = timezone.now().replace(second=47, microsecond=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    for path in [*pages, "/feed.rss"]:
        response = reader.get(path)
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert b"csrf" not in response.content
        # Thirteen seconds to the next minute, those included in which an old copy may be shown.
        assert response["Cache-Control"] == (
            "public, max-age=10, s-maxage=10, stale-while-revalidate=3, stale-if-error=3"
        )
        assert "unsafe-inline" not in response["Content-Security-Policy"]
        assert desk.get(path).content == response.content
        assert reader.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
        head = reader.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert (head["ETag"], head["Content-Length"]) == (response["ETag"], str(len(response.content)))
        assert reader.post(path).status_code == 405


def test_answers_name_what_they_show(reader, article):
    response = reader.get(article.get_absolute_url())
    tags = response["Cache-Tag"].split(",")
    assert {"all", f"article-{article.pk}", f"source-{article.source_id}"} <= set(tags)
    assert response["Surrogate-Key"].split(" ") == tags


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "abc",
        "0",
        "1",
        "-1",
        "o1",
        "o1-",
        "o1-1x",
        "x1-1",
        "o٣-١",
        "o99999999999999999-1",
        "9" * 5000,
        "\x00",
    ],
)
def test_a_page_that_cannot_be_is_not_found(reader, pages, cursor):
    for path in pages[2:]:
        response = reader.get(path, {"q": "خبر", "page": cursor})
        # the one that can be: a cursor of ours that points beyond every year there is
        assert response.status_code == 404 or cursor == "o99999999999999999-1"


@pytest.mark.parametrize("kind", ["section", "keyword", "source", "author"])
def test_unknown_names_are_not_found_and_the_page_helps(reader, kind):
    factories.section("اقتصاد")
    response = reader.get(f"/{kind}/لا-شيء/")
    assert response.status_code == 404
    assert 'role="search"' in response.content.decode()
    assert "اقتصاد" in response.content.decode()


def headlines(html: str) -> list[str]:
    return re.findall(r"خبر السلسلة \d+", html[html.index("<main") :])


def test_pages_walk_through_all_stories_once_and_back(reader):
    section, same = factories.section(), timezone.now() - timedelta(hours=2)
    for n in range(45):
        factories.article(section=section, headline=f"خبر السلسلة {n}", published_at=same, lede="")
    path, seen, pages = section.get_absolute_url(), [], []
    while path:
        html = reader.get(path).content.decode()
        pages.append(headlines(html))
        seen += pages[-1]
        factories.article(section=section, headline="خبر وصل أثناء القراءة")
        older = re.search(r'rel="next" href="([^"]*)"', html)
        path = section.get_absolute_url() + older[1] if older else ""
    assert [len(page) for page in pages] == [20, 20, 5]
    assert seen == [f"خبر السلسلة {n}" for n in reversed(range(45))]
    newer = re.search(r'rel="prev" href="([^"]*)"', html)
    assert newer
    assert headlines(reader.get(section.get_absolute_url() + newer[1]).content.decode()) == pages[1]


def test_a_section_shows_its_childrens_stories(reader):
    parent = factories.section("اقتصاد")
    child = factories.section("طاقة", parent=parent)
    factories.article(section=child, headline="خبر السلسلة 1")
    factories.article(section=parent, headline="خبر السلسلة 2")
    assert headlines(reader.get(parent.get_absolute_url()).content.decode()) == [
        "خبر السلسلة 2",
        "خبر السلسلة 1",
    ]
    assert headlines(reader.get(child.get_absolute_url()).content.decode()) == ["خبر السلسلة 1"]


def test_a_story_signed_twice_is_one_line(reader, pages, article):
    html = reader.get(pages[-1]).content.decode()
    assert html.count(f'href="{article.get_absolute_url()}"') == 1


def test_the_front_page_shows_no_story_twice(reader):
    for name in ("سياسة", "اقتصاد"):
        section = factories.section(name)
        for n in range(9):
            factories.article(
                section=section, headline=f"{name} {n}", lead_photo=factories.photo() if n == 3 else None
            )
    html = reader.get("/").content.decode()
    html = html[html.index("<main") :]
    stories = re.findall(r'<a href="(/article/[^"]*)"', html)
    assert len(stories) == 18  # lead, second rank, the newest, and what is left for the strips
    assert len(stories) == len(set(stories))
    assert "اقتصاد 3" in html[: html.index("اقتصاد 8")]


def test_an_empty_newsroom_says_so(reader):
    assert "لم يُنشر خبر بعد." in reader.get("/").content.decode()
    assert "لا أخبار هنا بعد." in reader.get(factories.section().get_absolute_url()).content.decode()


def test_the_page_for_our_own_faults_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = loader.get_template("500.html").render()
    assert 'dir="rtl"' in html
    assert "{" not in html
