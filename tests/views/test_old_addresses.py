"""Readers who come by an address of a former system."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import OldAddress

pytestmark = pytest.mark.django_db


def old(path: str, to: str = "", article=None) -> OldAddress:
    return OldAddress.objects.create(path=path, to=to, article=article)


def test_it_leads_to_the_story_for_good(reader, article):
    one = old("/news/details.php?id=512", article=article)
    response = reader.get("/news/details.php?id=512&utm_source=x")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert set(response["Cache-Tag"].split(",")) == {"all", f"oldaddress-{one.pk}", f"article-{article.pk}"}
    assert response["Cache-Control"].startswith("public, ")
    article.headline, article.slug = "عنوان آخر", ""
    article.save()
    assert reader.get("/news/details.php?id=512")["Location"] == article.get_absolute_url()


@pytest.mark.parametrize(
    "asked", ["/أخبار/1", "/أخبار/1/", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1", "/أخبار/1?page=2", "/أخبار/1?"]
)
def test_it_is_found_however_it_is_asked_for(reader, asked):
    old("/أخبار/1", to="/section/اقتصاد/?a=1#top")
    response = reader.get(asked)
    assert response.status_code == 301
    assert response["Location"] == "/section/%D8%A7%D9%82%D8%AA%D8%B5%D8%A7%D8%AF/?a=1#top"


def test_one_with_the_query_comes_before_one_without(reader):
    old("/news", to="/archive/")
    old("/news?id=5", to="/feeds/")
    assert reader.get("/news?id=5")["Location"] == "/feeds/"
    assert reader.get("/news?id=6")["Location"] == reader.get("/news")["Location"] == "/archive/"


def test_it_hides_no_page_of_ours(reader, article):
    for path in ("/", article.get_absolute_url().rstrip("/"), "/search", "/archive"):
        old(path, to="/feeds/")
    for path in ("/", article.get_absolute_url(), "/search/", "/archive/"):
        assert reader.get(path).status_code == 200


def test_a_page_of_ours_that_is_not_there_may_be_an_old_address(reader):
    old("/section/قديم", to="/archive/")
    assert reader.get("/section/قديم/")["Location"] == "/archive/"


def test_a_story_that_is_over_leads_nowhere_rather_than_to_itself(reader, article):
    path = article.get_absolute_url()
    old(f"/article/{article.pk}/{article.slug}", article=article)
    article.expires_at = timezone.now() - timedelta(minutes=1)
    article.save()
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/a%00?x=%00",
        "/%ED%A0%80",
        "/%C7%E1",
        "//evil.example/",
        "/" + "ط" * 3000,
        "/?",
        "/a?%ff=%fe&&=",
    ],
)
def test_no_address_breaks_the_page_of_what_is_not_there(reader, path):
    assert reader.get(path).status_code in (200, 404)


def test_it_is_asked_for_once_and_by_readers_alone(reader, desk, django_assert_num_queries):
    old("/old", to="/archive/")
    with django_assert_num_queries(1):
        assert reader.get("/old").status_code == 301
    with django_assert_num_queries(2):
        assert reader.get("/new").status_code == 404
    assert reader.head("/old").status_code == 301
    assert reader.post("/old").status_code == 404
    assert desk.get("/admin/old/").status_code == 404
