"""What search asks of a database, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import Article, SearchDocument
from articles.models.status import Status
from articles.prepared import Prepared
from articles.querysets import ArticleQuerySet

HEADS = "articles_search_heads"  # marks, title, names
TEXTS = "articles_search_texts"  # these and lede and body

type Group = tuple[str, ...]  # any of these words
type Conjunction = tuple[Group, ...]  # a document with a word of every group

_PLAIN = re.compile(r"[^\W_]\w*|@[a-z][0-9]+")


_COLUMNS = ("pk", "published_at", "title", "names", "lede", "body", "article__copy_of")  # of a Found


@dataclass(frozen=True)
class Match:
    """Documents that satisfy one of `any_of` and have no word of `none_of`: the `limit` latest by id."""

    index: str
    any_of: tuple[Conjunction, ...]
    none_of: Group = ()
    limit: int = 200
    expected: int = 0  # about how many documents satisfy it


@dataclass(frozen=True)
class Scope:
    """Which documents count: those of `articles`, or (None) what anybody may read at the moment `at`.

    Of these what was published from `since` until before `until`, None being no bound.
    """

    at: datetime
    articles: ArticleQuerySet | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A document as scoring reads it; `copy_of` is the story that it is a copy of, if any."""

    pk: int
    published_at: datetime | None
    title: str
    names: str
    lede: str = ""
    body: str = ""
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabulary."""

    word: str
    stem: str
    documents: int


class Backend(Protocol):
    def branch(self, match: Match) -> tuple[str, list[Any]]:
        """A SELECT of the article ids that `match` means, with its parameters: %(scope)s is left open in it,
        and what it asks for must come before the last, its limit.
        """
        ...

    def words(self, exact: Sequence[str], stems: Sequence[str], limit: int) -> list[Word]:
        """Rows of the vocabulary: the words `exact`, and the `limit` most frequent with one of `stems`."""
        ...

    def add(self, counts: Sequence[Word]) -> None:
        """Add the (possibly negative) numbers of documents to the vocabulary."""
        ...

    def settle(self) -> None:
        """After many changes: let the indexes tidy themselves up."""
        ...


def find(backend: Backend, matches: Sequence[Match], scope: Scope) -> list[Found]:
    """The documents of all `matches`, each once; one statement."""
    where, bounds = _bounds(scope)
    branches, params = [], []
    for match in matches:
        sql, (*values, limit) = backend.branch(match)
        branches.append(sql.replace("%(scope)s", where))
        params += [*values, *bounds, limit]
    if scope.articles is None:
        return _published(*branches, at=scope.at, params=params)
    return [Found(*row) for row in _of(scope.articles, branches, params)]


def _of(articles: ArticleQuerySet, branches: Sequence[str], params: Sequence[Any]) -> QuerySet[Any, Any]:
    # EXISTS, not a join or IN: a database that knows little of the archive would list all `articles` first.
    return SearchDocument.objects.filter(
        Exists(articles.filter(pk=OuterRef("pk")).order_by()), pk__in=RawSQL(" UNION ".join(branches), params)
    ).values_list(*_COLUMNS)


_published = Prepared(
    lambda *branches, at, params: _of(Article.objects.published(at), branches, params),
    row=lambda row: Found(*row),
)


def _bounds(scope: Scope) -> tuple[str, list[Any]]:
    """The WHERE clause of `scope` over the documents as `d`; whether anybody may read one it leaves open."""
    moments = {"d.published_at >= %s": scope.since, "d.published_at < %s": scope.until}
    given = {clause: connection.ops.adapt_datetimefield_value(at) for clause, at in moments.items() if at}
    if scope.articles is None:
        given["d.status = %s"] = Status.PUBLISHED.value
    return "".join(f" AND {clause}" for clause in given), list(given.values())


def expression(match: Match, quotes: str, either: str, both: str, but_not: str) -> str:
    """`match` in the language of an index: its quotes around a word, its words for or, and, and-not."""
    alternatives = either.join(
        "(" + both.join(_group(group, quotes, either) for group in groups) + ")" for groups in match.any_of
    )
    if not match.none_of:
        return alternatives
    return f"({alternatives}){but_not}{_group(match.none_of, quotes, either)}"


def _group(group: Group, quotes: str, either: str) -> str:
    for word in group:
        # Only what folding leaves goes between quotes: letters, digits, our own signs.
        if not _PLAIN.fullmatch(word):
            raise ValueError(f"not a folded word: {word!r}")
    return "(" + either.join(quotes.format(word) for word in group) + ")"
