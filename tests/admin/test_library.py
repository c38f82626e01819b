"""The library's grid and what its scripts ask: search, filters, pages, thumbnails; who may see it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Photo
from tests import factories
from tests.admin.forms import form_of

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/articles/photo/"


def offered(desk: Client, **fields: str) -> list[str]:
    response = desk.get(f"{LIBRARY}choices/", fields)
    assert response.status_code == 200
    return [photo["alt"] for photo in response.json()["photos"]]


def test_the_grid_and_the_dialog_find_the_same_in_any_spelling(desk):
    factories.photo(alt="رافعات الميناء")
    factories.photo(alt="ملعب المدينة", credit="أحمد علي")
    for words, found in (("الميناء", ["رافعات الميناء"]), ("المدينه احمد", ["ملعب المدينة"]), ("قطار", [])):
        assert offered(desk, q=words) == found
        page = desk.get(LIBRARY, {"q": words}).content.decode()
        assert [alt for alt in ("رافعات الميناء", "ملعب المدينة") if f">{alt}</span>" in page] == found


def test_filters_find_what_lacks_something_and_what_is_mine(desk, editor):
    now = timezone.now()
    used = {
        "رئيسية": lambda photo: factories.article(lead_photo=photo),
        "في نص": lambda photo: factories.article(body=f'<figure data-photo="{photo.pk}"></figure>'),
        "كاتب": lambda photo: factories.author(photo=photo),
        "شعار": lambda photo: factories.source(logo=photo),
    }
    for alt, use in used.items():
        use(factories.photo(alt=alt))
    factories.photo(alt="انتهت", rights_expire_at=now - timedelta(days=1))
    factories.photo(alt="تنتهي", rights_expire_at=now + timedelta(days=3))
    factories.photo(alt="بلا حقوق", credit="")
    factories.photo(alt="لي", uploaded_by=editor)
    assert offered(desk, use="unused") == ["لي", "بلا حقوق", "تنتهي", "انتهت"]
    assert set(offered(desk, use="used")) == {*used}
    assert offered(desk, rights="ended") == ["انتهت"]
    assert offered(desk, rights="soon") == ["تنتهي"]
    assert offered(desk, rights="none") == ["بلا حقوق"]
    assert offered(desk, by="me") == ["لي"]
    [over] = desk.get(f"{LIBRARY}choices/", {"rights": "ended"}).json()["photos"]
    assert over["isOver"]


def test_it_comes_in_pages(desk):
    for n in range(32):
        factories.photo(alt=f"صورة {n}")
    first = desk.get(f"{LIBRARY}choices/").json()
    second = desk.get(f"{LIBRARY}choices/", {"p": str(first["next"])}).json()
    assert len(first["photos"]) == 30
    assert [photo["alt"] for photo in second["photos"]] == ["صورة 1", "صورة 0"]
    assert second["next"] is None
    refused = desk.get(f"{LIBRARY}choices/", {"width__in": "x"})
    assert refused.status_code == 400


def test_the_list_costs_the_same_for_any_number_of_photos(desk):
    costs = []
    for _ in range(2):
        for _ in range(12):
            factories.photo(uploaded_by=factories.user())
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIBRARY, {"use": "unused"}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


def test_a_thumbnail_is_found_by_the_number_alone(desk):
    photo = factories.photo()
    assert desk.get(f"{LIBRARY}{photo.pk}/thumbnail/")["Location"] == photo.picture.card().src
    assert desk.get(f"{LIBRARY}999999/thumbnail/").status_code == 404


def test_only_who_may_see_photos_asks_for_them():
    photo, client = factories.photo(), Client()
    for path in ("choices/", f"{photo.pk}/thumbnail/"):
        assert client.get(LIBRARY + path).status_code == 302
    client.force_login(factories.user("stranger"))
    for path in ("choices/", f"{photo.pk}/thumbnail/"):
        assert client.get(LIBRARY + path).status_code == 403


def test_a_photo_in_a_text_says_where_and_stays(desk):
    photo = factories.photo()
    article = factories.article(headline="رصيف جديد", body=f'<figure data-photo="{photo.pk}"></figure>')
    page = desk.get(f"{LIBRARY}{photo.pk}/change/").content.decode()
    assert f'<a href="/admin/articles/article/{article.pk}/change/">رصيف جديد</a> (صورة في النص)' in page
    assert desk.post(f"{LIBRARY}{photo.pk}/delete/", {"post": "yes"}).status_code == 302
    assert Photo.objects.filter(pk=photo.pk).exists()


# --- In the article's form ----------------------------------------------------------------------------------


def test_a_number_that_no_photo_has_is_said_and_nothing_is_stored(desk, article):
    path = f"/admin/articles/article/{article.pk}/change/"
    fields: dict[str, Any] = form_of(desk, path)
    response = desk.post(path, fields | {"body": '<p>نص</p><figure data-photo="987654"></figure>'})
    assert response.status_code == 200
    assert "في النص صور لم تعد في المكتبة (رقمها 987654)" in response.content.decode()
    article.refresh_from_db()
    assert article.body == "<p>نص الخبر.</p>"


def test_what_is_saved_is_data_whatever_the_editing_area_sent(desk, article):
    photo = factories.photo()
    path = f"/admin/articles/article/{article.pk}/change/"
    sent = (
        f'<p>نص</p><figure class="x" data-photo="{photo.pk}"><img src="https://evil.example/x.png">'
        "<figcaption><b>شرح</b></figcaption></figure><p>https://youtu.be/dQw4w9WgXcQ</p>"
    )
    fields = {**form_of(desk, path), "body": sent}
    with CaptureQueriesContext(connection) as queries:
        assert desk.post(path, fields).status_code == 302
    assert len(queries) <= 25, [query["sql"][:150] for query in queries]
    article.refresh_from_db()
    assert article.body == (
        f'<p>نص</p><figure data-photo="{photo.pk}"><figcaption>شرح</figcaption></figure>'
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    )
    assert list(article.body_photos.values_list("photo", flat=True)) == [photo.pk]


def test_a_preview_shows_what_is_written_before_it_is_saved(desk, article):
    photo = factories.photo(alt="رافعات")
    path = f"/admin/articles/article/{article.pk}/change/"
    sent = {**form_of(desk, path), "body": f'<figure data-photo="{photo.pk}"></figure>'}
    page = desk.post(f"/admin/articles/article/{article.pk}/preview/", sent).content.decode()
    assert 'alt="رافعات"' in page
    assert not article.body_photos.exists()


@pytest.mark.parametrize(("kind", "field"), [("author", "photo"), ("keyword", "photo"), ("source", "logo")])
def test_what_has_a_picture_chooses_it_from_the_library(desk, kind, field, django_assert_max_num_queries):
    """However many photos there are: the form has the chosen one alone."""
    photos = [factories.photo(alt=f"صورة {n}") for n in range(5)]
    made = getattr(factories, kind)(**{field: photos[2]})
    path = f"/admin/articles/{kind}/{made.pk}/change/"
    with django_assert_max_num_queries(20):
        page = desk.get(path).content.decode()
    (select,) = re.findall(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    assert "data-library" in select
    assert re.findall(r'value="(\d+)"', select) == [str(photos[2].pk)]
    assert 'id="library-dialog"' in page
    scripts = [page.index(f"js/library/{name}.js") for name in ("upload", "dialog", "picker")]
    assert scripts == sorted(scripts)
    assert "css/desk.css" in page or kind == "author"
    desk.post(path, {**form_of(desk, path), field: photos[4].pk})
    made.refresh_from_db()
    assert getattr(made, field) == photos[4]


def test_who_sees_no_photos_gets_no_library(desk):
    client, person = Client(), factories.user()
    client.force_login(person)
    person.user_permissions.add(*Permission.objects.filter(codename__in=["view_author", "change_author"]))
    page = client.get(f"/admin/articles/author/{factories.author().pk}/change/").content.decode()
    assert "data-library" in page
    assert 'id="library-dialog"' not in page
