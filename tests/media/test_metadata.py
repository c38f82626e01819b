"""What a file says of itself is read before it is thrown away, whoever wrote it and however."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from articles.media.images import check_image
from articles.media.metadata import Suggestions
from tests import factories

UTF_8 = b"\x1b%G"


def iptc(*sets: tuple[int, int, bytes]) -> bytes:
    """A JPEG segment as Photoshop writes it, with these datasets."""
    data = b"".join(struct.pack(">BBBH", 0x1C, *pair, len(value)) + value for *pair, value in sets)
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(data)) + data
    block = b"Photoshop 3.0\0" + block + b"\0" * (len(data) % 2)
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def with_segment(segment: bytes) -> bytes:
    data = factories.image_bytes()
    return data[:2] + segment + data[2:]


def xmp(properties: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">{properties}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def said(data: bytes) -> Suggestions:
    return check_image(BytesIO(data), "صورة", len(data)).suggestions


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [([(1, 90, UTF_8)], "utf-8"), ([], "utf-8"), ([], "cp1256")],
    ids=["utf-8", "utf-8 undeclared", "windows-1256"],
)
def test_iptc_of_arabic_agencies(declared, encoding):
    texts = {120: "رافعات في ميناء الرمال", 80: "أحمد علي", 110: "وكالة المرفأ", 105: "الميناء يعود"}
    sets = [(2, number, text.encode(encoding)) for number, text in texts.items()]
    assert said(with_segment(iptc(*declared, *sets))) == Suggestions(
        caption="رافعات في ميناء الرمال", credit="أحمد علي / وكالة المرفأ", headline="الميناء يعود"
    )


def test_xmp_goes_before_iptc_and_has_the_text_for_who_does_not_see():
    data = factories.image_bytes(
        xmp=xmp(
            "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Cranes</rdf:li>"
            "<rdf:li xml:lang='ar'>رافعات عند الفجر</rdf:li></rdf:Alt></dc:description>"
            "<dc:creator><rdf:Seq><rdf:li>أحمد</rdf:li><rdf:li>ليلى</rdf:li></rdf:Seq></dc:creator>"
            "<photoshop:Credit>المرفأ</photoshop:Credit><photoshop:Headline>عنوان</photoshop:Headline>"
            "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>ثلاث رافعات</rdf:li>"
            "</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
        )
    )
    segment = iptc((2, 120, "تعليق آخر".encode()))
    assert said(data[:2] + segment + data[2:]) == Suggestions(
        caption="رافعات عند الفجر", credit="أحمد، ليلى / المرفأ", headline="عنوان", alt="ثلاث رافعات"
    )


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "AVIF"])
def test_xmp_is_read_in_every_format(image_format):
    body = xmp("<photoshop:Headline>عنوان</photoshop:Headline>")
    if image_format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", body.decode())
        data = factories.image_bytes(image_format="PNG", pnginfo=info)
    else:
        data = factories.image_bytes(image_format=image_format, xmp=body)
    assert said(data).headline == "عنوان"


def test_exif_of_a_camera():
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "OLYMPUS DIGITAL CAMERA", "أحمد علي".encode()
    assert said(factories.image_bytes(exif=exif)) == Suggestions(credit="أحمد علي")


def test_suggestions_are_one_clean_line_that_fits_its_field():
    text = "<b onclick='x()'>صورة</b>\u202e\u200f<em>\r\nكـــبيرة</em> &amp; حية " + "كلمة " * 100
    line = said(with_segment(iptc((2, 120, text.encode())))).caption
    assert line.startswith("صورة كبيرة & حية كلمة")
    assert len(line) <= 300
    assert line.endswith("كلمة")


@pytest.mark.parametrize(
    "data",
    [
        factories.image_bytes(xmp=b"<not xml"),
        factories.image_bytes(
            xmp=b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
            + xmp("<dc:rights>&b;</dc:rights>")
        ),
        factories.image_bytes(xmp=b'<?xml version="1.0" encoding="nonsense"?>' + xmp("")),
        with_segment(iptc((2, 120, b""), (2, 80, b"\0"))),
        with_segment(iptc((2, 120, b"x"))[:-1] + b"\x1c"),
        with_segment(b"\xff\xed\x00\x10Photoshop 3.0\0"),
    ],
)
def test_nonsense_says_nothing_and_the_picture_is_taken(data):
    assert said(data) == Suggestions()
