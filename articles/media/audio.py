"""Takes in a recording: looks at its content, bounds it, reads its kind and length. It stays as it is."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from tinytag import TinyTag, TinyTagException

from articles.media.images import is_something_else_too
from articles.text.normalize import has_direction_marks

MAX_BYTES = 100 * 1024 * 1024
MAX_SECONDS = 12 * 3600
# How a recording begins what its kind calls itself (RFC 6381), its extension and its type
_KINDS = (
    ("audio/mpeg", "mp3", "audio/mpeg"),
    ('audio/mp4; codecs="mp4a', "m4a", "audio/mp4"),
    ('audio/ogg; codecs="opus"', "ogg", "audio/ogg"),
    ('audio/ogg; codecs="vorbis"', "ogg", "audio/ogg"),
)
TYPES = {extension: content_type for _says, extension, content_type in _KINDS}
FOLDER = "audio"
# The handler of a track of pictures that move (ISO 14496-12, section 8.4.3)
_FILM = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_CHUNK = 1024 * 1024
_EDGE = 70_000  # bytes at either end in which another kind of file shows


class AudioError(ValueError):
    """A file that is no acceptable recording; the message is for the editor."""


@dataclass(frozen=True)
class CheckedAudio:
    """A recording in `file`, ready to store at `name`; its `size` in bytes, its length in whole seconds."""

    file: IO[bytes]
    name: str
    content_type: str
    size: int
    seconds: int


def check_audio(file: IO[bytes], file_name: str, size: int) -> CheckedAudio:
    """The recording in `file`, `size` bytes long. AudioError with what is wrong and what to do about it."""
    if has_direction_marks(file_name):
        raise AudioError(_("في اسم الملف علامات اتجاه خفية قد تُخفي نوعه. أعد تسميته ثم ارفعه."))
    if size > MAX_BYTES:
        raise AudioError(
            _("الملف أكبر من %(limit)d ميغابايت. صدّره بجودة أقل ثم ارفعه.") % {"limit": MAX_BYTES // 1024**2}
        )
    if _has_film(file):
        raise AudioError(_("في الملف صورة متحركة. صدّر الصوت وحده (MP3 أو M4A أو Opus) ثم ارفعه."))
    if is_something_else_too(_edges(file, size)):
        raise AudioError(_("في الملف شيء غير الصوت. صدّره من جديد من برنامج تسجيل، ثم ارفعه."))
    extension, content_type, seconds = _read(file)
    file.seek(0)
    name = f"{FOLDER}/{secrets.token_hex(16)}.{extension}"
    return CheckedAudio(file, name, content_type, size, seconds)


def _read(file: IO[bytes]) -> tuple[str, str, int]:
    """Extension, type and length of what is in `file`."""
    file.seek(0)
    try:
        found = TinyTag.get(file_obj=file, tags=False)  # type: ignore[arg-type]
    except TinyTagException:
        found = TinyTag()
    said = found.mime_type or ""
    for says, extension, content_type in _KINDS:
        if said.startswith(says) and found.samplerate:
            return extension, content_type, _seconds(found.duration or 0.0)
    raise AudioError(_("ليس في الملف تسجيل نعرفه. ارفع ملف MP3 أو M4A ‏(AAC) أو Ogg ‏(Opus)."))


def _seconds(duration: float) -> int:
    if not 1 <= duration <= MAX_SECONDS:  # neither is a number that is none
        raise AudioError(_("مدة التسجيل ثانية على الأقل و12 ساعة على الأكثر. لعل الملف ناقص: صدّره من جديد."))
    return round(duration)


def _has_film(file: IO[bytes]) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(_CHUNK):
        if _FILM.search(before + chunk):
            return True
        before = chunk[-16:]
    return False


def _edges(file: IO[bytes], size: int) -> bytes:
    file.seek(0)
    head = file.read(_EDGE)
    file.seek(max(0, size - _EDGE))
    return head + file.read(_EDGE)
