"""Who has a story open, and what they typed and did not save: kept per open form, with no lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string

from articles.models import Article, WorkingCopy
from articles.text.normalize import storable

PRESENT = timedelta(seconds=45)  # since the form's last word; it speaks every fifteen seconds
KEPT = timedelta(days=30)
MOST_BYTES = 5 * 1024 * 1024  # as much as the form itself may send (DATA_UPLOAD_MAX_MEMORY_SIZE)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Present:
    name: str
    since: datetime


def new_key() -> str:
    """A name for a form that is about to be opened."""
    return get_random_string(22)


def opened(pk: int, by: Any) -> tuple[Article, list[Present]] | None:
    """The article, with what permissions and versions need of it, and who else has it open now.

    None where there is no such article. One query.
    """
    rows = list(
        Article.objects.filter(pk=pk)
        .annotate(
            copy=FilteredRelation(
                "working_copies", condition=Q(working_copies__seen_at__gt=timezone.now() - PRESENT)
            ),
            who=F("copy__person"),
            username=F("copy__person__username"),
            first_name=F("copy__person__first_name"),
            last_name=F("copy__person__last_name"),
            since=F("copy__opened_at"),
        )
        .select_related("updated_by")
        .defer("body", "lede")
        .order_by("copy__opened_at")
    )
    people: dict[int, Present] = {}
    for row in rows:
        if row.who not in (None, by.pk):
            name = f"{row.first_name} {row.last_name}".strip() or row.username
            people.setdefault(row.who, Present(name, row.since))
    return (rows[0], list(people.values())) if rows else None


def seen(by: Any, key: str, article: int | None) -> None:
    """Note that the form `key` is open now; what was kept of it stays. One query."""
    _write(WorkingCopy(person=by, key=key, article_id=article), [])


def keep(by: Any, key: str, article: int | None, data: Pairs | None) -> None:
    """Note that the form `key` is open now, and keep what it holds; None where nothing in it is unsaved.

    One query. `article` is None for a story that was never saved.
    """
    copy = WorkingCopy(person=by, key=key, article_id=article)
    if data is not None:
        copy.data, copy.saved_at = [(name, storable(value)) for name, value in data], timezone.now()
    _write(copy, ["data", "saved_at"])


def _write(copy: WorkingCopy, fields: list[str]) -> None:
    copy.seen_at = timezone.now()
    WorkingCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["person", "key"],
        update_fields=["seen_at", *fields],
    )


def size(data: Iterable[tuple[str, str]]) -> int:
    """In bytes of UTF-8, to be held against MOST_BYTES."""
    return sum(len(name.encode()) + len(value.encode()) for name, value in data)


def unsaved(by: Any, article: int | None, but: str = "") -> QuerySet[WorkingCopy]:
    """The copies of `by` of the article (None: of new stories) that hold something, the newest first;
    without that of the form `but`."""
    mine = WorkingCopy.objects.filter(person=by, article=article, data__isnull=False)
    return mine.exclude(key=but).order_by("-saved_at", "-pk")


def fields_of(copy: WorkingCopy) -> QueryDict:
    """What the form held, as if it had been posted."""
    fields = QueryDict(mutable=True)
    for name, value in copy.data or []:
        fields.appendlist(name, value)
    return fields


def forget(by: Any, key: str) -> None:
    """The form `key` was saved. Copies that nobody came back for go, too, and forms closed without any."""
    now = timezone.now()
    old = Q(seen_at__lt=now - KEPT) | Q(seen_at__lt=now - PRESENT, data__isnull=True)
    WorkingCopy.objects.filter(Q(person=by, key=key) | old).delete()
