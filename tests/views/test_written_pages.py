"""Pages that editors write: who sees them and where, and what is told of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import Page
from tests import factories
from tests.seo.test_heads import canonical, linked, meta
from tests.seo.test_sitemaps import locations

pytestmark = pytest.mark.django_db


def footer(reader: Any, path: str = "/") -> list[str]:
    html = reader.get(path).content.decode()
    html = html[html.index('<ul class="footer-links">') :]
    return re.findall(r'<a href="/page/[^"]*">([^<]*)</a>', html)


def test_a_page_shows_its_cleaned_text(reader):
    page = factories.page("من نحن", body='<p onclick="x()">صحيفة Al Sidra</p><script>alert(1)</script>')
    response = reader.get(page.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>من نحن</h1>" in html
    assert '<div class="prose"><p>صحيفة ' in html
    assert "alert" not in html
    assert "onclick" not in html
    assert {"all", f"page-{page.pk}"} == set(response["Cache-Tag"].split(","))
    assert not response.cookies


def test_it_is_in_the_footer_of_every_page_in_its_order(reader, article):
    factories.page("الخصوصية", position=3)
    factories.page("من نحن", position=1)
    factories.page("اتصل بنا", position=2)
    factories.page("لا في الذيل", in_footer=False)
    factories.page("لم تُنشر", is_published=False)
    for path in ("/", article.get_absolute_url(), "/search/", "/archive/", "/nothing/"):
        assert footer(reader, path) == ["من نحن", "اتصل بنا", "الخصوصية"]


def test_the_footer_costs_no_statement(statements, article):
    before = len(statements("/")), len(statements(article.get_absolute_url()))
    for n in range(5):
        factories.page(position=n)
    assert (len(statements("/")), len(statements(article.get_absolute_url()))) == before
    assert len(statements(Page.objects.latest("pk").get_absolute_url())) == 2


def test_one_that_is_not_out_is_not_found(reader):
    page = factories.page(is_published=False)
    assert reader.get(page.get_absolute_url()).status_code == 404
    assert page.get_absolute_url() not in locations(reader, "/sitemap/sections.xml")


@pytest.mark.parametrize("kind", ["AboutPage", "ContactPage", "WebPage"])
def test_engines_are_told_what_it_is(reader, kind):
    page = factories.page("من نحن", kind=kind, body="<p>نكتب عن «المدن» & الناس.</p><h2>ثم</h2><p>سطر.</p>")
    path = page.get_absolute_url()
    said = linked(reader, path)
    assert said[kind]["name"] == "من نحن"
    assert said[kind]["publisher"]["@id"] == said["NewsMediaOrganization"]["@id"]
    assert said["BreadcrumbList"]["itemListElement"][-1]["item"] == f"http://testserver{path}"
    assert meta(reader, path)["description"] == "نكتب عن «المدن» & الناس. ثم سطر."
    assert canonical(reader, path) == meta(reader, path)["og:url"] == f"http://testserver{path}"
    assert path in locations(reader, "/sitemap/sections.xml")


def test_pages_have_words_alone(db):
    photo = factories.photo()
    page = factories.page(
        body=f'<p>أ</p><figure data-photo="{photo.pk}"></figure><p>https://www.youtube.com/watch?v=abcdefghijk</p>'
    )
    page.refresh_from_db()
    stored = page.body
    assert "figure" not in stored
    assert '<a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener">YouTube</a>' in stored
    page.save()
    assert page.body == stored


def test_the_database_knows_the_kinds(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.page(kind="Strange")


def test_a_changed_address_leads_to_the_new_one(reader):
    page = factories.page("من نحن")
    old = page.get_absolute_url()
    page.slug = "عن-الصحيفة"
    page.save()
    response = reader.get(old)
    assert (response.status_code, response["Location"]) == (301, page.get_absolute_url())
    page.is_published = False
    page.save()
    assert reader.get(old).status_code == reader.get(page.get_absolute_url()).status_code == 404
