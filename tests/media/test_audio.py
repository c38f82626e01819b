"""Which files are taken as recordings, by what is in them."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.media.audio import MAX_BYTES, AudioError, check_audio
from tests.media import sounds


def checked(data: bytes, name: str = "x.mp3") -> Any:
    return check_audio(BytesIO(data), name, len(data))


@pytest.mark.parametrize(
    ("data", "content_type", "extension"),
    [
        (sounds.mp3(65), "audio/mpeg", "mp3"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + sounds.mp3(65), "audio/mpeg", "mp3"),
        (sounds.m4a(65), "audio/mp4", "m4a"),
        (sounds.opus(65), "audio/ogg", "ogg"),
    ],
)
def test_what_is_in_it_counts_and_not_its_name(data, content_type, extension):
    audio = checked(data, "../صوت.exe")
    assert (audio.content_type, audio.seconds, audio.size) == (content_type, 65, len(data))
    assert audio.name.startswith("audio/")
    assert audio.name.endswith(f".{extension}")
    assert len(audio.name) > 30
    assert audio.file.read() == data
    assert checked(data).name != audio.name


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ليس في الملف تسجيل"),
        (b"not a sound", "ليس في الملف تسجيل"),
        (b"ID3" + bytes(100), "ليس في الملف تسجيل"),
        (b"\xff\xfb", "ليس في الملف تسجيل"),
        (b"\xff\xfe" + "نص".encode("utf-16-le") * 500, "مدة التسجيل"),
        (sounds.wav(), "ليس في الملف تسجيل"),
        (b"OggS" + bytes(500), "ليس في الملف تسجيل"),
        (sounds.m4a()[:60], "ليس في الملف تسجيل"),
        (sounds.m4a(codec=b"alac"), "ليس في الملف تسجيل"),
        (sounds.m4a(handler=b"vide"), "صورة متحركة"),
        (sounds.m4a(seconds=0), "مدة التسجيل"),
        (sounds.m4a(seconds=13 * 3600), "مدة التسجيل"),
        (sounds.mp3() + b"<script>alert(1)</script>", "شيء غير الصوت"),
        (sounds.mp3() + b"PK\x05\x06" + bytes(18), "شيء غير الصوت"),
    ],
)
def test_others_are_refused_with_what_to_do(data, said):
    with pytest.raises(AudioError, match=said):
        checked(data)


def test_a_large_one_and_a_disguised_name_are_not_read():
    with pytest.raises(AudioError, match="100 ميغابايت"):
        check_audio(BytesIO(), "x.mp3", MAX_BYTES + 1)
    with pytest.raises(AudioError, match="اسم الملف"):
        checked(sounds.mp3(), "x\u202e3pm.exe")


@given(st.sampled_from([sounds.mp3(), sounds.m4a(), sounds.opus()]), st.data())
def test_a_damaged_one_is_taken_or_refused(data, draw):
    at = draw.draw(st.integers(0, min(len(data), 700) - 1))
    cut = draw.draw(st.integers(0, len(data)))
    damaged = bytearray(data[:cut] if cut % 3 else data)
    if at < len(damaged):
        damaged[at] ^= draw.draw(st.integers(1, 255))
    with suppress(AudioError):
        assert checked(bytes(damaged)).seconds >= 1
