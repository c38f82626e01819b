"""Small recordings, written by hand: silence in each of the kinds that we take, and another."""

from __future__ import annotations

import struct


def mp3(seconds: int = 3) -> bytes:
    """Frames of MPEG-1 Layer III, 128 kbit/s at 44.1 kHz: 417 bytes for 1152 samples each."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * round(seconds * 44_100 / 1152)


def opus(seconds: int = 3) -> bytes:
    """Ogg with the two headers of Opus (RFC 7845, section 5) and a last page."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    return _page(0, head, 2) + _page(0, tags, 0) + _page(48_000 * seconds, bytes(200), 4)


def _page(granule: int, packet: bytes, flags: int) -> bytes:
    return b"OggS" + struct.pack("<BBqIIIBB", 0, flags, granule, 7, 0, 0, 1, len(packet)) + packet


def m4a(seconds: int = 3, handler: bytes = b"soun", codec: bytes = b"mp4a") -> bytes:
    """The boxes of ISO 14496-12 and -14 that say what is in it."""
    mvhd = _box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    # A decoder configuration for AAC-LC at 44.1 kHz, two channels
    specific = b"\x05\x02\x12\x10"
    config = b"\x04" + bytes([13 + len(specific)]) + b"\x40\x15" + bytes(11) + specific
    esds = _box(b"esds", bytes(4) + b"\x03" + bytes([3 + len(config)]) + bytes(3) + config)
    entry = bytes(6) + struct.pack(">H", 1) + bytes(8) + struct.pack(">HHHHI", 2, 16, 0, 0, 44_100 << 16)
    stsd = _box(b"stsd", bytes(4) + struct.pack(">I", 1) + _box(codec, entry + esds))
    mdhd = _box(b"mdhd", bytes(12) + struct.pack(">II", 44_100, seconds * 44_100) + bytes(4))
    hdlr = _box(b"hdlr", bytes(8) + handler + bytes(13))
    media = _box(b"mdia", mdhd + hdlr + _box(b"minf", _box(b"stbl", stsd)))
    moov = _box(b"moov", mvhd + _box(b"trak", media))
    return _box(b"ftyp", b"M4A " + bytes(4) + b"M4A mp42") + moov + _box(b"mdat", bytes(500))


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def wav(seconds: int = 3) -> bytes:
    size = 8_000 * seconds
    head = b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt "
    return (
        head
        + struct.pack("<IHHIIHH", 16, 1, 1, 8_000, 8_000, 1, 8)
        + b"data"
        + struct.pack("<I", size)
        + bytes(size)
    )
