"""Where a photo is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import admin
from django.db.models import PROTECT, Model
from django.urls import NoReverseMatch, reverse

from articles.models import Photo


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that has a photo, and as what."""

    thing: Model
    field: str  # «الصورة الرئيسية»

    @property
    def kind(self) -> str:
        return str(self.thing._meta.verbose_name)

    @property
    def desk_url(self) -> str:
        """Its page on the desk; "" where it has none."""
        meta = self.thing._meta
        try:
            return reverse(
                f"{admin.site.name}:{meta.app_label}_{meta.model_name}_change", args=[self.thing.pk]
            )
        except NoReverseMatch:
            return ""


def uses_of(photo: Photo, most: int = 20) -> list[Use]:
    """Up to `most` uses of `photo`; one query for each kind of thing that can have one.

    A row that only stands between a photo and a thing names with `photo_owner` the field that leads to it.
    """
    return list(islice(_uses(photo, most), most))


def using_fields() -> Iterator[Any]:
    """The keys by which things have photos: all that protect them, so that new ones join by themselves."""
    relations: list[Any] = Photo._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and getattr(relation, "on_delete", None) is PROTECT:
            yield relation.field


def _uses(photo: Photo, most: int) -> Iterator[Use]:
    for field in using_fields():
        things = field.model._default_manager.filter(**{field.name: photo}).order_by("-pk")
        owner = getattr(field.model, "photo_owner", "")
        for thing in (things.select_related(owner) if owner else things)[:most]:
            yield Use(getattr(thing, owner) if owner else thing, str(field.verbose_name))
