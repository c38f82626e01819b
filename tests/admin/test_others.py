"""Keywords, sources, sections, authors and photos on the desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Keyword, Photo, Section, Source
from tests import factories
from tests.admin.forms import form_of
from tests.media.test_images import png_header
from tests.photos.pictures import checked, encoded, scene

pytestmark = pytest.mark.django_db

WORDS = {"alt": "رافعات على رصيف", "focal_x": "0.5", "focal_y": "0.5"}


def add(desk, model: str, **fields: object):
    path = f"/admin/articles/{model}/add/"
    return desk.post(path, {**form_of(desk, path), **fields})


def test_a_keyword_gets_its_other_spellings(desk):
    assert add(desk, "keyword", name="غوغل", other_spellings="جوجل، قوقل\nGoogle").status_code == 302
    keyword = Keyword.objects.get()
    assert keyword.other_spellings() == ["جوجل", "قوقل", "Google"]
    assert Keyword.by_spelling("google") == keyword
    path = f"/admin/articles/keyword/{keyword.pk}/change/"
    desk.post(path, {**form_of(desk, path), "other_spellings": "جوجل"})
    assert Keyword.objects.get().other_spellings() == ["جوجل"]


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("keyword", {"name": "اِيران"}),
        ("keyword", {"name": "فارس", "other_spellings": "ایران"}),
        ("keyword", {"name": "؟!"}),
        ("keyword", {"name": "جديدة", "slug": "إيران"}),
        ("keyword", {"name": "ط" * 101}),
        ("source", {"name": "الوَطن"}),
        ("source", {"name": "جديد", "slug": "الوطن"}),
        ("source", {"name": "جديد", "home_page": "javascript:alert(1)"}),
        ("section", {"name": "جديد", "slug": "اقتصاد"}),
        ("section", {"name": "اقتصاد"}),
        ("author", {"name": "جديد", "slug": "ليلى"}),
        ("author", {"name": ""}),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_stored(desk, model, fields):
    factories.keyword("إيران")
    factories.source("الوطن")
    factories.section("اقتصاد")
    factories.author("ليلى")
    response = add(desk, model, **fields)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert (Keyword.objects.count(), Source.objects.count(), Section.objects.count()) == (1, 1, 1)


def test_what_is_in_use_cannot_be_deleted(desk, article):
    desk.post(f"/admin/articles/section/{article.section_id}/delete/", {"post": "yes"})
    desk.post(f"/admin/articles/source/{article.source_id}/delete/", {"post": "yes"})
    assert Section.objects.exists()
    assert Source.objects.exists()


def test_keywords_are_suggested_in_any_spelling(desk):
    factories.keyword("إيران")
    answer = desk.get(
        "/admin/autocomplete/",
        {"app_label": "articles", "model_name": "articlekeyword", "field_name": "tag", "term": "ایر"},
    )
    assert [result["text"] for result in answer.json()["results"]] == ["إيران"]


def test_a_photo_is_stored_reencoded_under_our_name(desk, settings):
    upload = SimpleUploadedFile("إجازتي.png", factories.image_bytes((900, 600), "PNG"))
    assert add(desk, "photo", upload=upload, alt="رافعات على رصيف").status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (900, 600)
    assert photo.file.name.endswith(".jpg")
    assert len(list(settings.MEDIA_ROOT.rglob("*.*"))) == 1
    response = desk.get(photo.picture.url)
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    response.close()


def test_a_picture_that_is_there_already_is_pointed_out(desk, editor):
    there = Photo(alt="رافعات الفجر")
    there.store(checked(scene(3)))
    upload = SimpleUploadedFile("a.jpg", encoded(scene(3, (500, 333))))
    answer = desk.post("/admin/articles/photo/add/", {**WORDS, "upload": upload}, follow=True)
    assert f'<a href="/admin/articles/photo/{there.pk}/change/">رافعات الفجر</a>' in answer.content.decode()
    assert Photo.objects.first().uploaded_by == editor


def test_a_photo_says_where_it_is_used_and_stays(desk):
    photo = factories.photo()
    story = factories.article(headline="الميناء يعود", lead_photo=photo)
    page = desk.get(f"/admin/articles/photo/{photo.pk}/change/").content.decode()
    assert f'<a href="/admin/articles/article/{story.pk}/change/">الميناء يعود</a>' in page
    for data in ({}, {"post": "yes"}):
        answer = desk.post(f"/admin/articles/photo/{photo.pk}/delete/", data, follow=True)
        assert "لا تُحذف صورة مستعملة" in answer.content.decode()
    bulk = {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"}
    desk.post("/admin/articles/photo/", bulk)
    assert Photo.objects.get() == photo
    story.delete()
    desk.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"})
    assert not Photo.objects.exists()


def test_photos_are_found_in_any_spelling_and_cost_few_statements(desk, django_assert_max_num_queries):
    for number in range(40):
        factories.photo(alt=f"صورة الرئيس {number}")
    with django_assert_max_num_queries(20):
        page = desk.get("/admin/articles/photo/", {"q": "رئیس 7"}).content.decode()
    assert "صورة الرئيس 7" in page
    assert "صورة الرئيس 8" not in page
    photo = Photo.objects.first()
    factories.article(lead_photo=photo)
    with django_assert_max_num_queries(20):
        desk.get(f"/admin/articles/photo/{photo.pk}/change/")


@pytest.mark.parametrize(
    ("name", "data", "alt"),
    [
        ("صورة.jpg", b"not a picture", "نص"),
        ("صورة.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "نص"),
        ("صورة.png", png_header(10_000, 10_000), "نص"),
        ("صورة.jpg", factories.image_bytes((400, 400))[:900], "نص"),
        ("photo\u202egpj.exe", factories.image_bytes(), "نص"),
        ("صورة.jpg", factories.image_bytes(), ""),
        (None, b"", "نص"),
    ],
)
def test_a_bad_upload_is_said_in_arabic_and_leaves_nothing(desk, settings, name, data, alt):
    upload = {"upload": SimpleUploadedFile(name, data)} if name else {}
    response = add(desk, "photo", alt=alt, **upload)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Photo.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))
