"""Finds and ranks: words as typed, then inflected; repaired or one less when little is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from articles.search.backends import backend
from articles.search.backends.base import (
    HEADS,
    TEXTS,
    Conjunction,
    Found,
    Match,
    Scope,
    find,
)
from articles.search.query import Query
from articles.search.scoring import Scorer
from articles.search.vocabulary import Term, repair, terms_of

# Nobody reads further; every list that search reads is bounded by it.
MOST = 200
# What one part of an index is asked for: its latest. 100 answered no better in the corpus, and cost more.
MOST_OF_EACH = 60
# A phrase is verified in the texts themselves, so more of them are looked through.
MOST_PHRASES = 1_000
# Fewer whole answers than this are little: then spelling is repaired and a word may be missing.
FEW = 5
# One word of so many may be missing, and of a long query only one of the most common.
MOST_LEFT_OUT = 4
# Where the words as typed abound in texts, stories that only have them inflected in a body add nothing.
ABOUND = 1_000
# Of the stories that have a word, at most one in so many has it in the headline or a keyword: in the corpus
# one in 33 for the middling word, one in 9 for the tenth that stands there most.
HEADS_OF_TEXTS = 8
# Words meet more often than by chance: those of one subject come together.
TOGETHER = 4


@dataclass(frozen=True)
class Answer:
    """Article ids, best first; `terms` for marking; typed words with what was probably meant by them."""

    pks: list[int]
    terms: list[Term]
    meant: dict[str, str] = field(default_factory=dict)
    whole: int = 0  # how many of them have every word as typed or inflected


@dataclass(frozen=True)
class Asked:
    """A query with its filters resolved: a story has a mark of each of `marks`."""

    query: Query
    scope: Scope
    marks: Conjunction = ()
    folded: bool = True  # one copy of each story


def search(asked: Asked, limit: int = MOST) -> Answer:
    """The stories within the scope that answer, best first."""
    query, store = asked.query, backend()
    terms, total = terms_of(query.all_words, store)
    if not terms:
        return Answer([], [])
    needed = [term for term in terms if term.word in query.needed]
    exact = tuple((term.word,) for term in needed)
    grouped = tuple(term.group for term in needed)

    def match(index: str, *any_of: Conjunction, most: int = MOST_OF_EACH) -> Match:
        expected = sum(_expected(groups, terms, total) for groups in any_of)
        return Match(
            index,
            tuple((*groups, *asked.marks) for groups in any_of),
            query.without,
            most,
            expected // (HEADS_OF_TEXTS if index == HEADS else 1),
        )

    def fetch(*matches: Match) -> None:
        for document in find(store, matches, asked.scope):
            if _has_phrases(document, query):
                found.setdefault(document.pk, document)

    found: dict[int, Found] = {}
    if query.phrases or query.without_phrases:
        fetch(match(TEXTS, exact, most=MOST_PHRASES))
        return _ranked(found.values(), terms, needed, limit, len(found), asked.folded)
    fetch(match(HEADS, exact), match(HEADS, grouped))
    in_heads = len(found)
    if in_heads < MOST_OF_EACH:
        as_typed = match(TEXTS, exact, most=MOST_OF_EACH - in_heads)
        inflected = match(TEXTS, tuple(term.short_group for term in needed), most=MOST_OF_EACH - in_heads)
        fetch(as_typed, *([inflected] if as_typed.expected < ABOUND else []))
    whole = len(found)
    if whole < FEW or not in_heads:
        repair(needed, store)
        wide = tuple(term.wide_group for term in needed)
        matches = [match(HEADS, wide), match(TEXTS, wide)]
        for index, fewer in ((HEADS, _one_less(needed, wide=True)), (TEXTS, _one_less(needed, wide=False))):
            if fewer and len(needed) > 1:
                matches.append(match(index, *fewer))
        fetch(*matches)
    return _ranked(found.values(), terms, needed, limit, whole, asked.folded)


def newest(asked: Asked) -> list[Found]:
    """The stories within the scope that have every word as typed or inflected, newest first; two statements.

    For subscribers, who want what they asked for or nothing yet: nothing is repaired, no word left out.
    """
    query, store = asked.query, backend()
    terms, total = terms_of(query.all_words, store)
    needed = [term for term in terms if term.word in query.needed]
    inexact = not (query.phrases or query.without_phrases)
    groups = tuple(term.short_group if inexact else (term.word,) for term in needed)
    match = Match(
        TEXTS,
        ((*groups, *asked.marks),),
        query.without,
        MOST if inexact else MOST_PHRASES,
        _expected(groups, terms, total),
    )
    found = [one for one in find(store, [match], asked.scope) if _has_phrases(one, query)]
    found.sort(key=lambda one: (one.published_at, one.pk), reverse=True)
    shown = {*fold_copies(found)}
    return [one for one in found if one.pk in shown][:MOST]


def _ranked(
    found: Iterable[Found], terms: Sequence[Term], needed: list[Term], limit: int, whole: int, folded: bool
) -> Answer:
    """Best first; of equal ones the latest."""
    scorer = Scorer(terms, timezone.now())
    scored = sorted(
        ((scorer.score(document), document.pk, document) for document in found),
        key=lambda one: one[:2],
        reverse=True,
    )
    ranked = [document for _, _, document in scored]
    meant = _meant(ranked[0], needed) if ranked and whole < FEW else {}
    pks = fold_copies(ranked) if folded else [document.pk for document in ranked]
    return Answer(pks[:limit], needed, meant, whole)


def fold_copies(ranked: Sequence[Found]) -> list[int]:
    """The ids of `ranked`, each story once: at its first place, as its best copy where that was found too."""
    present = {document.pk for document in ranked}
    shown: dict[int, int] = {}
    for document in ranked:
        story = document.copy_of or document.pk
        shown.setdefault(story, story if story in present else document.pk)
    return list(shown.values())


def _meant(best: Found, terms: Sequence[Term]) -> dict[str, str]:
    """The typed words that `best` has only repaired, with the repaired ones: what was probably meant."""
    words = dict.fromkeys(f"{best.title} {best.names} {best.lede} {best.body}".split())
    return {
        term.word: next(word for word in words if word in term.repairs)
        for term in terms
        if term.repairs
        and not any(form in words for form in term.forms)
        and not words.keys().isdisjoint(term.repairs)
    }


def _one_less(needed: Sequence[Term], wide: bool) -> list[Conjunction]:
    """The ways to do without a word: without those that no story has, or else without one of the common ones.

    Of two words the rarer is kept. With `wide`, repaired forms count too.
    """
    known = [term for term in needed if any(term.documents.values())]
    common_first = sorted(known, key=lambda term: term.rarity)
    if len(known) < len(needed):
        kept = [known]
    else:
        left_out = common_first[:1] if len(needed) == 2 else common_first[:MOST_LEFT_OUT]
        kept = [[term for term in needed if term is not out] for out in left_out]
    return [tuple(term.wide_group if wide else term.short_group for term in terms) for terms in kept if terms]


def _expected(groups: Conjunction, terms: Sequence[Term], total: int) -> int:
    """About how many documents have a word of each of `groups`."""
    if not total:
        return 0
    documents = {form: count for term in terms for form, count in term.documents.items()}
    sizes = [min(total, sum(documents.get(form, 0) for form in group)) for group in groups]
    chance = float(total)
    for size in sizes:
        chance *= size / total
    return min(*sizes, total, round(chance * TOGETHER ** (len(sizes) - 1)))


def _has_phrases(document: Found, query: Query) -> bool:
    """Whether every phrase stands in one of the fields, and no excluded one does."""
    fields = [f" {field} " for field in (document.title, document.lede, document.body)]
    return all(any(_said(phrase) in field for field in fields) for phrase in query.phrases) and not any(
        _said(phrase) in field for phrase in query.without_phrases for field in fields
    )


def _said(phrase: Sequence[str]) -> str:
    return f" {' '.join(phrase)} "
