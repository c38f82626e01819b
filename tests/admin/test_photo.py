"""A photo on the desk without scripts: what its form takes from the file, and that its rights have ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Photo
from tests import factories
from tests.admin.forms import form_of
from tests.media.test_metadata import xmp

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/photo/add/"


def change(photo: Photo) -> str:
    return f"/admin/articles/photo/{photo.pk}/change/"


def described() -> SimpleUploadedFile:
    """A picture whose file says what it shows and whose it is."""
    body = xmp(
        "<dc:description><rdf:Alt><rdf:li xml:lang='ar'>رافعات عند الفجر</rdf:li></rdf:Alt></dc:description>"
        "<photoshop:Credit>وكالة المرفأ</photoshop:Credit>"
        "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>رافعات</rdf:li></rdf:Alt>"
        "</Iptc4xmpCore:AltTextAccessibility>"
    )
    return SimpleUploadedFile("رصيف.jpg", factories.image_bytes((640, 360), xmp=body), "image/jpeg")


def test_what_is_left_empty_is_as_the_file_says_it(desk: Client) -> None:
    sent: dict[str, Any] = {**form_of(desk, ADD), "alt": "رصيف الميناء", "upload": described()}
    assert desk.post(ADD, sent).status_code == 302
    photo = Photo.objects.get()
    assert (photo.alt, photo.caption, photo.credit) == ("رصيف الميناء", "رافعات عند الفجر", "وكالة المرفأ")
    assert photo in Photo.objects.found_by("الفجر المرفأ")


def test_what_the_editor_wrote_stays(desk: Client) -> None:
    words = {"alt": "رصيف الميناء", "caption": "تعليق المحرر", "credit": "مريم"}
    assert desk.post(ADD, {**form_of(desk, ADD), **words, "upload": described()}).status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("تعليق المحرر", "مريم")


def test_what_is_to_be_seen_is_not_taken_from_the_file(desk: Client) -> None:
    assert desk.post(ADD, {**form_of(desk, ADD), "upload": described()}).status_code == 200
    assert not Photo.objects.exists()


def test_a_picture_that_replaces_another_says_what_the_form_leaves_empty(desk: Client) -> None:
    photo = factories.photo(caption="", credit="مريم")
    assert (
        desk.post(change(photo), {**form_of(desk, change(photo)), "upload": described()}).status_code == 302
    )
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("رافعات عند الفجر", "مريم")


def test_without_a_new_picture_empty_words_stay_empty(desk: Client) -> None:
    photo = factories.photo(caption="تعليق", credit="مريم")
    assert desk.post(change(photo), {**form_of(desk, change(photo)), "caption": ""}).status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("", "مريم")


# --- Its rights have ended ----------------------------------------------------------------------------------


def ending(hours: int, **fields: Any) -> Photo:
    return factories.photo(rights_expire_at=timezone.now() + timedelta(hours=hours), **fields)


def test_the_grid_tells_what_has_ended_from_what_runs(desk: Client) -> None:
    ending(-1)
    page = desk.get("/admin/articles/photo/").content.decode()
    assert "انتهت حقوقها في" in page
    assert "حقوقها حتى" not in page
    Photo.objects.update(rights_expire_at=timezone.now() + timedelta(days=1))
    page = desk.get("/admin/articles/photo/").content.decode()
    assert "حقوقها حتى" in page
    assert "انتهت حقوقها في" not in page


@pytest.mark.parametrize(("hours", "over"), [(-1, True), (1, False)])
def test_its_form_and_that_of_its_story_say_it(desk: Client, hours: int, over: bool) -> None:
    photo = ending(hours)
    story = factories.article(lead_photo=photo)
    for path in (change(photo), f"/admin/articles/article/{story.pk}/change/"):
        assert ("انتهت حقوقها في" in desk.get(path).content.decode()) == over, path
