"""Removes the cards that nobody is sent to any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from articles.cards.card import Card, folder_of
from articles.models import Article, Byline

# A younger one may be of a headline that is being saved, or half written.
YOUNG = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stale:
    """A card that is not the present one of a story that is out."""

    name: str
    size: int


def stale_cards(now: datetime | None = None) -> Iterator[Stale]:
    """The cards to remove, folder by folder; a folder has those of a thousand articles."""
    at = now or timezone.now()
    for folder in _listed("cards")[0]:
        names = _listed(f"cards/{folder}")[1]
        present = _present(f"cards/{folder}", names, at)
        for name in (f"cards/{folder}/{file}" for file in names):
            if name not in present and default_storage.get_modified_time(name) < at - YOUNG:
                yield Stale(name, default_storage.size(name))


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and files in `folder`, in order."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # no card was ever drawn
        return [], []
    return sorted(folders), sorted(files)


def _present(folder: str, names: list[str], at: datetime) -> set[str]:
    """The names of the present cards of the articles whose cards lie in `folder`."""
    numbers = {int(number) for name in names if (number := name.partition("-")[0]).isdecimal()}
    pks = [pk for pk in numbers if folder_of(pk) == folder]
    public = Article.objects.published(at).filter(pk__in=pks)
    articles = list(public.select_related("section", "source", "lead_photo"))
    signed = Byline.names_of([article.pk for article in articles if article.section.is_opinion])
    return {Card.of(article, signed.get(article.pk, ())).file_name for article in articles}
