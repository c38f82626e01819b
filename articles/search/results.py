"""A page of results: what readers may see of what was found, with the found words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from articles.ledger.rules import Rules
from articles.ledger.texts import Shown, shown
from articles.lines import Line
from articles.models import Article, Section
from articles.prepared import Prepared, padded
from articles.querysets import ArticleQuerySet
from articles.search.backends.base import Conjunction, Scope
from articles.search.document import section_mark, source_mark
from articles.search.engine import MOST, Answer, Asked, search
from articles.search.excerpts import Marker, Piece
from articles.search.names import Named, names_in, sections_named
from articles.search.query import Query
from articles.text.html import plain_text
from articles.text.tokens import match_key, tokens

PAGE_SIZE = 20
PAGES = MOST // PAGE_SIZE


@dataclass(frozen=True)
class Hit:
    """A story that was found, as a list shows it."""

    line: Line
    headline: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True)
class Results:
    """One page of what a query found. `meant` is the query as it was probably meant, or ""."""

    hits: list[Hit] = field(default_factory=list)
    number: int = 1
    has_more: bool = False
    meant: str = ""
    is_repaired: bool = False  # nothing was found as typed: these are the hits of `meant`
    named: list[Named] = field(default_factory=list)


def results(query: Query, number: int, sections: Sequence[Section]) -> Results | None:
    """Page `number` (from 1) of what readers find for `query`; None when there is no such page."""
    names = names_in(query.text, query.source, sections)
    wanted = marks(query, names.source, sections)
    if not all(wanted):  # no section or source is called that
        answer = Answer([], [])
    elif query.all_words:
        answer = search(Asked(query, scope(query), wanted))
    else:
        newest = within(query, names.source, sections).values_list("pk", flat=True)[:MOST]
        answer = Answer(list(newest), [])
    first = (number - 1) * PAGE_SIZE
    pks = answer.pks[first : first + PAGE_SIZE]
    if number > 1 and not pks:
        return None
    hits = _hits(pks, answer)
    return Results(
        hits=hits,
        number=number,
        has_more=number < PAGES and len(answer.pks) > first + PAGE_SIZE,
        meant=_as_meant(query, answer, hits),
        is_repaired=bool(answer.meant) and not answer.whole,
        named=names.named,
    )


def scope(query: Query, articles: ArticleQuerySet | None = None) -> Scope:
    """Those of `articles`, or of what anybody may read now, that are within the dates of `query`."""
    now = timezone.now()
    since, until = _days(query)
    if articles is None:
        until = min(until or now, now)
    return Scope(now, articles, since, until)


def marks(query: Query, source: int | None, sections: Sequence[Section]) -> Conjunction:
    """What the documents must be marked with; an empty group when a filter names nothing there is."""
    groups = []
    if query.section:
        groups.append(tuple(section_mark(pk) for pk in sections_named(query.section, sections)))
    if query.source:
        groups.append((source_mark(source),) if source else ())
    return tuple(groups)


def _days(query: Query) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day to the beginning of the one after the last, in the site's zone."""
    zone = timezone.get_current_timezone()
    since = datetime.combine(query.since, time(), zone) if query.since else None
    until = datetime.combine(query.until, time(), zone) + timedelta(days=1) if query.until else None
    return since, until


def within(query: Query, source: int | None, sections: Sequence[Section]) -> ArticleQuerySet:
    """The stories within the filters of a query without words, newest first."""
    articles = Article.objects.published()
    since, until = _days(query)
    if query.section:
        articles = articles.filter(section__in=sections_named(query.section, sections))
    if source:
        articles = articles.filter(source=source)
    if since:
        articles = articles.filter(published_at__gte=since)
    if until:
        articles = articles.filter(published_at__lt=until)
    return articles.newest()


_rows = Prepared(lambda at, pks: Article.objects.filter(pk__in=pks).lines(at, "body"))


def _hits(pks: Sequence[int], answer: Answer) -> list[Hit]:
    """The stories of a page in its order; one statement."""
    marker = Marker(answer.terms)
    # The statement that found them decided what is published; asked again, SQLite would walk the archive.
    hits = {}
    for *columns, body in _rows(at=timezone.now(), pks=padded(pks)) if pks else []:
        line = Line.of(columns)
        own = dict(zip(Line.COLUMNS, columns, strict=True))
        rules = Rules(permits=own["source__permits"], excerpt_words=own["source__excerpt_words"])
        texts = _texts(shown(rules, own["lede"], body))
        hits[line.pk] = Hit(line, marker.mark(line.headline), marker.excerpt(texts))
    return [hits[pk] for pk in pks if pk in hits]


def _texts(text: Shown) -> Iterator[str]:
    """What an excerpt may be taken from; the body is only taken apart when the lede does not do."""
    yield text.lede
    yield plain_text(text.body).replace("\n", " ")


def _as_meant(query: Query, answer: Answer, hits: Sequence[Hit]) -> str:
    """The text of `query` with its slips repaired, spelt as the hits spell them."""
    if not answer.meant:
        return ""
    spelt = {repaired: repaired for repaired in answer.meant.values()}
    for hit in reversed(hits):
        for piece in (*hit.headline, *hit.excerpt):
            key = match_key(piece.text)
            if piece.marked and key in spelt:
                spelt[key] = piece.text
    meant, at = [], 0
    for token in tokens(query.text):
        if token.word in answer.meant:
            meant += [query.text[at : token.start], spelt[answer.meant[token.word]]]
            at = token.end
    return "".join([*meant, query.text[at:]])
