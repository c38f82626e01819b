"""Takes in a picture: looks at its content, bounds it, and re-encodes it.

Nothing of an uploaded file is kept but its pixels: metadata (a phone writes its place there), whatever
is hidden behind the picture, and the name it came with are all left behind. What its metadata says of it
comes along as suggestions for the editor.
"""

from __future__ import annotations

import ctypes
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from articles.media.decoding import MAX_SIDE, ImageError, decoded
from articles.media.likeness import perceptual_hash
from articles.media.metadata import Suggestions
from articles.text.normalize import has_direction_marks

MAX_BYTES = 20 * 1024 * 1024
# What makes the file a page, a program or a document as well, whoever opens it under another name
_ALSO = re.compile(
    rb"<(?:script|html|iframe)[\s>]|<!doctype\s+html|<svg\s[^<>]{0,200}xmlns|<\?php\s", re.IGNORECASE
)
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_ZIP_END, _ZIP_END_WITHIN = b"PK\x05\x06", 22 + 65_535
_lock = Lock()


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
    with _one_at_a_time():
        data = file.read(MAX_BYTES + 1)
        if is_something_else_too(data):
            raise ImageError(_("في الملف شيء غير الصورة. افتحه في برنامج صور، واحفظه من جديد، ثم ارفعه."))
        return _encode(*decoded(data))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """A worker's threads take pictures in one after another: its memory is for one of them.

    Each thread's heap would keep what it had for the next time; it is given back.
    """
    with _lock:
        try:
            yield
        finally:
            if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # glibc has it
                trim(0)


def store_picture(picture: Image.Image) -> CheckedImage:
    """`picture`, drawn by our own code, made ready to store like an uploaded one."""
    return _encode(picture, Suggestions())


def open_picture(file: IO[bytes]) -> Image.Image:
    """The picture in a stored `file`, bounded like an uploaded one; ImageError when there is none in it."""
    data = file.read()
    with _one_at_a_time():
        return decoded(data)[0]


def is_something_else_too(data: bytes) -> bool:
    """Whether a file that begins and ends as `data` is a page, program, document or archive as well."""
    return bool(_ALSO.search(data)) or _PDF in data[:_PDF_WITHIN] or _ZIP_END in data[-_ZIP_END_WITHIN:]


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
