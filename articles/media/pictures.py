"""A stored picture as pages name it."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from articles.media.images import WIDTHS, copy_name


@dataclass(frozen=True, slots=True)
class Picture:
    """What an <img> says of a picture; `name` is the storage name of its original.

    Copies lie beside their original and pictures are public, so a copy's address follows from its own.
    """

    name: str
    width: int
    height: int
    alt: str = ""

    @property
    def url(self) -> str:
        return default_storage.url(self.name)

    @property
    def srcset(self) -> str:
        """Its copies: the widths that are smaller than the original, then itself."""
        url = self.url
        copies = [f"{copy_name(url, width)} {width}w" for width in WIDTHS if width < self.width]
        return ", ".join([*copies, f"{url} {self.width}w"])

    @property
    def thumbnail_url(self) -> str:
        """The smallest copy, for lists."""
        return copy_name(self.url, WIDTHS[0]) if WIDTHS[0] < self.width else self.url
