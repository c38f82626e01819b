"""A newsroom whose pages are all kept: which of them are gone after a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

HEADS = {"home", "feed", "search", "suggest"}
ENERGY = {"economy", "energy", "harbour"}
SHIPS = {"ships", "ships feed"}


def deep(names: Iterable[str]) -> set[str]:
    return {f"{name} deep" for name in names}


@dataclass
class Newsroom:
    """Some sections and names with deep archives, and the address of each page by what it is."""

    is_kept: Callable[[str], bool]
    pages: dict[str, str] = field(default_factory=dict)

    def look_at_all(self) -> None:
        for path in self.pages.values():
            self.is_kept(path)
        assert not self.gone(), "not every page is kept"

    def gone(self) -> set[str]:
        """The pages that are not kept any more; asking makes them be there again."""
        return {name for name, path in self.pages.items() if not self.is_kept(path)}
