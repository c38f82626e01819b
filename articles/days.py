"""Days and months as the newsroom's readers count them: in its own time zone, by the Gregorian calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.utils import timezone


def day_of(at: datetime) -> date:
    """The newsroom's day that has the moment `at`."""
    return timezone.localtime(at).date()


def start_of(day: date) -> datetime:
    """When `day` begins. Where clocks go forward at midnight that hour is missing, and this is its end."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - the zone is put on it


def end_of(day: date) -> datetime:
    """When the day after `day` begins: 23, 24 or 25 hours later."""
    return start_of(day + timedelta(days=1))


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month in the newsroom's zone; as text «2026-11»."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def start(self) -> datetime:
        return start_of(self.first)

    @property
    def end(self) -> datetime:
        return self.next.start

    @property
    def next(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def days(self) -> list[date]:
        """All its days."""
        count = (self.next.first - self.first).days
        return [self.first + timedelta(days=n) for n in range(count)]

    def until(self, last: Month) -> Iterator[Month]:
        """This one and those after it up to `last`."""
        month: Month = self
        while month <= last:
            yield month
            month = month.next

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"
