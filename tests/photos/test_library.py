"""A photo is stored whole or not at all, found again, and stays while it is used."""

from __future__ import annotations

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from articles.models import Photo
from articles.models.photo import NotStored
from articles.photos.uses import uses_of
from tests import factories
from tests.photos.pictures import checked, scene

pytestmark = pytest.mark.django_db


def files(settings) -> list[str]:
    return sorted(str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*.*"))


def stored(seed: int, **fields) -> Photo:
    photo = Photo(**{"alt": "رافعات", **fields})
    photo.store(checked(scene(seed)))
    return photo


def test_a_photo_that_is_not_stored_leaves_no_file(settings):
    with pytest.raises(Exception, match="photo_has_alt"):
        factories.photo(alt="")
    assert not Photo.objects.exists()
    assert not files(settings)


def test_where_the_storage_fails_there_is_neither_row_nor_file(settings, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(NotStored, match="لم يُحفظ شيء"):
        factories.photo()
    assert not Photo.objects.exists()
    assert not files(settings)


def test_the_files_of_a_deleted_photo_go_with_it(settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        factories.photo()
    factories.photo()
    assert len(files(settings)) > 20
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.all().delete()
    assert not files(settings)


def test_those_of_a_replaced_picture_go_when_the_new_one_is_committed(
    settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        photo = stored(1)
    old = photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        photo.store(checked(scene(2)))
        assert default_storage.exists(old)
    photo.refresh_from_db()
    assert photo.renditions == photo.wanted_renditions
    assert {name.split("/")[1].split(".")[0] for name in files(settings)} == {photo.file.name[7:-4]}


def test_the_same_picture_is_found_without_a_scan():
    photos = [stored(seed) for seed in range(1, 9)]
    image = checked(scene(3, (300, 200)), quality=40)
    with CaptureQueriesContext(connection) as queries:
        assert Photo.like(image) == [photos[2]]
    assert len(queries) == 1
    assert Photo.like(checked(scene(77))) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
            assert not [row for row in cursor.fetchall() if row[3].startswith("SCAN")]


@pytest.mark.parametrize("text", ["الميناء", "ميناء", "مِيناء الرمال", "كندي ميناء", "رئيس", "رئیس", "  "])
def test_it_is_found_by_its_words_in_any_spelling(text):
    photo = factories.photo(alt="رافعات على رصيف", caption="في ميناء الرمال، الرئيس", credit="مريم الكندي")
    other = factories.photo(alt="ملعب", caption="", credit="")
    found = Photo.objects.found_by(text)
    assert photo in found
    assert (other in found) == (not text.strip())


def test_a_page_of_a_frequent_word_reads_no_more_of_a_larger_library(desk):
    """In the steps that SQLite takes for the page itself."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does not count its steps")

    def steps(library: int) -> int:
        held = Photo.objects.count()
        Photo.objects.bulk_create(
            Photo(alt="ملعب", words="ملعب", file=f"{n}.jpg", width=1, height=1) for n in range(held, library)
        )
        asked = CaptureQueriesContext(connection)
        with asked:
            desk.get("/admin/articles/photo/choices/", {"q": "الملعب"})
        (page,) = [query["sql"] for query in asked if "LIMIT 30" in query["sql"]]
        taken = []
        connection.connection.set_progress_handler(lambda: taken.append(1), 100)
        with connection.cursor() as cursor:
            cursor.execute(page.replace("%", "%%"))
            assert len(cursor.fetchall()) == 30
        connection.connection.set_progress_handler(None, 0)
        return len(taken)

    assert steps(100) >= steps(2_000) > 0


def test_a_long_query_is_read_to_an_end(desk):
    photo = factories.photo(alt="رافعات على رصيف")
    for text in ("رصيف " * 5_000, "رافعات رصيف " + "ط" * 100_000, "\x00رصيف؟!"):
        assert desk.get("/admin/articles/photo/choices/", {"q": text}).status_code == 200
    many = " ".join(f"كلمة{n}" for n in range(2_000))
    assert desk.get("/admin/articles/photo/choices/", {"q": many}).json()["photos"] == []
    assert list(Photo.objects.found_by("رصيف " * 5_000)) == [photo]


def test_its_words_follow_it():
    photo = factories.photo(alt="ملعب")
    photo.alt = "رصيف"
    photo.save(update_fields=["alt"])
    assert photo in Photo.objects.found_by("رصيف")
    assert photo not in Photo.objects.found_by("ملعب")


def test_what_shows_it_is_a_use_and_keeps_it():
    photo = factories.photo()
    assert uses_of(photo) == []
    things = [
        factories.article(lead_photo=photo),
        factories.source(logo=photo),
        factories.keyword("السفن", photo=photo),
        factories.author("ليلى", photo=photo),
    ]
    with CaptureQueriesContext(connection) as queries:
        uses = uses_of(photo)
    assert len(queries) == 5
    assert {(type(use.thing), use.thing.pk) for use in uses} == {(type(one), one.pk) for one in things}
    assert {use.field for use in uses} == {"الصورة الرئيسية", "الشعار", "الصورة"}
    assert all(use.desk_url for use in uses)
    for thing in things:
        with pytest.raises(ProtectedError):
            photo.delete()
        thing.delete()
    photo.delete()


def test_of_many_uses_the_newest_are_named():
    photo = factories.photo()
    articles = [factories.article(lead_photo=photo) for _ in range(5)]
    assert [use.thing for use in uses_of(photo, most=3)] == articles[:1:-1]
