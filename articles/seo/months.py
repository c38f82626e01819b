"""Months as the newsroom's readers count them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils import timezone


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month in the newsroom's zone; as text «2026-11»."""

    year: int
    month: int

    @classmethod
    def of(cls, at: datetime) -> Self:
        local = timezone.localtime(at)
        return cls(local.year, local.month)

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime(self.year, self.month, 1))  # noqa: DTZ001 - the zone is put on it

    @property
    def end(self) -> datetime:
        return self.next.start

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def until(self, last: Month) -> Iterator[Month]:
        """This one and those after it up to `last`."""
        month: Month = self
        while month <= last:
            yield month
            month = month.next

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
