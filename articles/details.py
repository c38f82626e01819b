"""What stands around the text of stories: who signed them, keywords, corrections, and photos in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.utils import timezone

from articles.lines import Name
from articles.models import ArticleKeyword, Byline, Correction, Photo
from articles.prepared import Prepared, padded
from articles.text.figures import photos_in


@dataclass(slots=True)
class Details:
    """Of one story, each in its order; corrections the newest first."""

    authors: list[Name] = field(default_factory=list)
    keywords: list[Name] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def details_of(articles: Sequence[int]) -> defaultdict[int, Details]:
    """The details of `articles` (ids); one query for all of them."""
    return details_in(_details(articles=padded(articles)) if articles else [])


def details_in(rows: Iterable[Sequence[Any]]) -> defaultdict[int, Details]:
    """What the rows of the querysets below say, by article."""
    found: defaultdict[int, Details] = defaultdict(Details)
    for row in sorted(rows, key=lambda row: tuple(row[:4])):
        article, what, _place, pk, key, text, slug, kind, at, amended_at = row
        details = found[article]
        if what == "author":
            details.authors.append(Name(what, key, text, slug, kind))
        elif what == "keyword":
            details.keywords.append(Name(what, key, text, slug))
        else:
            details.corrections.append(
                Correction(
                    pk=pk, article_id=article, kind=kind, text=text, issued_at=at, amended_at=amended_at
                )
            )
    for details in found.values():
        details.corrections.sort(key=lambda one: (one.issued_at, one.pk), reverse=True)
    return found


def rows_of(articles: Sequence[int]) -> list[QuerySet[Any, Any]]:
    """What is to be joined into one statement: corrections first, as they have every kind of column."""
    none, never = Value("", CharField()), Value(None, DateTimeField())
    signed = Byline.objects.filter(article__pk__in=articles).order_by()
    tagged = ArticleKeyword.objects.filter(content_object__pk__in=articles).order_by()
    author = ("author", "author__name", "author__slug")
    keyword = ("tag", "tag__name", "tag__slug")
    return [
        rows_of_corrections(Correction.objects.filter(article__pk__in=articles)),
        signed.values_list("article", Value("author"), "position", "pk", *author, "role", never, never),
        tagged.values_list("content_object", Value("keyword"), Value(0), "pk", *keyword, none, never, never),
    ]


def rows_of_corrections(corrections: QuerySet[Correction]) -> QuerySet[Any, Any]:
    """The same of any corrections."""
    return corrections.order_by().values_list(
        *("article", Value("correction"), Value(0), "pk", Value(0)),
        *("text", Value("", CharField()), "kind", "issued_at", "amended_at"),
    )


@Prepared
def _details(articles: list[int]) -> QuerySet[Any, Any]:
    first, *others = rows_of(articles)
    return first.union(*others, all=True).order_by()


def photos_of(bodies: Iterable[str]) -> dict[int, Photo]:
    """The photos in cleaned bodies that readers may see now, by number; one query or none."""
    if not (pks := photos_in(*bodies)):
        return {}
    return {photo.pk: photo for photo in _photos(at=timezone.now(), photos=padded(pks))}


_photos = Prepared(lambda at, photos: Photo.objects.shown(at).filter(pk__in=photos).order_by())
