"""What a change of a written page, or of an old address, purges."""

from __future__ import annotations

import pytest

from articles.models import OldAddress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(kept_here, clock):
    return factories.page("من نحن", body="<p>نحن.</p>")


def test_its_text_is_on_its_own_page_alone(about, is_kept, committed):
    other = factories.page("اتصل بنا").get_absolute_url()
    pages = [about.get_absolute_url(), other, "/", "/archive/"]
    for path in pages:
        is_kept(path)
    with committed():
        about.body = "<p>نحن كثيرون.</p>"
        about.save()
    assert [is_kept(path) for path in pages] == [False, True, True, True]


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "عنا"), ("position", 5), ("in_footer", False), ("is_published", False), ("slug", "عنا")],
)
def test_what_the_footer_shows_of_it_is_on_every_page(about, is_kept, committed, name, value):
    is_kept("/")
    assert is_kept("/")
    with committed():
        setattr(about, name, value)
        about.save()
    assert not is_kept("/")


def test_one_outside_the_footer_touches_no_other_page(about, is_kept, committed):
    about.in_footer = False
    about.save()
    is_kept("/")
    with committed():
        about.name = "عنا"
        about.save()
        about.delete()
    assert is_kept("/")


def test_deleting_takes_it_off_every_page(about, is_kept, committed):
    is_kept("/")
    with committed():
        about.delete()
    assert not is_kept("/")


def test_a_published_one_is_found_where_nothing_was(kept_here, renewed, committed):
    with committed():
        page = factories.page(in_footer=False)
    assert renewed == [{f"page-{page.pk}", "missing", "search"}]


def test_an_old_address_purges_what_is_not_there(kept_here, clock, renewed, committed):
    with committed():
        one = OldAddress.objects.create(path="/old", to="/search/")
    assert renewed.pop() == {"missing", f"oldaddress-{one.pk}"}
    with committed():
        one.delete()
    assert "missing" in renewed.pop()
