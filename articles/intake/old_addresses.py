"""Old addresses in bulk: lines «old address,new address or external id» of a CSV file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.authority.old_addresses import led_to, local_address, old_among
from articles.caching.purge import purge
from articles.caching.tags import MISSING
from articles.intake.archive import LineError
from articles.intake.page import CREATED, UNCHANGED, UPDATED
from articles.models import Article, OldAddress
from articles.text.old_addresses import normal_address

FAILED = "failed"
_HEADER = ("old", "new")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `to` is a path here, or empty where `external_id` names a story."""

    number: int
    path: str
    to: str = ""
    external_id: str = ""


def read_row(number: int, data: bytes) -> Row | None:
    """The line as a Row; None for an empty one and for the columns' names. LineError says what is wrong."""
    try:
        cells = next(csv.reader([data.decode()]), [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise LineError(f"not a line of CSV in UTF-8: {error}") from error
    cells = [cell.strip() for cell in cells]
    if not any(cells) or (number == 1 and tuple(cells) == _HEADER):
        return None
    if len(cells) != 2 or not all(cells):
        raise LineError("two columns are wanted: the old address, and the new one or an external id")
    old, new = cells
    path = normal_address(old)
    if not path:
        raise LineError(f"no address of a page: {old[:100]}")
    if not new.startswith(("/", "http://", "https://")):
        return Row(number, path, external_id=new)
    to = local_address(new)
    if not to:
        raise LineError(f"not an address of this site: {new[:100]}")
    if normal_address(to) == path:
        raise LineError("it would lead to itself")
    return Row(number, path, to)


class OldAddressWriter:
    """Stores rows; `report(number, problem)` is told of each that is left out."""

    def __init__(self, report: Callable[[int, str], None], dry_run: bool) -> None:
        self._report, self._dry_run = report, dry_run
        self.counts: Counter[str] = Counter()

    @transaction.atomic
    def store(self, rows: Sequence[Row]) -> None:
        """Store `rows` in their order, in one transaction; a later line replaces an earlier."""
        ends = {row.path: normal_address(row.to) for row in rows if row.to}
        old, led = old_among(ends.values()), led_to(row.path for row in rows)
        stories = _stories(row.external_id for row in rows if row.external_id)
        stored = {one.path: one for one in OldAddress.objects.filter(path__in=[row.path for row in rows])}
        before = {path: (one.article_id, one.to) for path, one in stored.items()}
        touched: dict[str, OldAddress] = {}
        for row in rows:
            end = normal_address(row.to) if row.to else ""
            if problem := _problem(row, end, old, led, stories):
                self.counts[FAILED] += 1
                self._report(row.number, problem)
                continue
            one = stored.setdefault(row.path, OldAddress(path=row.path))
            values = (stories[row.external_id] if row.external_id else None, row.to)
            outcome = UNCHANGED if (one.article_id, one.to) == values else UPDATED if one.pk else CREATED
            self.counts[outcome] += 1
            one.article_id, one.to = values
            touched[row.path] = one
            old.add(row.path)
            led.add(end)
        if not self._dry_run:
            _write([one for path, one in touched.items() if before.get(path) != (one.article_id, one.to)])


def _problem(row: Row, end: str, old: set[str], led: set[str], stories: dict[str, int]) -> str:
    if row.external_id and row.external_id not in stories:
        return f"no story has this external id: {row.external_id[:100]}"
    if end in old:
        return f"{row.to} is an old address itself: write where that leads"
    if row.path in led:
        return "other old addresses lead to this one: let them lead to the new address first"
    return ""


def _stories(external_ids: Iterable[str]) -> dict[str, int]:
    called = Article.objects.called(sorted(set(external_ids))).order_by()
    return dict(called.values_list("external_id", "pk"))


def _write(changed: list[OldAddress]) -> None:
    known = [one for one in changed if one.pk]
    OldAddress.objects.bulk_create([one for one in changed if not one.pk])
    OldAddress.objects.bulk_update(known, ["article", "to"])
    if changed:
        purge([MISSING, *(f"oldaddress-{one.pk}" for one in known)])
