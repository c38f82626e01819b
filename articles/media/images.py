"""Takes in a picture: looks at its content, bounds it, re-encodes it, makes its smaller copies.

Nothing of an uploaded file is kept but its pixels: metadata (a phone writes its place there), whatever
is hidden behind the picture, and the name it came with are all left behind.
"""

import secrets
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from articles.text.normalize import has_direction_marks

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a full-frame camera's picture; four bytes a pixel in memory
MAX_SIDE = 2400
WIDTHS = (320, 640, 1280)  # of the copies: a list's corner, a phone, a phone of high density or a desk
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


class ImageError(ValueError):
    """A file that is no acceptable picture; the message is for the editor."""


@dataclass(frozen=True)
class CheckedImage:
    """A picture ready to store: `files` maps a storage name to its bytes; `name` is the original's."""

    name: str
    files: dict[str, bytes]
    width: int
    height: int


def copy_name(name: str, width: int) -> str:
    """Storage name (or address) of the `width` pixels wide copy of the picture at `name`."""
    return f"{name.rpartition('.')[0]}-{width}.webp"


def check_image(file: IO[bytes], file_name: str, size: int) -> CheckedImage:
    """The picture in `file` (`size` bytes long), re-encoded, with its copies.

    Raises ImageError with what is wrong and what to do about it.
    """
    if has_direction_marks(file_name):
        raise ImageError(_("في اسم الملف علامات اتجاه خفية قد تُخفي نوعه. أعد تسميته ثم ارفعه."))
    if size > MAX_BYTES:
        raise ImageError(
            _("الملف أكبر من %(limit)d ميغابايت. صغّره ثم ارفعه.") % {"limit": MAX_BYTES // 1024**2}
        )
    return _encode(_decode(file), folder="photos")


def store_picture(picture: Image.Image) -> CheckedImage:
    """`picture`, drawn by our own code, made ready to store like an uploaded one."""
    return _encode(picture, folder="photos")


def open_picture(file: IO[bytes]) -> Image.Image:
    """The picture in a stored `file`, bounded like an uploaded one; ImageError when there is none in it."""
    return _decode(file)


def _decode(file: IO[bytes]) -> Image.Image:
    """The picture in `file`, upright and in RGB, at most MAX_SIDE on its longer side."""
    try:
        picture: Image.Image = Image.open(file, formats=_FORMATS)
        # Only the header is read so far: a bomb is refused before it is unpacked.
        if picture.width * picture.height > MAX_PIXELS:
            raise ImageError(_too_many_pixels())
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(_too_many_pixels()) from error
    except UnidentifiedImageError as error:
        raise ImageError(_("ليس هذا ملف صورة يُقرأ. ارفع صورة JPEG أو PNG أو WebP أو AVIF.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError(_("الصورة تالفة أو ناقصة. احفظها من جديد ثم ارفعها.")) from error
    picture = ImageOps.exif_transpose(picture)
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture.convert("RGB")


def _encode(picture: Image.Image, folder: str) -> CheckedImage:
    """JPEG of `picture` and WebP of its copies, under a name that nobody can guess or clash with."""
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    name = f"{folder}/{secrets.token_hex(10)}.jpg"
    files = {name: _bytes(picture, "JPEG", quality=86, optimize=True, progressive=True)}
    for width in WIDTHS:
        if width < picture.width:
            height = max(1, round(picture.height * width / picture.width))
            copy = picture.resize((width, height), Image.Resampling.LANCZOS)
            files[copy_name(name, width)] = _bytes(copy, "WEBP", quality=78, method=4)
    return CheckedImage(name, files, picture.width, picture.height)


def _bytes(picture: Image.Image, image_format: str, **options: int | bool) -> bytes:
    stream = BytesIO()
    picture.save(stream, image_format, **options)
    return stream.getvalue()


def _too_many_pixels() -> str:
    return _("أبعاد الصورة أكبر من %(limit)d ميغابكسل. صغّرها ثم ارفعها.") % {"limit": MAX_PIXELS // 1_000_000}
