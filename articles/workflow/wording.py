"""The parts of a content in the words that the desk has for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article, Author, Photo, Section, Source
from articles.models.byline import Role
from articles.models.related import RelatedList
from articles.text.figures import Figure, photos_in
from articles.text.figures import in_words as figures_in_words
from articles.times import in_words
from articles.workflow.content import Content

# Which rows the ids in a content point to, and what such a row is called
_MODELS: dict[str, tuple[Any, str]] = {
    "section_id": (Section, "name"),
    "source_id": (Source, "name"),
    "lead_photo_id": (Photo, "alt"),
    "body": (Photo, "alt"),
    "authors": (Author, "name"),
    "read_also": (Article, "headline"),
    "similar": (Article, "headline"),
}


def label_of(name: str) -> str:
    """What the desk calls the field `name` of a content: «العنوان», «كلمات دلالية»."""
    if name in RelatedList.values:
        return str(RelatedList(name).label)
    return str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)  # type: ignore[union-attr]


class Wording:
    """Says values in words. What the ids in the fields `names` are called is asked once a model."""

    def __init__(self, contents: Iterable[Content], names: Iterable[str]) -> None:
        ids: dict[tuple[Any, str], set[int]] = {}
        contents = tuple(contents)
        for name in _MODELS.keys() & set(names):
            here = ids.setdefault(_MODELS[name], set())
            for content in contents:
                here.update(_ids(getattr(content, name)))
        self._called = {
            model: dict(model._default_manager.filter(pk__in=found).values_list("pk", column))
            for (model, column), found in ids.items()
            if found
        }

    def say(self, name: str, value: Any) -> str:
        """The `value` of a field, or one entry of a list, in words; "" for nothing."""
        if value is None or value == "":
            return ""
        if name == "authors":
            return f"{self._name(name, value.author)} ({_role(value.role)})"
        if name in RelatedList.values:
            title = value.title if value.article is None else self._name(name, value.article, value.title)
            return _("%(title)s (محجوب)") % {"title": title} if value.banned else title
        if name in _MODELS:
            return self._name(name, value)
        if isinstance(value, datetime):
            return in_words(value)
        return str(value)

    def body(self, html: str) -> str:
        """A body, or a block of one, with a line in each of its figures that says what it shows."""
        return figures_in_words(html, self._figure)

    def _figure(self, figure: Figure) -> str:
        photo = self._name("body", figure.photo) if figure.photo is not None else ""
        if figure.embed is None:
            return _("صورة: %(photo)s") % {"photo": photo}
        said = _("بطاقة من %(site)s: %(url)s") % {"site": figure.embed.site.name, "url": figure.embed.url}
        return said + (_(" (صورتها: %(photo)s)") % {"photo": photo} if photo else "")

    def _name(self, name: str, pk: int, otherwise: str = "") -> str:
        found = self._called.get(_MODELS[name][0], {}).get(pk) or otherwise
        return found or _("حُذف (رقمه %(number)d)") % {"number": pk}


def _ids(value: Any) -> Iterable[int]:
    """The ids in a value: itself, or the first of each row of a list; of a body, its photos."""
    if isinstance(value, str):
        return photos_in(value)
    if isinstance(value, tuple):
        return [row[0] for row in value if row[0] is not None]
    return [] if value is None else [value]


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role
