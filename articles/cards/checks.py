"""Says at the start what the machine lacks to draw Arabic."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from PIL import features

from articles.cards.lettering import FACE, font


@register("cards")
def check_lettering(**kwargs: Any) -> Sequence[CheckMessage]:
    """Without raqm, letters would stand apart and from the left; without Brotli the face cannot be read."""
    if not features.check("raqm"):
        return [
            Error(
                "Pillow has no Raqm, so Arabic on social cards would not be joined.",
                hint="Install FriBiDi, which Pillow's own wheel looks for: apt-get install libfribidi0. "
                "(A Pillow built on this machine needs libraqm, too.)",
                id="articles.E001",
            )
        ]
    try:
        font(40)
    except OSError as error:
        return [
            Error(
                f"{FACE.name}, the typeface of social cards, cannot be read: {error}.",
                hint="Use Pillow's own wheel, whose FreeType reads WOFF2, and a complete checkout.",
                id="articles.E002",
            )
        ]
    return []
