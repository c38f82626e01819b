"""When its rights end, readers get a photo no more: not on a page at that minute, and not at its address."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.tasks import default_task_backend
from django.utils import timezone

from articles.models import Photo
from articles.photos.renditions import make
from articles.photos.rights import withdraw, withdraw_photo
from articles.search.indexing import index
from tests import factories
from tests.caching.conftest import clock, committed, kept, redis_url  # noqa: F401

pytestmark = pytest.mark.django_db


def ended(**fields) -> Photo:
    return factories.photo(rights_expire_at=timezone.now() - timedelta(hours=1), **fields)


@pytest.fixture
def newsroom(clock):  # noqa: F811
    """A photo whose rights end in half an hour, wherever a photo can be; the address of each page."""
    photo = factories.photo(rights_expire_at=clock.now + timedelta(minutes=30))
    author = factories.author("ليلى", photo=photo)
    subject = factories.keyword("السفن", photo=photo)
    story = factories.article(lead_photo=photo, keywords=["السفن"], authors=[author])
    story.source.logo = photo
    story.source.save()
    other = factories.article(section=story.section, source=story.source)
    factories.related(other, story, "read_also")
    index([story, other])
    things = (story, other, author, subject, story.source, story.section)
    pages = ["/", "/feed.rss", "/search/?q=خبر", *(thing.get_absolute_url() for thing in things)]
    return photo, pages


def shows(reader, page: str) -> bool:
    return "/media/photos/" in reader.get(page).content.decode()


def test_every_page_shows_it_until_its_rights_end_and_none_then(
    newsroom,
    kept,  # noqa: F811
    clock,  # noqa: F811
    reader,
):
    _photo, pages = newsroom
    for page in pages:
        assert shows(reader, page), page
    clock.forward(minutes=29, seconds=59)
    for page in pages:
        assert shows(reader, page), page
    clock.forward(seconds=1)
    for page in pages:
        assert not shows(reader, page), page


def test_an_end_that_is_set_while_pages_are_kept_is_kept_to(newsroom, kept, clock, reader, committed):  # noqa: F811
    photo, pages = newsroom
    for page in pages:
        reader.get(page)
    with committed():
        photo.rights_expire_at = clock.now + timedelta(minutes=10)
        photo.save()
    for page in pages:
        assert shows(reader, page), page
    clock.forward(minutes=10)
    for page in pages:
        assert not shows(reader, page), page
    with committed():
        photo.rights_expire_at = None
        photo.save()
    for page in pages:
        assert shows(reader, page), page


def test_a_preview_shows_what_readers_would_get(desk):
    story = factories.article(lead_photo=ended(), status="draft", published_at=None)
    page = desk.get(f"/admin/articles/article/{story.pk}/preview/")
    assert "/media/photos/" not in page.content.decode()


# --- Its address --------------------------------------------------------------------------------------------


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)  # and then the test client closes the file


def test_its_address_answers_until_then_and_caches_keep_it_no_longer(reader, newsroom, clock):  # noqa: F811
    photo, _pages = newsroom
    make(photo)
    photo.refresh_from_db()
    for address in (photo.picture.url, photo.picture.small().src):
        response = reader.get(address)
        assert response["Cache-Control"] == "public, max-age=1800, immutable"
        assert response["Surrogate-Key"] == f"photo-{photo.pk}"
        assert body_of(response)
    clock.forward(minutes=30)
    for address in (photo.picture.url, photo.picture.small().src):
        response = reader.get(address)
        assert (response.status_code, response.content) == (410, b"")
        assert response["Cache-Control"] == "public, max-age=60"


def test_one_without_an_end_is_kept_for_a_year_and_what_is_no_photo_is_not_there(reader):
    response = reader.get(factories.photo().picture.url)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    body_of(response)
    assert reader.get("/media/photos/nothing.jpg").status_code == 404


@pytest.mark.parametrize(
    "path", ["a" * 3_000, f"photos/{'a' * 300}.jpg", f"audio/{'a' * 300}.mp3", "ع" * 200, "photos/%00.jpg"]
)
def test_names_that_no_file_can_have_are_not_there(reader, path):
    factories.recording(factories.article(lead_photo=factories.photo()))
    assert reader.get(f"/media/{path}").status_code == 404


def test_the_desk_still_sees_it(desk):
    response = desk.get(ended().picture.url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    body_of(response)


def test_its_files_move_where_no_page_ever_pointed(reader, desk, django_capture_on_commit_callbacks):
    photo = factories.photo()
    make(photo)
    photo.refresh_from_db()
    old = [photo.picture.url, photo.picture.small().src]
    with django_capture_on_commit_callbacks(execute=True):
        photo.rights_expire_at = timezone.now() - timedelta(minutes=1)
        photo.save()
    assert not [name for name in old if default_storage.exists(name.removeprefix("/media/"))]
    photo.refresh_from_db()
    assert photo.withdrawn_at
    assert photo.left_name == ""
    assert photo.picture.url not in old
    assert reader.get(photo.picture.url).status_code == 410
    assert body_of(desk.get(photo.picture.url))[:2] == b"\xff\xd8"
    assert photo.renditions == photo.wanted_renditions, "the desk has its small ones"


def test_with_new_rights_it_is_shown_again_and_may_end_again(reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = ended()
    story = factories.article(lead_photo=photo)
    photo.refresh_from_db()
    first = photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        photo.rights_expire_at = timezone.now() + timedelta(days=1)
        photo.save()
    photo.refresh_from_db()
    assert photo.withdrawn_at is None
    assert shows(reader, story.get_absolute_url())
    Photo.objects.filter(pk=photo.pk).update(rights_expire_at=timezone.now())
    call_command("withdraw_photos", stdout=StringIO())
    photo.refresh_from_db()
    assert photo.file.name != first
    assert not default_storage.exists(first)


def test_a_worker_is_told_of_the_end_and_immediate_tasks_are_not(
    settings, django_capture_on_commit_callbacks
):
    at = timezone.now() + timedelta(days=3)
    with django_capture_on_commit_callbacks(execute=True):
        factories.photo(rights_expire_at=at)
    assert Photo.objects.get().withdrawn_at is None
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        photo = factories.photo(rights_expire_at=at)
    asked = [result for result in default_task_backend.results if result.task.func is withdraw_photo.func]
    assert [(result.args, result.task.run_after) for result in asked] == [([photo.pk], at)]


def test_the_command_withdraws_those_that_ended_and_no_others():
    over, open_ended = ended(), factories.photo()
    later = factories.photo(rights_expire_at=timezone.now() + timedelta(hours=1))
    out = StringIO()
    call_command("withdraw_photos", stdout=out)
    call_command("withdraw_photos", stdout=out)
    assert out.getvalue() == "1 photos withdrawn\n0 photos withdrawn\n"
    assert not default_storage.exists(over.file.name)
    assert default_storage.exists(open_ended.file.name)
    assert default_storage.exists(later.file.name)


def test_a_storage_that_fails_meanwhile_loses_nothing_and_is_tried_again(monkeypatch):
    photo = ended()
    old = photo.file.name

    def stuck(self, name):
        raise OSError("read-only file system")

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", stuck)
        with pytest.raises(CommandError, match="1 photos"):
            call_command("withdraw_photos", stdout=StringIO(), stderr=StringIO())
    photo.refresh_from_db()
    assert photo.left_name == old
    assert default_storage.exists(photo.file.name)
    call_command("withdraw_photos", stdout=StringIO())
    assert not default_storage.exists(old)
    photo.refresh_from_db()
    assert photo.left_name == ""
    assert default_storage.exists(photo.file.name)


def test_words_that_are_saved_meanwhile_bring_no_old_name_back():
    photo = ended()
    stale = Photo.objects.get(pk=photo.pk)
    withdraw(photo)
    stale.alt = "نص بديل آخر"
    stale.store(None)
    stored = Photo.objects.get()
    assert stored.alt == "نص بديل آخر"
    assert default_storage.exists(stored.file.name)


def test_one_that_got_new_rights_meanwhile_stays():
    stale = ended()
    Photo.objects.filter(pk=stale.pk).update(rights_expire_at=None)
    withdraw(stale)
    assert default_storage.exists(stale.file.name)
    assert Photo.objects.get().file.name == stale.file.name
    assert len(default_storage.listdir("photos")[1]) == 1
