"""Pictures with something to see in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from articles.media.images import CheckedImage, check_image


def scene(seed: int = 1, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """Blocks of colour, others for each seed, the same whatever the size."""
    picture = Image.new("RGB", (90, 60), "white")
    draw = ImageDraw.Draw(picture)
    state = seed
    for _ in range(14):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        x, y, shade = state % 90, state // 90 % 60, state // 7 % 256
        draw.rectangle(
            (x, y, x + 10 + state % 25, y + 8 + state % 17), fill=(shade, 255 - shade, state % 256)
        )
    return picture.resize(size, Image.Resampling.BICUBIC)


def encoded(picture: Image.Image, image_format: str = "JPEG", **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, image_format, **options)
    return stream.getvalue()


def checked(picture: Image.Image, image_format: str = "JPEG", **options: Any) -> CheckedImage:
    """`picture` as it comes out of an upload."""
    data = encoded(picture, image_format, **options)
    return check_image(BytesIO(data), "صورة", len(data))
