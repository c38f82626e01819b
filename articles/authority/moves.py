"""What merges of keywords and of sources have in common: both are locked, and what hangs on one goes over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from articles.authority.wording import WORDING
from articles.events import articles_changed
from articles.models import Article, Keyword, Redirect, Source

# Ids stand in a statement in lists no longer than this, so that none outgrows a database's limit.
CHUNK = 5_000
# The relations, of keywords and of sources alike, whose rows go over to the one that stays
_HANGING = ("spellings", "redirects", "zones", "acts")


class Refused(Exception):
    """The act cannot be done as things stand; the message says why, to the editor."""


def refuse_itself(keep: Keyword | Source, gone: Keyword | Source) -> None:
    if keep.pk == gone.pk:
        raise Refused(str(WORDING[kind_of(keep)].itself))


def locked[Named: (Keyword, Source)](model: type[Named], *pks: int) -> list[Named]:
    """Those of `model` with the ids `pks`, in this order, locked until the transaction ends.

    Refused when one is gone. All who lock two do it by id, so that no two wait for each other.
    """
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    found = {one.pk: one for one in rows}
    if len(found) < len(pks):
        raise Refused(str(WORDING[kind_of(model)].missing))
    return [found[pk] for pk in pks]


def move_all(*, keep: Keyword | Source, gone: Keyword | Source) -> dict[str, list[int]]:
    """Let `keep` have the spellings, old addresses, zones and acts of `gone`; their ids by what they are."""
    moved = {}
    for name in _HANGING:
        rows = getattr(gone, name)
        moved[name] = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(**{kind_of(keep): keep})
    return moved


def move_back(moved: dict[str, Any], *, keep: Keyword | Source, gone: int, but: str) -> None:
    """Give `gone` (an id) those that `keep` still has; the spelling with the key `but` stays."""
    for name in _HANGING:
        # Merges from before there were zones name none.
        rows = getattr(keep, name).filter(pk__in=moved.get(name, ()))
        if name == "spellings":
            rows = rows.exclude(key=but)
        rows.update(**{kind_of(keep): gone})


def adopted(keep: Keyword | Source, gone: Keyword | Source, fields: Sequence[str]) -> list[str]:
    """Those of `fields` that `keep` takes over, having nothing there."""
    return [field for field in fields if getattr(gone, field) and not getattr(keep, field)]


def adopt(keep: Keyword | Source, gone: Keyword | Source, fields: Sequence[str]) -> None:
    for field in fields:
        setattr(keep, field, getattr(gone, field))
    keep.save(update_fields=fields)


def give_back(keep: Keyword | Source, gone: Keyword | Source, fields: Sequence[str]) -> None:
    """Empty what `keep` took over, unless somebody changed it since."""
    same = [field for field in fields if getattr(keep, field) == getattr(gone, field)]
    for field in same:
        setattr(keep, field, keep._meta.get_field(field).get_default())  # type: ignore[union-attr]
    if same:
        keep.save(update_fields=same)


def point_address(slug: str, to: Model) -> None:
    """Let the address `slug`, which none of its kind has any longer, lead to `to` for good.

    Addresses point to a thing, not to another address, so no chain of them can grow.
    """
    kind = kind_of(to)
    Redirect.objects.update_or_create(kind=kind, slug=slug, defaults={kind: to})


def send_changed(articles: Iterable[int]) -> None:
    """Tell, inside the transaction, that the names of `articles` (ids) read otherwise now."""
    if pks := sorted(set(articles)):
        articles_changed.send(Article, pks=pks)


def kind_of(thing: Any) -> str:
    """«keyword», «source», …: the value of RedirectKind, and the name of each foreign key to one."""
    return str(thing._meta.model_name)
