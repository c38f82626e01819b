"""Makes the smaller copies and the cuts of a picture."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from articles.media.pictures import SHAPES, Shape, box_of, rendition_prefix, widths_of

# AVIF of this quality looks like WebP of that one, at two thirds of its bytes. Of large ones the next slower
# speed takes four times as long for 5 % less; of small ones, which most readers get, time does not count.
_AVIF = {"quality": 52, "max_threads": 1}
_WEBP = {"quality": 76, "method": 2}
_SLOWLY_UP_TO = 768


def renditions_for(
    original: Image.Image, name: str, version: int, focal: tuple[float, float]
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each rendition of `original`, stored at `name`; cuts keep `focal` inside."""
    for shape in SHAPES.values():
        cut = original.crop(cut_around(focal, original.size, shape)) if shape.ratio else original
        prefix = rendition_prefix(name, version, shape)
        for width in widths_of(cut.width, shape, version):
            height = max(1, round(cut.height * width / cut.width))
            small = cut.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2)
            avif = _AVIF | {"speed": 8 if width <= _SLOWLY_UP_TO else 9}
            yield f"{prefix}{width}.avif", _bytes(small, "AVIF", avif)
            yield f"{prefix}{width}.webp", _bytes(small, "WEBP", _WEBP)


def cut_around(focal: tuple[float, float], size: tuple[int, int], shape: Shape) -> tuple[int, int, int, int]:
    """The largest box of that shape, its middle as near to the focal point as the edges let it."""
    box = box_of(*size, shape)
    starts = [
        min(max(round(place * whole - part / 2), 0), whole - part)
        for place, whole, part in zip(focal, size, box, strict=True)
    ]
    return starts[0], starts[1], starts[0] + box[0], starts[1] + box[1]


def _bytes(picture: Image.Image, image_format: str, options: dict[str, int]) -> bytes:
    stream = BytesIO()
    picture.save(stream, image_format, **options)
    return stream.getvalue()
