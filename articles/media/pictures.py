"""A stored picture as pages name it."""

from dataclasses import dataclass

from django.core.files.storage import default_storage

from articles.media.images import WIDTHS, copy_name


@dataclass(frozen=True, slots=True)
class Picture:
    """What an <img> says of a picture; `name` is the storage name of its original."""

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
        copies = [f"{self._copy(width)} {width}w" for width in self._copies]
        return ", ".join([*copies, f"{self.url} {self.width}w"])

    @property
    def thumbnail_url(self) -> str:
        """The smallest copy, for lists."""
        return self._copy(self._copies[0]) if self._copies else self.url

    @property
    def _copies(self) -> tuple[int, ...]:
        return tuple(width for width in WIDTHS if width < self.width)

    def _copy(self, width: int) -> str:
        return default_storage.url(copy_name(self.name, width))
