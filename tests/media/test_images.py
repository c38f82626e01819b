from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles.media.images import MAX_BYTES, ImageError, check_image, copy_name
from articles.models import Photo
from tests import factories


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no data: what a bomb looks like before it is unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def check(data: bytes, name: str = "صورة.jpg", size: int | None = None):
    return check_image(BytesIO(data), name, len(data) if size is None else size)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pictures_are_reencoded_with_their_smaller_copies(image_format):
    image = check(factories.image_bytes((1000, 500), image_format))
    assert (image.width, image.height) == (1000, 500)
    assert set(image.files) == {image.name, copy_name(image.name, 320), copy_name(image.name, 640)}
    assert Image.open(BytesIO(image.files[image.name])).format == "JPEG"
    assert Image.open(BytesIO(image.files[copy_name(image.name, 320)])).size == (320, 160)


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    data = factories.image_bytes((400, 200), exif=exif) + b"<script>alert(1)</script>"
    image = check(data)
    stored = image.files[image.name]
    assert (image.width, image.height) == (200, 400)
    assert not Image.open(BytesIO(stored)).getexif()
    assert b"script" not in stored


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>",
        factories.image_bytes((20, 20), "GIF"),
        factories.image_bytes((400, 400))[:900],
        png_header(10_000, 10_000),
        png_header(60_000, 60_000),
        png_header(8, 8),
    ],
)
def test_what_is_no_acceptable_picture_is_refused_in_arabic(data):
    with pytest.raises(ImageError) as refusal:
        check(data)
    assert any("\u0621" <= letter <= "\u064a" for letter in str(refusal.value))


def test_disguised_names_and_large_files_are_refused():
    good = factories.image_bytes()
    with pytest.raises(ImageError):
        check(good, "photo\u202egpj.exe")
    with pytest.raises(ImageError):
        check(good, size=MAX_BYTES + 1)


@pytest.mark.django_db
def test_a_photo_that_is_not_stored_leaves_no_file(settings):
    with pytest.raises(Exception, match="photo_has_alt"):
        factories.photo(alt="")
    assert not Photo.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))


@pytest.mark.django_db
def test_the_files_of_a_deleted_photo_go_with_it(settings, django_capture_on_commit_callbacks):
    factories.photo()
    assert len(list(settings.MEDIA_ROOT.rglob("*.*"))) == 3
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.all().delete()
    assert not list(settings.MEDIA_ROOT.rglob("*.*"))
