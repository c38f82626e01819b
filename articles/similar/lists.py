"""Computes and stores the similar list of a story, and lets a new story into the lists of older ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.events import lists_changed
from articles.models import Article, Profile, RelatedArticle
from articles.models.related import COMPUTED_POSITION, COPY, SECTION, Origin, RelatedList
from articles.similar.neighbours import Neighbour, neighbours
from articles.similar.parameters import (
    COMPARED,
    COPY_CONTAINMENT,
    ENTERS_LISTS_OF,
    FEWEST,
    LEAST_SCORE,
    LIST_LENGTH,
)
from articles.similar.profiles import Reading, fetched, read_all, unpacked
from articles.text.html import plain_text
from articles.text.similarity import containment
from articles.text.stems import light_stem
from articles.text.tokens import match_key, tokens

DAY = 86_400  # seconds
SPELT_FROM = 4000  # characters of a body in which the spelling of shared words is looked up


@dataclass(frozen=True, slots=True)
class Row:
    """A stored row of one of the lists of a story."""

    pk: int
    kind: str
    position: int
    to: int | None
    origin: str
    banned: bool
    score: float
    is_copy: bool

    @property
    def shown(self) -> tuple[int | None, bool]:
        """What readers see of a computed row: the story, and whether it only fills the list."""
        return (self.to, not self.score)


def relate(articles: Sequence[Article]) -> None:
    """Compute the similar lists of those of `articles` that readers can see, and enter them into others'."""
    shown = [article for article in articles if article.is_published]
    readings = read_all(shown)
    for article in shown:
        with transaction.atomic():
            _relate(article, readings[article.pk])


def similar_to(
    article: Article, reading: Reading, unwanted: Set[int] = frozenset(), beside: Sequence[int] = ()
) -> tuple[list[Neighbour], set[int]]:
    """Stories that are like `article`, the most alike first, and the ids of copies of its own text.

    None is a copy of it, of one before it, or of those that stand `beside` them (ids); none shares too
    little; none is `unwanted` (ids).
    """
    at = article.published_at or timezone.now()
    found = neighbours(reading, at, article.source_id, frozenset({article.pk, *unwanted}))
    alike = [one for one in found if one.score >= LEAST_SCORE][:COMPARED]
    stored = fetched(Profile, "article", [*beside, *(one.pk for one in alike)], "shingles")
    text_of = {pk: frozenset(unpacked(shingles)) for pk, shingles in stored}
    own = frozenset(reading.shingles)
    alike = [one for one in alike if one.pk in text_of]  # not deleted a moment ago
    copies = {one.pk for one in alike if containment(text_of[one.pk], own) >= COPY_CONTAINMENT}
    shown = Texts(text_of[pk] for pk in beside if pk in text_of)
    kept = []
    for one in alike:
        text = text_of[one.pk]
        if one.pk not in copies and not shown.have_most_of(text):
            kept.append(one)
            shown.add(text)
    return kept, copies


class Texts:
    """Texts (their shingles) that no copy is to join."""

    def __init__(self, texts: Iterable[frozenset[int]]) -> None:
        self._texts: list[frozenset[int]] = []
        self._all: set[int] = set()
        self._shortest = 0
        for text in texts:
            self.add(text)

    def add(self, text: frozenset[int]) -> None:
        """One more."""
        self._shortest = min(self._shortest, len(text)) if self._texts else len(text)
        self._texts.append(text)
        self._all |= text

    def have_most_of(self, text: frozenset[int]) -> bool:
        """Whether one of them is a copy of `text`."""
        # No one of them shares more than all do together; that one look spares most comparisons.
        least = COPY_CONTAINMENT * min(len(text), self._shortest)
        return len(self._all & text) >= least and any(
            containment(text, other) >= COPY_CONTAINMENT for other in self._texts
        )


def _relate(article: Article, reading: Reading) -> None:
    rows = _rows_of([article.pk])[article.pk]
    # What an editor or an import put there, or somebody banned, is not ours to change.
    kept = [row for row in rows if row.origin != Origin.COMPUTED or row.banned]
    marked = _mark_copies(kept, reading)
    unwanted = {row.to for row in kept if row.to}
    beside = [row.to for row in kept if row.to and not row.banned]
    chosen, copies = similar_to(article, reading, unwanted, beside)
    room = LIST_LENGTH - sum(row.kind == RelatedList.SIMILAR and not row.banned for row in kept)
    spelt = _spelt(article)
    chosen = [replace(one, shared=[_as_spelt(term, spelt) for term in one.shared]) for one in chosen]
    listed = chosen[: max(0, room)]
    computed = [_computed(article.pk, one, article.published_at or one.published_at) for one in listed]
    unwanted |= {article.pk, *copies, *(one.pk for one in listed)}
    computed += _fillers(article, min(FEWEST, room) - len(listed), unwanted)
    if _replace([row for row in rows if row not in kept], computed) or marked:
        lists_changed.send(Article, pks=[article.pk])
    _enter(article, chosen[:ENTERS_LISTS_OF], copies)


def _spelt(article: Article) -> dict[str, str]:
    """Words of its beginning as they are written there, by how they are matched."""
    text = f"{article.headline} {article.lede} {plain_text(article.body[:SPELT_FROM])}"
    return {token.word: text[token.start : token.end] for token in tokens(text)}


def _as_spelt(term: str, spelt: dict[str, str]) -> str:
    return " ".join(spelt.get(word, word) for word in term.split())


def _mark_copies(kept: list[Row], reading: Reading) -> bool:
    """Tell readers' pages which picks repeat the text of the story or of a pick before them.

    Whether that is otherwise than before.
    """
    picks = sorted(
        (row for row in kept if row.to and not row.banned),
        key=lambda row: (row.kind != RelatedList.READ_ALSO, row.position, row.pk),
    )
    text_of = dict(fetched(Profile, "article", [row.to for row in picks], "shingles"))
    texts = [frozenset(reading.shingles)]
    marked = False
    for row in picks:
        text = frozenset(unpacked(text_of.get(row.to, b"")))
        repeats = any(containment(text, other) >= COPY_CONTAINMENT for other in texts)
        if repeats != row.is_copy:
            RelatedArticle.objects.filter(pk=row.pk).update(reasons=[COPY] if repeats else [])
            marked = True
        if not repeats:
            texts.append(text)
    return marked


def _rows_of(pks: Sequence[int]) -> defaultdict[int, list[Row]]:
    """The stored rows of both lists of each story."""
    rows = defaultdict(list)
    columns = ("id", "kind", "position", "to_article", "origin", "banned", "score", "reasons")
    for owner, pk, kind, position, to, origin, banned, score, reasons in fetched(
        RelatedArticle, "from_article", pks, *columns
    ):
        rows[owner].append(Row(pk, kind, position, to, origin, banned, score or 0.0, COPY in reasons))
    return rows


def _fillers(article: Article, count: int, unwanted: Set[int]) -> list[RelatedArticle]:
    """Newest stories of the section, for a list in which too little is similar; they say what they are."""
    if count <= 0:
        return []
    newest = Article.objects.published().folded().filter(section=article.section_id)
    if article.copy_of_id:
        newest = newest.exclude(pk=article.copy_of_id)
    fillers = newest.exclude(pk__in=unwanted).newest().values_list("pk", flat=True)[:count]
    return [_row(article.pk, pk, 0.0, [SECTION]) for pk in fillers]


def _computed(owner: int, neighbour: Neighbour, at: datetime) -> RelatedArticle:
    names = [term for term in neighbour.shared if " " in term]
    named = {_stem(word) for name in names for word in name.split()}
    words = [term for term in neighbour.shared if " " not in term and _stem(term) not in named]
    reasons = [[kind, *terms] for kind, terms in (("names", names), ("words", words)) if terms]
    if abs((neighbour.published_at - at).total_seconds()) < DAY:
        reasons.append(["day"])
    return _row(owner, neighbour.pk, neighbour.score, reasons)


def _stem(word: str) -> str:
    return light_stem(match_key(word))


def _row(owner: int, to: int, score: float, reasons: list[list[str]]) -> RelatedArticle:
    return RelatedArticle(
        from_article_id=owner,
        to_article_id=to,
        kind=RelatedList.SIMILAR,
        origin=Origin.COMPUTED,
        position=COMPUTED_POSITION,
        score=score,
        reasons=reasons,
    )


def _replace(stored: list[Row], computed: list[RelatedArticle]) -> bool:
    """Make `computed` the computed rows of a story; those that stay keep their place in the table.

    Whether readers see another list than before.
    """
    here = {row.to: row.pk for row in stored}
    wanted = {row.to_article_id for row in computed}
    for row in computed:
        row.pk = here.get(row.to_article_id)
    RelatedArticle.objects.filter(pk__in=[pk for to, pk in here.items() if to not in wanted]).delete()
    RelatedArticle.objects.bulk_update([row for row in computed if row.pk], ["score", "reasons"])
    RelatedArticle.objects.bulk_create([row for row in computed if not row.pk], ignore_conflicts=True)
    shown = [row.shown for row in sorted(stored, key=lambda row: (-row.score, row.pk))]
    return shown != [(row.to_article_id, not row.score) for row in computed]


def _enter(article: Article, neighbours: list[Neighbour], copies: Set[int]) -> None:
    """Put `article` into the lists of its neighbours where it belongs: in front of what is less alike."""
    assert article.published_at is not None  # readers see it
    same = {article.pk, *copies}
    rows_of = _rows_of([one.pk for one in neighbours])
    new, gone = [], []
    for one in neighbours:
        rows = rows_of[one.pk]
        if any(row.to == article.pk or (row.to in same and not row.banned) for row in rows):
            continue
        shown = [row for row in rows if row.kind == RelatedList.SIMILAR and not row.banned]
        computed = [row for row in shown if row.origin == Origin.COMPUTED]
        last = min(computed, key=lambda row: row.score, default=None)
        if last and last.score < one.score and (len(shown) >= LIST_LENGTH or not last.score):
            gone.append(last.pk)  # the least alike of a full list, or one that only fills it
        elif len(shown) >= LIST_LENGTH:
            continue
        mirrored = replace(one, pk=article.pk, published_at=article.published_at)
        new.append(_computed(one.pk, mirrored, one.published_at))
    RelatedArticle.objects.filter(pk__in=gone).delete()
    RelatedArticle.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        lists_changed.send(Article, pks=[row.from_article_id for row in new])
