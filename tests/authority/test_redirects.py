"""Sections, authors, sources and pages whose address is changed: pages and feeds lead on."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from articles.models import Redirect
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db

MAKERS = {"section": factories.section, "author": factories.author, "source": factories.source}


def rename(thing, slug: str) -> str:
    """Its address before."""
    old = thing.get_absolute_url()
    thing.slug = slug
    thing.save()
    return old


@pytest.mark.parametrize("kind", MAKERS)
def test_page_and_feed_lead_on_for_good(reader, kind):
    thing = MAKERS[kind]("اسم")
    old = rename(thing, "اسم-جديد")
    for end in ("", *(f"feed.{form}" for form in ("rss", "atom", "json"))):
        response = reader.get(f"{old}{end}")
        assert (response.status_code, response["Location"]) == (301, f"{thing.get_absolute_url()}{end}")
        assert f"{kind}-{thing.pk}" in response["Cache-Tag"].split(",")
    assert reader.get(f"{old}feed.rss?text=summary")["Location"].endswith("feed.rss?text=summary")
    assert reader.get(thing.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("kind", MAKERS)
def test_many_names_later_the_first_address_takes_one_step(reader, kind):
    thing = MAKERS[kind]("اسم")
    olds = [rename(thing, slug) for slug in ("ثان", "ثالث", "رابع")]
    for old in olds:
        assert reader.get(old)["Location"] == thing.get_absolute_url()
    rename(thing, "ثان")  # back: its old address is its own again
    assert reader.get(thing.get_absolute_url()).status_code == 200
    assert reader.get(olds[0])["Location"] == thing.get_absolute_url()
    assert Redirect.objects.count() == 3


@pytest.mark.parametrize("kind", MAKERS)
def test_what_has_the_address_now_comes_first(reader, kind):
    thing = MAKERS[kind]("اسم")
    old = rename(thing, "آخر")
    other = MAKERS[kind]("غيره", slug="اسم")
    assert other.get_absolute_url() == old
    assert reader.get(old).status_code == 200
    assert reader.get(f"{old}feed.rss").status_code == 200


@pytest.mark.parametrize("kind", MAKERS)
def test_saving_without_a_new_address_leaves_none(kind):
    thing = MAKERS[kind]("اسم")
    thing.name = "اسم آخر"
    thing.save()
    assert not Redirect.objects.exists()


def test_an_address_goes_with_what_it_leads_to(reader):
    author = factories.author("اسم")
    old = rename(author, "آخر")
    author.delete()
    assert reader.get(old).status_code == 404


@pytest.mark.parametrize("kind", ["section", "author", "page"])
def test_the_desk_gives_nobody_the_old_address_of_another(desk, kind):
    maker = {**MAKERS, "page": factories.page}[kind]
    thing, other = maker("اسم"), maker("غيره")
    path = f"/admin/articles/{kind}/{thing.pk}/change/"
    assert desk.post(path, {**form_of(desk, path), "slug": "جديد"}).status_code == 302
    for path, fields in (
        (f"/admin/articles/{kind}/{other.pk}/change/", {"slug": "اسم"}),
        (f"/admin/articles/{kind}/{other.pk}/change/", {"slug": "", "name": "اسْم"}),
    ):
        response = desk.post(path, {**form_of(desk, path), **fields})
        assert response.status_code == 200
        assert "رابط قديم" in response.content.decode()
    other.refresh_from_db()
    assert other.slug == "غيره"


def test_a_redirect_leads_to_what_its_kind_says(db):
    author = factories.author()
    for kind, named in (("section", {"author": author}), ("author", {}), ("strange", {"author": author})):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(slug="x", kind=kind, **named)


@pytest.mark.parametrize("kind", MAKERS)
def test_an_old_address_costs_few_statements(reader, kind, django_assert_max_num_queries):
    thing = MAKERS[kind]("اسم")
    old = rename(thing, "آخر")
    with django_assert_max_num_queries(4):
        reader.get(f"{old}feed.rss")
