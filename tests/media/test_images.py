from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles.media.decoding import ImageError
from articles.media.images import MAX_BYTES, check_image
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


def archive() -> bytes:
    """A ZIP, as a program hides behind a picture."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("run.class", b"...")
    return stream.getvalue()


def check(data: bytes, name: str = "صورة.jpg", size: int | None = None):
    return check_image(BytesIO(data), name, len(data) if size is None else size)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pictures_are_reencoded(image_format):
    image = check(factories.image_bytes((1000, 500), image_format))
    stored = Image.open(BytesIO(image.data))
    assert (stored.format, stored.size) == ("JPEG", (1000, 500))
    assert (image.width, image.height) == (1000, 500)


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"
    image = check(factories.image_bytes((400, 200), exif=exif, comment=b"mine") + b"what a phone appends")
    assert (image.width, image.height) == (200, 400)
    stored = Image.open(BytesIO(image.data))
    assert not stored.getexif()
    assert not {"exif", "xmp", "icc_profile", "photoshop", "comment"} & set(stored.info)
    assert b"phone" not in image.data


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "RGB"])
def test_every_kind_of_png_becomes_colours_on_white(mode):
    stream = BytesIO()
    shade = (0, 0, 0, 0) if mode in ("LA", "RGBA") else "white"
    Image.new("RGBA", (4800, 200), shade).convert(mode).save(stream, "PNG")
    image = check(stream.getvalue())
    stored = Image.open(BytesIO(image.data))
    assert (stored.mode, stored.size) == ("RGB", (2400, 100))
    assert stored.getpixel((1200, 50)) == (255, 255, 255)


def test_greys_of_sixteen_bits_keep_their_shade():
    stream = BytesIO()
    Image.new("I;16", (40, 40), 40_000).save(stream, "PNG")
    assert Image.open(BytesIO(check(stream.getvalue()).data)).getpixel((9, 9)) == (156, 156, 156)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script>",
        factories.image_bytes() + b"<script>alert(1)</script>",
        factories.image_bytes() + b"<?php system(1);",
        factories.image_bytes(comment=b"<!DOCTYPE html><p>"),
        factories.image_bytes(comment=b"%PDF-1.7"),
        factories.image_bytes() + archive(),
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
