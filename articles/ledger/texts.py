"""How much of a story's text readers get: on its page, in lists, in feeds. Editors always have all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.ledger.rules import EXCERPT, FULL, HEADLINE, Rules
from articles.text.blocks import split_blocks
from articles.text.excerpt import first_words
from articles.text.html import count_words, paragraphs_to_html, plain_text

# Subheads, tables and pictures are no running text; without their surroundings they say little.
_LEFT_OUT = frozenset({"h2", "h3", "table", "figure", "hr"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A lede (plain text) and a body (cleaned HTML), each perhaps "", and whether that is not all."""

    lede: str
    body: str
    is_cut: bool = False


def shown(rules: Rules, lede: str, body: str) -> Shown:
    """What readers get of a text: all of it, its first words without subheads and tables, or nothing."""
    most = rules.excerpt_words or 0
    if rules.permits == FULL or (rules.permits == EXCERPT and count_words(lede, body) <= most):
        return Shown(lede, body)
    if rules.permits == HEADLINE:
        return Shown("", "", is_cut=True)
    rest = most - len(lede.split())
    paragraphs = [("p", text) for text in _first_paragraphs(body, rest)]
    return Shown(first_words(lede, most), paragraphs_to_html(paragraphs), is_cut=True)


def shown_in_feeds(rules: Rules, lede: str, body: str) -> Shown:
    """The same for subscribers: of a text that may not go into feeds, the lede alone."""
    if rules.permits == FULL and not rules.full_text_in_feeds:
        return Shown(lede, "", is_cut=bool(body))
    return shown(rules, lede, body)


def shown_lede(permits: str, excerpt_words: int | None, lede: str) -> str:
    """The lede as lists have it, of a source that `permits` so much."""
    if permits == HEADLINE:
        return ""
    return first_words(lede, excerpt_words or 0) if permits == EXCERPT else lede


def _first_paragraphs(body: str, most: int) -> Iterator[str]:
    """The first `most` words of the running text of `body`, paragraph by paragraph."""
    for block in split_blocks(body):
        for text in plain_text(block.html).split("\n") if block.tag not in _LEFT_OUT else ():
            if most <= 0:
                return
            yield first_words(text, most)
            most -= len(text.split())
