"""Unpacks a picture within the memory that a worker has for it, whatever is in the file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from articles.media.metadata import Suggestions, suggestions_in

MAX_PIXELS = 50_000_000  # a full-frame camera's picture
MAX_SIDE = 2400
# What decoding may take: a worker has some 100 MiB without it, and must stay below 400.
_MAX_MEMORY = 250 * 1024 * 1024
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")  # a phone's MPO, several JPEGs in a row, is opened as the first
_PLAIN = {"P": "RGBA", "PA": "RGBA", "1": "L", "I;16": "L"}
_TILE = 1024
# Markers of a JPEG (ITU T.81, table B.1): the head of a scan, and those that no length follows
_SCAN, _ALONE = 0xDA, (0x01, *range(0xD0, 0xD9))


class ImageError(ValueError):
    """A file that is no acceptable picture; the message is for the editor."""


def decoded(data: bytes) -> tuple[Image.Image, Suggestions]:
    """The picture in `data`, upright, in sRGB, on white; and what its metadata says of it.

    It is not much larger than MAX_SIDE. Raises ImageError with what is wrong and what to do about it.
    """
    try:
        picture: Image.Image = Image.open(BytesIO(data), formats=_FORMATS)
        # Only the header is read so far: a bomb is refused before it is unpacked.
        pixels = picture.width * picture.height
        picture.draft("RGB", _within(MAX_SIDE, picture.size))
        if (most := _most_pixels(picture, pixels, data)) < pixels:
            raise ImageError(_too_many_pixels(most))
        suggestions = suggestions_in(picture)
        picture.load()
        # Made small and plain in one step: whatever is done to all of it takes its memory once more.
        picture = _plain_and_reduced(picture)
        _turn_upright(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(_too_many_pixels(MAX_PIXELS)) from error
    except UnidentifiedImageError as error:
        raise ImageError(_("ليس هذا ملف صورة يُقرأ. ارفع صورة JPEG أو PNG أو WebP أو AVIF.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError(_("الصورة تالفة أو ناقصة. احفظها من جديد ثم ارفعها.")) from error
    return picture, suggestions


def _most_pixels(picture: Image.Image, pixels: int, data: bytes) -> int:
    """How many pixels a picture of its kind may have, by what its decoder needs (manage.py bench_uploads).

    `picture` is a draft already: of its `pixels` it will unpack so many as its size says now.
    """
    match picture.format:
        case "JPEG" | "MPO":
            needed = 4 * picture.width * picture.height / pixels
            if picture.info.get("progressive") or _has_scans(data, len(picture.getbands())):
                needed += 2 * len(picture.getbands())  # all coefficients, before there is a pixel
        case "WEBP":
            needed = 16
        case "AVIF":
            needed = 12
        case _:
            needed = 4
    return min(MAX_PIXELS, int(_MAX_MEMORY / needed))


def _has_scans(data: bytes, bands: int) -> bool:
    """Whether the first scan of a JPEG has less than all its `bands`, as others follow; or none is found."""
    at = 2
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 4:
        marker = data[at + 1]
        if marker == _SCAN:
            return data[at + 4] < bands
        if marker in (0x00, 0xFF):  # no marker, or a byte before one
            at += 1
        else:
            at += 2 if marker in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4])
    return True


def _within(side: int, size: tuple[int, int]) -> tuple[int, int]:
    """What `size` becomes when its longer side becomes `side`."""
    width, height = size
    longer = max(width, height, side)
    return max(1, width * side // longer), max(1, height * side // longer)


def _plain_and_reduced(picture: Image.Image) -> Image.Image:
    """`picture` in RGB, at an integer fraction of its size, not much larger than it will be: tile by tile."""
    factor = max(1, max(picture.size) // MAX_SIDE)
    small = Image.new("RGB", (-(-picture.width // factor), -(-picture.height // factor)))
    to_srgb = _to_srgb(picture)
    for left, top, right, bottom in _tiles(picture.size, factor):
        tile = _plain(picture.crop((left, top, right, bottom))).reduce(factor)
        if to_srgb:
            tile = ImageCms.applyTransform(tile, to_srgb) or tile
        small.paste(_on_paper(tile), (left // factor, top // factor))
    small.info = picture.info
    return small


def _tiles(size: tuple[int, int], factor: int) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of tiles that cover a picture of that size, each a whole number of times `factor` wide."""
    width, height = size
    step = factor * max(1, _TILE // factor)
    for top in range(0, height, step):
        for left in range(0, width, step):
            yield left, top, min(left + step, width), min(top + step, height)


def _plain(picture: Image.Image) -> Image.Image:
    """`picture` in a mode that can be reckoned with: no palette, eight bits."""
    if picture.mode == "I;16":
        picture = picture.point(lambda value: value / 256)  # convert() would cut off what is lighter
    mode = _PLAIN.get(picture.mode, picture.mode)
    return picture if mode == picture.mode else picture.convert(mode)


def _turn_upright(picture: Image.Image) -> None:
    """As it was held; without what else was in its file, of which a comment would be saved with it."""
    ImageOps.exif_transpose(picture, in_place=True)
    picture.info = {}


def _to_srgb(picture: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """From the colours that its profile means; None where it has none, or one that says nothing."""
    profile, mode = picture.info.get("icc_profile"), _PLAIN.get(picture.mode, picture.mode)
    if not profile or mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.buildTransform(meant, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile, or one for another kind of picture
        return None


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture.convert("RGB")


def _too_many_pixels(most: int) -> str:
    return _("أبعاد الصورة أكبر من %(limit)d ميغابكسل، وهو أقصى ما يُقبل من نوعها. صغّرها ثم ارفعها.") % {
        "limit": most // 1_000_000
    }
