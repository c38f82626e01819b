"""Old addresses and written pages at the desk: who may, what is refused, what is found."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import OldAddress, Page
from tests import factories
from tests.admin.forms import form_of
from tests.workflow.conftest import ROLES

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/oldaddress/add/"
REPORTER, EDITOR, CHIEF, ADMINISTRATOR = ROLES


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def add(desk: Client, **fields: object):
    return desk.post(ADD, {**form_of(desk, ADD), **fields})


def test_it_is_kept_as_it_is_looked_up(desk, reader):
    assert add(desk, path="https://old.example/news/?id=5&utm_source=x", to="/archive/").status_code == 302
    assert OldAddress.objects.get().path == "/news?id=5"
    assert reader.get("/news/?id=5")["Location"] == "/archive/"
    response = add(desk, path="/news?id=5", to="/feeds/")
    assert "هذا العنوان القديم مسجّل من قبل" in response.content.decode()


def test_the_address_of_a_story_becomes_the_story(desk, article):
    add(desk, path="/1", to=f"http://localhost{article.get_absolute_url()}")
    add(desk, path="/2", to=f"/a/{article.pk}")
    add(desk, path="/3", article=article.pk)
    assert [(one.article, one.to) for one in OldAddress.objects.all()] == [(article, "")] * 3


@pytest.mark.parametrize(
    "to",
    [
        *(
            "https://evil.example/",
            "//evil.example/",
            "///evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
        ),
        *(
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "evil.example",
            "\\\\evil.example",
            "http:/evil.example",
        ),
        *("https://localhost.evil.example/", "https://localhost@evil.example/", "http://[broken", "/a\x00b"),
        *("/article/999999999/", "/" + "ط" * 600, ""),
    ],
)
def test_what_leads_out_or_nowhere_is_refused(desk, to):
    response = add(desk, path="/old", to=to)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("path", ["", "old", "javascript:alert(1)", "/a\x00b", "/" + "ط" * 600])
def test_what_is_no_address_is_refused(desk, path):
    assert add(desk, path=path, to="/archive/").status_code == 200
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        ("/b", "/b/", "إلى نفسه"),
        ("/b", "/b?utm_source=x", "إلى نفسه"),
        ("/b", "/first/", "نفسه عنوان قديم"),
        ("/b", "http://localhost/first", "نفسه عنوان قديم"),
        ("/second", "/archive/", "تقود عناوين قديمة أخرى"),
        ("/second/", "/first", "نفسه عنوان قديم"),
        ("/أخبار", "/archive/", "تقود عناوين قديمة أخرى"),
    ],
)
def test_circles_and_chains_are_refused(desk, path, to, said):
    add(desk, path="/first", to="/second/")
    add(desk, path="/third", to="/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/")
    assert said in add(desk, path=path, to=to).content.decode()
    assert OldAddress.objects.count() == 2


def test_an_entry_may_be_changed(desk):
    add(desk, path="/first", to="/second/")
    path = f"/admin/articles/oldaddress/{OldAddress.objects.get().pk}/change/"
    assert desk.post(path, {**form_of(desk, path), "to": "/archive/"}).status_code == 302
    assert OldAddress.objects.get().to == "/archive/"


def test_a_story_and_an_address_are_too_much(desk, article):
    assert add(desk, path="/old", to="/archive/", article=article.pk).status_code == 200
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("/news", {"/news?id=5", "/news?id=6"}),
        ("https://old.example/news/?id=5", {"/news?id=5"}),
        ("/archive", {"/news?id=6"}),
        ("x", set()),
        ("", {"/news?id=5", "/news?id=6", "/x"}),
    ],
)
def test_they_are_found_by_how_they_begin(desk, article, term, found):
    OldAddress.objects.create(path="/news?id=5", article=article)
    OldAddress.objects.create(path="/news?id=6", to="/archive/")
    OldAddress.objects.create(path="/x", to="/feeds/")
    html = desk.get("/admin/articles/oldaddress/", {"q": term}).content.decode()
    assert {path for path in ("/news?id=5", "/news?id=6", "/x") if f">{path}<" in html} == found


def test_chiefs_and_administrators_keep_pages_and_old_addresses(article):
    page = factories.page()
    one = OldAddress.objects.create(path="/x", to="/feeds/")
    for role in ROLES:
        client = signed_in(role)
        for model, pk in (("page", page.pk), ("oldaddress", one.pk)):
            assert client.get(f"/admin/articles/{model}/").status_code == 200
            may = role in (CHIEF, ADMINISTRATOR)
            for path in (f"/admin/articles/{model}/add/", f"/admin/articles/{model}/{pk}/delete/"):
                assert client.get(path).status_code == (200 if may else 403), (role, path)
            html = client.get(f"/admin/articles/{model}/{pk}/change/").content.decode()
            assert ('name="_save"' in html) is may


def test_a_page_is_written_published_and_its_text_wanted(desk, reader):
    path = "/admin/articles/page/add/"
    fields = {**form_of(desk, path), "name": "من نحن", "is_published": "on"}
    for empty in ("", "<p>&nbsp;</p>", "<script>x</script>"):
        assert "errorlist" in desk.post(path, {**fields, "body": empty}).content.decode()
    assert desk.post(path, {**fields, "body": "<h1>نحن</h1><p>صحيفة.</p>"}).status_code == 302
    page = Page.objects.get()
    assert (page.body, page.slug, page.in_footer) == ("<h2>نحن</h2><p>صحيفة.</p>", "من-نحن", True)
    assert "صحيفة." in reader.get(page.get_absolute_url()).content.decode()
    assert (
        "errorlist" in desk.post(path, {**fields, "body": "<p>أ</p>"}).content.decode()
    )  # the name is taken
