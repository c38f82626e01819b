"""What a picture's own metadata says of it (XMP, IPTC, EXIF), as suggestions for the editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, IptcImagePlugin

from articles.text.html import clean_html, plain_text
from articles.text.normalize import tidy

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_MOST_XMP = 1_000_000  # bytes
# What cameras write for want of anything to say: «OLYMPUS DIGITAL CAMERA», «SONY DSC», «DCIM\\101»
_NOTHING = re.compile(r"[A-Z0-9 _.\\/:-]*")
_UTF_8 = b"\x1b%G"  # IPTC: the texts of this file are in UTF-8


@dataclass(frozen=True, slots=True)
class Suggestions:
    """One clean line each, at most as long as its field; "" where the file says nothing."""

    caption: str = ""
    credit: str = ""
    headline: str = ""
    alt: str = ""


_LONGEST = {"caption": 300, "credit": 120, "headline": 200, "alt": 250}


def suggestions_in(picture: Image.Image) -> Suggestions:
    """What the file of `picture`, opened and not read yet, says: XMP before IPTC before EXIF."""
    found = [_in_xmp(picture), _in_iptc(picture), _in_exif(picture)]
    lines = {}
    for name, longest in _LONGEST.items():
        texts = (_line(values.get(name, ""), longest) for values in found)
        lines[name] = next(filter(None, texts), "")
    return Suggestions(**lines)


def _line(text: str, longest: int) -> str:
    """`text` without markup, direction marks and what only a camera says, cut after a whole word."""
    line = tidy(plain_text(clean_html(text)))
    if _NOTHING.fullmatch(line):
        return ""
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0]


def _credit(by: str, agency: str) -> str:
    """«أحمد علي / الوكالة»."""
    return " / ".join(dict.fromkeys(filter(None, (by.strip(), agency.strip()))))


# --- XMP: XML, always Unicode -------------------------------------------------------------------------------


def _in_xmp(picture: Image.Image) -> dict[str, str]:
    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    data = data.encode() if isinstance(data, str) else data
    if not data or len(data) > _MOST_XMP:
        return {}
    try:
        root = fromstring(data.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # the last of an encoding
        return {}
    return {
        "caption": _property(root, f"{_DC}description"),
        "credit": _credit(_property(root, f"{_DC}creator"), _property(root, f"{_PHOTOSHOP}Credit"))
        or _property(root, f"{_DC}rights"),
        "headline": _property(root, f"{_PHOTOSHOP}Headline") or _property(root, f"{_DC}title"),
        "alt": _property(root, f"{_IPTC_CORE}AltTextAccessibility"),
    }


def _property(root: Element, name: str) -> str:
    """An attribute of a description, or an element: its text, its Arabic entry, or all of its entries."""
    for description in root.iter(f"{_RDF}Description"):
        if value := description.get(name):
            return value
    if (element := root.find(f".//{name}")) is None:
        return ""
    if not (entries := list(element.iter(f"{_RDF}li"))):
        return element.text or ""
    if element.find(f"{_RDF}Alt") is not None:  # one text in several languages
        lang = "{http://www.w3.org/XML/1998/namespace}lang"
        entries = sorted(entries, key=lambda entry: not entry.get(lang, "").startswith("ar"))[:1]
    return "، ".join(entry.text for entry in entries if entry.text)


# --- IPTC and EXIF: bytes in whatever encoding the agency's program used ------------------------------------


def _in_iptc(picture: Image.Image) -> dict[str, str]:
    try:
        sets: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    except (SyntaxError, ValueError, IndexError, TypeError):  # of a block that breaks off
        return {}
    declared = sets.get((1, 90)) == _UTF_8

    def text(number: int) -> str:
        value = sets.get((2, number), b"")
        values = value if isinstance(value, list) else [value]
        return "، ".join(_decoded(one, declared) for one in values if one)

    return {
        "caption": text(120),
        "credit": _credit(text(80), text(110)) or text(116),
        "headline": text(105) or text(5),
    }


def _in_exif(picture: Image.Image) -> dict[str, str]:
    exif = picture.getexif()

    def text(tag: int) -> str:
        value = exif.get(tag, "")
        # Pillow takes each byte for a letter of Latin-1.
        return _decoded(value.encode("latin-1", "replace")) if isinstance(value, str) else ""

    return {"caption": text(0x010E), "credit": text(0x013B) or text(0x8298)}


def _decoded(value: bytes, is_utf8: bool = False) -> str:
    """As UTF-8 where it is that, else as Windows-1256, which Arabic agencies write undeclared."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode(errors="replace") if is_utf8 else value.decode("cp1256")
