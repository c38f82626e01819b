"""Keywords for an article, proposed from its text: those that exist first, then phrases worth one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from math import log

from django.db.models import Count
from django.utils.translation import gettext as _

from articles.models import ArticleKeyword, KeywordSpelling
from articles.text.html import clean_html, plain_text
from articles.text.keywords import split_keywords
from articles.text.normalize import identity_key
from articles.text.phrases import (
    Word,
    excerpt,
    new_phrases,
    runs,
    without_prefixes,
    words_of_fields,
)

# What a story is about stands at its beginning. With this much read, its runs of words are at most some
# 20,000 names to ask for, in two statements.
MOST_WORDS, MOST_LETTERS_OF_HTML = 1_500, 60_000
MOST_NAMES, NAMES_AT_ONCE = 20_000, 10_000
MOST_EXISTING, MOST_NEW = 12, 8
_WORTH_OF_FIELD = (3.0, 2.0, 1.0)  # headline, lede, body: an editor reads them in this order, too
_WITHOUT_ARTICLE = 0.5  # «العالم» may be the keyword «عالم», or may not


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A keyword to add, whether it would be a new one, and what in the text speaks for it."""

    name: str
    is_new: bool
    evidence: str
    excerpt: str


def suggest_keywords(headline: str, lede: str, body: str, has: str = "") -> list[Suggestion]:
    """Keywords for a story with this text (`body` is HTML), without those it `has` (as typed).

    At most three statements, and time that grows with the first 1,500 words only.
    """
    fields = [headline, lede, plain_text(clean_html(body[:MOST_LETTERS_OF_HTML]))]
    words = words_of_fields(fields, MOST_WORDS)
    had = {identity_key(name) for name in split_keywords(has)}
    names = _possible_names(words)
    known = _known(dict.fromkeys([*had, *names]))
    having = {known[key][0] for key in had if key in known}
    found, taken = _find(words, names, known)
    existing = _existing(fields, words, {pk: at for pk, at in found.items() if pk not in having}, known)
    new = [
        Suggestion(
            name=phrase.text,
            is_new=True,
            evidence=_evidence(words, phrase.starts, phrase.quoted),
            excerpt=excerpt(fields, words[phrase.starts[-1]]),
        )
        for phrase in new_phrases(fields, words, taken)
        if phrase.key not in known and phrase.key not in had and len(phrase.text) <= 100
    ]
    return [*existing, *new[:MOST_NEW]]


def _possible_names(words: Sequence[Word]) -> dict[str, list[tuple[int, int, float]]]:
    """Each name that a run of `words` may be, with the runs (start, size) and what it is worth there."""
    names: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for start, size in runs(words):
        rest = [word.key for word in words[start + 1 : start + size]]
        for first in without_prefixes(words[start].key):
            forms = [(first, 1.0)]
            if first.startswith("ال") and len(first) > 4:
                forms.append((first[2:], _WITHOUT_ARTICLE))
            for form, worth in forms:
                names[" ".join((form, *rest))].append((start, size, worth))
    return names


def _known(keys: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Keyword and display name of those of `keys` that are a spelling of one; at most two statements."""
    known = {}
    for chunk in batched(list(keys)[:MOST_NAMES], NAMES_AT_ONCE):
        rows = KeywordSpelling.objects.filter(key__in=chunk)
        for key, pk, name in rows.values_list("key", "keyword", "keyword__name"):
            known[key] = (pk, name)
    return known


def _find(
    words: Sequence[Word],
    names: dict[str, list[tuple[int, int, float]]],
    known: dict[str, tuple[int, str]],
) -> tuple[dict[int, list[tuple[int, float]]], set[int]]:
    """Where each keyword stands (start, worth), and all places taken; a longer name takes its words whole."""
    runs_of_names = [
        (size, worth, start, known[key][0])
        for key, places in names.items()
        if key in known
        for start, size, worth in places
    ]
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    taken: set[int] = set()
    for size, worth, start, pk in sorted(runs_of_names, key=lambda run: (-run[0], -run[1], run[2], run[3])):
        span = range(start, start + size)
        if taken.isdisjoint(span):
            taken.update(span)
            found[pk].append((start, worth))
    return found, taken


def _existing(
    fields: Sequence[str],
    words: Sequence[Word],
    found: dict[int, list[tuple[int, float]]],
    known: dict[str, tuple[int, str]],
) -> list[Suggestion]:
    """The keywords found, ranked by where and how often they stand, and by how rare they are."""
    links = ArticleKeyword.objects.filter(tag__in=found).order_by().values("tag")
    stories = dict(links.annotate(stories=Count("pk")).values_list("tag", "stories")) if found else {}
    name_of = dict(known.values())

    def worth(pk: int) -> float:
        by_field: dict[int, float] = defaultdict(float)
        for start, worth in found[pk]:
            by_field[words[start].field] += worth
        here = sum(_WORTH_OF_FIELD[field] * log(1 + worth) for field, worth in by_field.items())
        return here / log(10 + stories.get(pk, 0))

    suggestions = []
    for pk in sorted(found, key=lambda pk: (-worth(pk), name_of[pk]))[:MOST_EXISTING]:
        starts = sorted(start for start, _worth in found[pk])
        evidence = _evidence(words, starts)
        count = _("أخبارها: %(count)d") % {"count": stories.get(pk, 0)}
        suggestions.append(
            Suggestion(name_of[pk], False, f"{evidence} · {count}", excerpt(fields, words[starts[-1]]))
        )
    return suggestions


def _evidence(words: Sequence[Word], starts: Sequence[int], quoted: bool = False) -> str:
    """«في: العنوان، النص · التكرار: 4»."""
    titles = (_("العنوان"), _("المقدمة"), _("النص"))
    places = "، ".join(titles[field] for field in sorted({words[start].field for start in starts}))
    parts = [_("في: %(places)s") % {"places": places}, _("التكرار: %(count)d") % {"count": len(starts)}]
    return " · ".join([*parts, *([_("بين علامتي تنصيص")] if quoted else [])])
