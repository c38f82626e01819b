"""Pictures on their way into the library: sent, described, given up, forgotten; over the desk's addresses."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles.library import uploads
from articles.models import Photo, PhotoUpload
from tests import factories
from tests.media.test_metadata import xmp

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/articles/photo/upload/"


@pytest.fixture
def reporter() -> Any:
    return factories.user("reporter", role="مراسل")


@pytest.fixture
def client(reporter: Any) -> Client:
    made = Client()
    made.force_login(reporter)
    return made


def striped(colour: str = "teal", size: tuple[int, int] = (640, 360)) -> bytes:
    """A picture that looks like none of another colour."""
    picture = Image.new("RGB", size, "white")
    seed = sum(map(ord, colour))
    for n in range(12):
        left, top = (seed * (n + 3) * 37) % (size[0] - 80), (seed * (n + 7) * 53) % (size[1] - 60)
        picture.paste(colour, (left, top, left + 80, top + 60))
    stream = BytesIO()
    picture.save(stream, "JPEG")
    return stream.getvalue()


def send(client: Client, data: bytes, name: str = "رصيف.jpg") -> Any:
    file = BytesIO(data)
    file.name = name
    return client.post(UPLOAD, {"file": file})


def sent_by(person: Any, colour: str = "teal") -> PhotoUpload:
    data = striped(colour)
    return uploads.take_in(BytesIO(data), "رصيف.jpg", len(data), person)[0]


def test_a_picture_waits_for_its_words_and_is_no_photo_until_then(client, reporter):
    sent = send(client, striped())
    assert sent.status_code == 201
    assert sent.json()["name"] == "رصيف.jpg"
    assert not Photo.objects.exists()
    assert default_storage.exists(PhotoUpload.objects.get().file)
    shown = client.get("/admin/articles/photo/waiting/").json()["uploads"]
    assert [one["name"] for one in shown] == ["رصيف.jpg"]
    saved = client.post(f"{UPLOAD}{sent.json()['id']}/", {"alt": "رصيف الميناء", "credit": "مريم"})
    assert saved.status_code == 201
    photo = Photo.objects.get()
    assert (photo.alt, photo.credit, photo.uploaded_by) == ("رصيف الميناء", "مريم", reporter)
    assert (photo.width, photo.height) == (640, 360)
    assert default_storage.exists(photo.file.name)
    assert not PhotoUpload.objects.exists()


def test_what_its_file_says_of_it_is_suggested(client):
    body = xmp(
        "<dc:description><rdf:Alt><rdf:li xml:lang='ar'>رافعات عند الفجر</rdf:li></rdf:Alt></dc:description>"
        "<photoshop:Credit>وكالة المرفأ</photoshop:Credit>"
    )
    words = {"alt": "", "caption": "رافعات عند الفجر", "credit": "وكالة المرفأ", "licence": ""}
    sent = send(client, factories.image_bytes(xmp=body))
    assert sent.status_code == 201
    assert sent.json()["words"] == words
    [waits] = client.get("/admin/articles/photo/waiting/").json()["uploads"]
    assert waits["words"] == words


def test_its_file_among_the_waiting_goes_when_it_is_described(reporter, django_capture_on_commit_callbacks):
    upload = sent_by(reporter)
    with django_capture_on_commit_callbacks(execute=True):
        uploads.describe(upload.pk, reporter, {"alt": "رصيف"})
    assert not default_storage.exists(upload.file)


@pytest.mark.parametrize("words", [{}, {"alt": "  "}, {"alt": "…"}])
def test_without_an_alt_it_waits_on(client, reporter, words):
    upload = sent_by(reporter)
    refused = client.post(f"{UPLOAD}{upload.pk}/", words)
    assert refused.status_code == 400
    assert "اكتب النص البديل" in refused.json()["message"]
    assert uploads.waiting(reporter).count() == 1
    assert not Photo.objects.exists()


def test_its_licence_and_the_end_of_its_rights_come_with_its_words(client, reporter):
    """So that nobody uses it in the meantime without."""
    words = {"alt": "رصيف", "licence": "لخبر واحد", "rights_expire_at": "2031-05-04T18:30"}
    assert client.post(f"{UPLOAD}{sent_by(reporter).pk}/", words).status_code == 201
    photo = Photo.objects.get()
    assert photo.licence == "لخبر واحد"
    assert timezone.localtime(photo.rights_expire_at).isoformat() == "2031-05-04T18:30:00+03:00"


def test_one_whose_rights_have_ended_is_shown_as_such_at_once(client, reporter):
    words = {"alt": "رصيف", "rights_expire_at": "2020-01-01T00:00"}
    assert client.post(f"{UPLOAD}{sent_by(reporter).pk}/", words).json()["isOver"]


@pytest.mark.parametrize("end", ["غدًا", "0001-01-01T00:00", "9999-12-31T23:59", "2031-13-01T00:00"])
def test_an_end_that_is_none_is_said_and_the_picture_waits_on(client, reporter, end):
    upload = sent_by(reporter)
    refused = client.post(f"{UPLOAD}{upload.pk}/", {"alt": "رصيف", "rights_expire_at": end})
    assert refused.status_code == 400
    assert refused.json()["message"].startswith("تنتهي حقوقها: ")
    assert uploads.waiting(reporter).count() == 1
    assert not Photo.objects.exists()


def test_words_that_are_too_long_are_named(client, reporter):
    upload = sent_by(reporter)
    refused = client.post(f"{UPLOAD}{upload.pk}/", {"alt": "رصيف", "credit": "م" * 121})
    assert refused.status_code == 400
    assert "حقوق الصورة" in refused.json()["message"]
    assert "120" in refused.json()["message"]


def test_what_is_no_picture_is_refused_in_arabic_and_nothing_is_kept(client, settings):
    for data, name in (
        (b"<svg onload=alert(1)>", "x.svg"),
        (b"", "x.jpg"),
        (striped(), "photo\u202egpj.exe"),
    ):
        refused = send(client, data, name)
        assert refused.status_code == 400, name
        assert any("\u0621" <= letter <= "\u064a" for letter in refused.json()["message"])
    assert client.post(UPLOAD, {}).status_code == 400
    assert not PhotoUpload.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.jpg"))


def test_the_same_picture_twice_is_recognised(client, reporter):
    photo = uploads.describe(sent_by(reporter).pk, reporter, {"alt": "رصيف"})
    again = send(client, striped(size=(640, 360))).json()
    assert [one["id"] for one in again["like"]] == [photo.pk]
    assert send(client, striped("navy")).json()["like"] == []


def test_nobody_describes_what_another_sent(client):
    other = sent_by(factories.user("other", role="مراسل"))
    assert client.post(f"{UPLOAD}{other.pk}/", {"alt": "رصيف"}).status_code == 400
    assert client.post(f"{UPLOAD}{other.pk}/give-up/").json() == {"gone": False}
    assert PhotoUpload.objects.filter(pk=other.pk).exists()


def test_it_is_described_once(reporter):
    upload = sent_by(reporter)
    uploads.describe(upload.pk, reporter, {"alt": "رصيف"})
    with pytest.raises(uploads.Refused):
        uploads.describe(upload.pk, reporter, {"alt": "رصيف"})
    assert Photo.objects.count() == 1


def test_given_up_it_is_gone_with_its_file(client, reporter, django_capture_on_commit_callbacks):
    upload = sent_by(reporter)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{UPLOAD}{upload.pk}/give-up/").json() == {"gone": True}
    assert not PhotoUpload.objects.exists()
    assert not default_storage.exists(upload.file)
    assert client.post(f"{UPLOAD}{upload.pk}/give-up/").json() == {"gone": False}


def test_after_a_day_it_is_forgotten_with_the_next_one(reporter, django_capture_on_commit_callbacks):
    old = sent_by(reporter)
    PhotoUpload.objects.update(at=timezone.now() - timedelta(hours=25))
    assert not uploads.waiting(reporter)
    with pytest.raises(uploads.Refused):
        uploads.describe(old.pk, reporter, {"alt": "رصيف"})
    with django_capture_on_commit_callbacks(execute=True):
        new = sent_by(reporter, "navy")
    assert [one.pk for one in PhotoUpload.objects.all()] == [new.pk]
    assert not default_storage.exists(old.file)


def test_too_many_that_wait_are_refused(reporter, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    sent_by(reporter)
    with pytest.raises(uploads.Refused, match="أكملها"):
        sent_by(reporter, "navy")


def test_a_storage_that_is_down_is_said_and_keeps_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "a file"
    settings.MEDIA_ROOT.write_text("no folder")
    refused = send(client, striped())
    assert refused.status_code == 503
    assert "مخزن الصور لا يستجيب" in refused.json()["message"]
    assert not PhotoUpload.objects.exists()


def test_only_who_may_add_photos_sends_any():
    stranger = factories.user("stranger")
    client = Client()
    assert send(client, striped()).status_code == 401
    client.force_login(stranger)
    assert send(client, striped()).status_code == 403
    with pytest.raises(PermissionDenied):
        uploads.describe(1, stranger, {"alt": "رصيف"})
    assert client.get(UPLOAD).status_code == 405
    assert not PhotoUpload.objects.exists()


def test_a_page_of_another_site_cannot_send(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert send(client, striped()).status_code == 403
    assert not PhotoUpload.objects.exists()
