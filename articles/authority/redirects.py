"""Where the addresses that things had before lead to; pages and their feeds ask here alike."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from articles.authority.moves import kind_of, point_address
from articles.models import Author, Keyword, Page, Redirect, Section, Source
from articles.prepared import Prepared


class Addressed[T: Model]:
    """The things of one kind by the slugs of their addresses, each with what its page wants along."""

    def __init__(self, model: type[T], *along: str, **only: Any) -> None:
        self._model = model
        kind = model._meta.model_name
        things: Any = model._default_manager.filter(**only)
        with_all = things.select_related(*along) if along else things
        self._live = Prepared(lambda slug: with_all.filter(slug=slug))
        self._once = Prepared(lambda slug: things.filter(redirects__kind=kind, redirects__slug=slug))

    def __call__(self, slug: str) -> tuple[T, bool]:
        """The one whose address has `slug`, and whether it has moved to another address since.

        What has the address now comes before what had it. DoesNotExist of the model when there is neither.
        """
        for found, moved in ((self._live, False), (self._once, True)):
            for thing in found(slug=slug):
                return thing, moved
        raise self._model.DoesNotExist(slug)  # type: ignore[attr-defined]

    def once(self, slug: str) -> T | None:
        """The one that had the address with `slug` before."""
        return next(iter(self._once(slug=slug)), None)


keyword_at = Addressed(Keyword, "photo")
source_at = Addressed(Source, "logo")
section_at = Addressed(Section, "parent", "front")
author_at = Addressed(Author, "photo")
page_at = Addressed(Page, is_published=True)


def lead(slug: str, thing: Section | Source | Author | Page) -> None:
    """Let the address `slug`, which nothing of its kind has any longer, lead to `thing` for good."""
    Redirect.objects.filter(kind=kind_of(thing), slug=thing.slug).delete()
    point_address(slug, thing)
