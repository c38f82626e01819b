"""Keeps the documents and the vocabulary of search up to date. A step of articles/refresh.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article, SearchDocument
from articles.search.backends import backend
from articles.search.backends.base import Word
from articles.search.document import FIELDS, documents_of
from articles.text.stems import light_stem

# SearchWord's row that counts the documents: no text has an empty word.
ALL = ""
BATCH = 500  # articles: some 3 MB of text
_UPDATED = (*FIELDS, "status", "published_at")


def index(articles: Sequence[Article]) -> None:
    """Make `articles` (any state: the desk searches drafts) findable as they are now; safe to repeat."""
    wanted = documents_of(articles)
    with transaction.atomic():
        held = SearchDocument.objects.in_bulk([document.pk for document in wanted])
        changed = [
            document
            for document in wanted
            if document.pk not in held
            or any(getattr(document, name) != getattr(held[document.pk], name) for name in _UPDATED)
        ]
        if not changed:
            return
        counts: Counter[str] = Counter()
        for document in changed:
            counts.update(words_of(document))
            counts[ALL] += 1
            if old := held.get(document.pk):
                counts.subtract(words_of(old))
                counts[ALL] -= 1
        SearchDocument.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["article"], update_fields=_UPDATED
        )
        backend().add([Word(word, light_stem(word), count) for word, count in counts.items() if count])


def forget(keys: Sequence[int]) -> None:
    """Undo what index() did for articles (ids) that are about to be deleted; safe to repeat."""
    with transaction.atomic():
        held = SearchDocument.objects.filter(pk__in=keys)
        counts: Counter[str] = Counter()
        for document in held:
            counts.update([*words_of(document), ALL])
        backend().add([Word(word, light_stem(word), -count) for word, count in counts.items()])
        held.delete()


def words_of(document: SearchDocument) -> set[str]:
    """The words that `document` counts for in the vocabulary."""
    fields = (document.title, document.names, document.lede, document.body)
    return {word for field in fields for word in field.split()}


def index_all(articles: QuerySet[Article]) -> Iterator[tuple[int, int]]:
    """Index `articles` in batches, in the order of their ids; gives each batch's highest id and size."""
    last = 0
    while batch := list(articles.filter(pk__gt=last).order_by("pk")[:BATCH]):
        index(batch)
        last = batch[-1].pk
        yield last, len(batch)


def rebuild(articles: QuerySet[Article]) -> Iterator[tuple[int, int]]:
    """The same of very many, after which the indexes tidy themselves up."""
    yield from index_all(articles)
    backend().settle()
