"""Takes in a picture: looks at its content, bounds it, and re-encodes it.

Nothing of an uploaded file is kept but its pixels: metadata (a phone writes its place there), whatever
is hidden behind the picture, and the name it came with are all left behind. What its metadata says of it
comes along as suggestions for the editor.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from articles.media.likeness import perceptual_hash
from articles.media.metadata import Suggestions, suggestions_in
from articles.text.normalize import has_direction_marks

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a full-frame camera's picture
MAX_SIDE = 2400
# What decoding may take: a worker has some 100 MiB without it, and must stay below 400.
_MAX_MEMORY = 250 * 1024 * 1024
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_PLAIN = {"P": "RGBA", "PA": "RGBA", "1": "L", "I;16": "L"}
# What makes the file a page, a program or a document as well, whoever opens it under another name
_ALSO = re.compile(
    rb"<(?:script|html|iframe)[\s>]|<!doctype\s+html|<svg\s[^<>]{0,200}xmlns|<\?php\s", re.IGNORECASE
)
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_ZIP_END, _ZIP_END_WITHIN = b"PK\x05\x06", 22 + 65_535


class ImageError(ValueError):
    """A file that is no acceptable picture; the message is for the editor."""


@dataclass(frozen=True)
class CheckedImage:
    """A picture ready to store at `name`: `data` is a JPEG made by us, `phash` what it looks like."""

    name: str
    data: bytes
    width: int
    height: int
    phash: int
    suggestions: Suggestions = field(default_factory=Suggestions)


def check_image(file: IO[bytes], file_name: str, size: int) -> CheckedImage:
    """The picture in `file` (`size` bytes long), re-encoded.

    Raises ImageError with what is wrong and what to do about it.
    """
    if has_direction_marks(file_name):
        raise ImageError(_("في اسم الملف علامات اتجاه خفية قد تُخفي نوعه. أعد تسميته ثم ارفعه."))
    if size > MAX_BYTES:
        raise ImageError(
            _("الملف أكبر من %(limit)d ميغابايت. صغّره ثم ارفعه.") % {"limit": MAX_BYTES // 1024**2}
        )
    data = file.read(MAX_BYTES + 1)
    if is_something_else_too(data):
        raise ImageError(_("في الملف شيء غير الصورة. افتحه في برنامج صور، واحفظه من جديد، ثم ارفعه."))
    picture, suggestions = _decode(data)
    return _encode(picture, suggestions)


def store_picture(picture: Image.Image) -> CheckedImage:
    """`picture`, drawn by our own code, made ready to store like an uploaded one."""
    return _encode(picture, Suggestions())


def open_picture(file: IO[bytes]) -> Image.Image:
    """The picture in a stored `file`, bounded like an uploaded one; ImageError when there is none in it."""
    picture, _suggestions = _decode(file.read())
    return picture


def is_something_else_too(data: bytes) -> bool:
    """Whether a file that begins and ends as `data` is a page, program, document or archive as well."""
    return bool(_ALSO.search(data)) or _PDF in data[:_PDF_WITHIN] or _ZIP_END in data[-_ZIP_END_WITHIN:]


def _decode(data: bytes) -> tuple[Image.Image, Suggestions]:
    """The picture in `data`, upright and in sRGB, and what its metadata says of it."""
    try:
        picture: Image.Image = Image.open(BytesIO(data), formats=_FORMATS)
        # Only the header is read so far: a bomb is refused before it is unpacked.
        if (most := _most_pixels(picture)) < picture.width * picture.height:
            raise ImageError(_too_many_pixels(most))
        suggestions = suggestions_in(picture)
        picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
        picture.load()
        # Reduced first, a strip at a time: whatever else is done to all of it doubles the memory.
        picture = ImageOps.exif_transpose(_reduced(picture))
        return _on_paper(_in_srgb(picture)), suggestions
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageError(_too_many_pixels(MAX_PIXELS)) from error
    except UnidentifiedImageError as error:
        raise ImageError(_("ليس هذا ملف صورة يُقرأ. ارفع صورة JPEG أو PNG أو WebP أو AVIF.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError(_("الصورة تالفة أو ناقصة. احفظها من جديد ثم ارفعها.")) from error


def _most_pixels(picture: Image.Image) -> int:
    """How many pixels a picture of its kind may have, by what its decoder needs (manage.py bench_uploads)."""
    match picture.format:
        case "JPEG" if picture.info.get("progressive"):
            needed = 2 * len(picture.getbands()) + 1  # all coefficients, before there is a pixel
        case "WEBP":
            needed = 16
        case "AVIF":
            needed = 12
        case _:
            needed = 4
    return min(MAX_PIXELS, _MAX_MEMORY // needed)


def _reduced(picture: Image.Image) -> Image.Image:
    """`picture` at an integer fraction of its size, not much larger than it will be."""
    factor = max(picture.size) // MAX_SIDE
    if factor < 2:
        return _plain(picture)
    strips, step = [], factor * 64
    for top in range(0, picture.height, step):
        strip = picture.crop((0, top, picture.width, min(top + step, picture.height)))
        strips.append(_plain(strip).reduce(factor))
    small = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        small.paste(strip, (0, number * 64))
    small.info = picture.info
    return small


def _plain(picture: Image.Image) -> Image.Image:
    """`picture` in a mode that can be reckoned with: no palette, eight bits."""
    if picture.mode == "I;16":
        picture = picture.point(lambda value: value / 256)  # convert() would cut off what is lighter
    mode = _PLAIN.get(picture.mode, picture.mode)
    return picture if mode == picture.mode else picture.convert(mode)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colours that its profile means; as they are where it has none, or one that says nothing."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a broken profile, or one for another kind of picture
        return picture
    return changed or picture


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture.convert("RGB")


def _encode(picture: Image.Image, suggestions: Suggestions) -> CheckedImage:
    """A JPEG of `picture` under a name that nobody can guess or clash with."""
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=86, optimize=True, progressive=True)
    return CheckedImage(
        name=new_name(),
        data=stream.getvalue(),
        width=picture.width,
        height=picture.height,
        phash=perceptual_hash(picture),
        suggestions=suggestions,
    )


def new_name() -> str:
    """A storage name for an original, which says nothing of it."""
    return f"photos/{secrets.token_hex(10)}.jpg"


def _too_many_pixels(most: int) -> str:
    return _("أبعاد الصورة أكبر من %(limit)d ميغابكسل، وهو أقصى ما يُقبل من نوعها. صغّرها ثم ارفعها.") % {
        "limit": most // 1_000_000
    }
