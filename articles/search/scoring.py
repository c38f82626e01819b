"""How well a document answers a query. Pure: documents and terms in, a number out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from math import exp

from articles.search.backends.base import Found
from articles.search.document import APART, JOINER, joined
from articles.search.vocabulary import Term

# What a word is worth by where it stands, times its rarity. A headline names what a story is about, so all
# words in it outweigh any body; keywords say the same in an editor's words, shared by many stories.
IN_TITLE = 1.0
IN_NAMES = 0.4
IN_LEDE = 0.25
IN_CAPTIONS = 0.1  # of a picture that stands beside the story: it seldom is about that
IN_BODY = 0.5  # reached by many repetitions only: BM25's saturation, with its usual constants
SATURATION = 1.2
LENGTH_PULL = 0.75
USUAL_LENGTH = 250  # words of a body; the corpus has 210 to 330 by outlet
# All words in the headline as they were typed; there side by side; a whole keyword named by the query.
AS_TYPED = 1.25
SIDE_BY_SIDE = 1.15
WHOLE_KEYWORD = 0.5
# Of two equal answers the fresh one first; a month later that is a third of this, and never decides alone.
FRESHNESS = 0.1
FRESH_DAYS = 30.0


class Scorer:
    """The terms of one query, arranged so that a document is read once for all of them."""

    def __init__(self, terms: Sequence[Term], now: datetime) -> None:
        self.terms, self.now = terms, now
        self.worth: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, term in enumerate(terms):
            for form, worth in {**term.repairs, **term.forms}.items():
                self.worth[form].append((place, worth))
        typed = [term.word for term in terms]
        self.typed = f" {' '.join(typed)} "
        # Runs of the query that may be keywords, as one word each, with what they are worth.
        self.keywords = {
            joined(typed[start:end]): WHOLE_KEYWORD * sum(term.rarity for term in terms[start:end])
            for start in range(len(typed))
            for end in range(start + 2, min(start + 5, len(typed)) + 1)
        }

    def score(self, document: Found) -> float:
        """How well `document` answers; 0 when it has nothing of the query."""
        worth = [0.0] * len(self.terms)
        as_typed = self._add_best(worth, document.title, IN_TITLE)
        self._add_best(worth, document.names, IN_NAMES)
        self._add_best(worth, document.lede, IN_LEDE)
        text, _, captions = document.body.partition(APART)
        self._add_best(worth, captions, IN_CAPTIONS)
        self._add_often(worth, text)
        total = sum(term.rarity * value for term, value in zip(self.terms, worth, strict=True))
        if JOINER in document.names:
            total += sum(self.keywords.get(name, 0.0) for name in document.names.split())
        if as_typed:
            total *= AS_TYPED
            if len(self.terms) > 1 and self.typed in f" {document.title} ":
                total *= SIDE_BY_SIDE
        if document.published_at is not None:
            age = max(0.0, (self.now - document.published_at).total_seconds() / 86_400)
            total *= 1 + FRESHNESS * exp(-age / FRESH_DAYS)
        return total

    def _add_best(self, worth: list[float], field: str, weight: float) -> bool:
        """Add for each term the best of its forms in `field`, times `weight`; whether all stand as typed."""
        best = [0.0] * len(worth)
        for word in field.split():
            if word in self.worth:
                for place, value in self.worth[word]:
                    best[place] = max(best[place], value)
        for place, value in enumerate(best):
            worth[place] += weight * value
        return min(best) == 1.0

    def _add_often(self, worth: list[float], body: str) -> None:
        """Add for each term how often its forms stand in `body`, saturating, less in a longer one."""
        known, words = self.worth, body.split()
        often = [0.0] * len(worth)
        for word in [word for word in words if word in known]:
            for place, value in known[word]:
                often[place] += value
        pull = SATURATION * (1 - LENGTH_PULL + LENGTH_PULL * len(words) / USUAL_LENGTH)
        for place, value in enumerate(often):
            worth[place] += IN_BODY * value / (value + pull)
