"""What changed between two versions of a text, word by word, as plain values for a template to print."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from articles.text.alignment import align
from articles.text.blocks import Block, split_blocks
from articles.text.sequences import Pairs, Steps, ascending, common

_WORD = re.compile(r"\n|[^\s]+")


class Kind(StrEnum):
    """What became of a word, a paragraph or an item."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and share their fate (same, deleted or inserted)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a body and what became of it; runs of unchanged ones stand in an Unchanged."""

    kind: Kind  # MOVED has moved as it was; CHANGED may have moved, too
    tag: str
    runs: tuple[Run, ...]
    moved: bool = False
    restyled: bool = False  # its markup or its links changed


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Paragraphs in a row in which nothing changed: a template folds them away."""

    paragraphs: tuple[str, ...]
    kind: Kind = Kind.SAME


@dataclass(frozen=True, slots=True)
class Item[T]:
    """An entry of a list and what became of it; a changed one has what it was before."""

    kind: Kind
    value: T
    before: T | None = None


def compare_words(old: str, new: str, steps: Steps | None = None) -> tuple[Run, ...]:
    """The words of both texts in one line; what was deleted stands before what came in its place.

    A word is what stands between spaces, with its punctuation and its marks as written: a mended hamza is a
    change. Line ends count as words. Too few equal words between two changes are part of the change.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    runs: list[tuple[list[str], list[str], list[str]]] = []  # deleted, inserted, then the same
    last_old = last_new = 0
    for i, j in [*common(before, after, steps), (len(before), len(after))]:
        deleted, inserted = before[last_old:i], after[last_new:j]
        if deleted or inserted or not runs:
            runs.append((deleted, inserted, []))
        if i < len(before):
            runs[-1][2].append(before[i])
        last_old, last_new = i + 1, j + 1
    return tuple(
        Run(kind, _line(words))
        for change in _readable(runs)
        for kind, words in zip((Kind.DELETED, Kind.INSERTED, Kind.SAME), change, strict=True)
        if words
    )


def _readable(
    runs: Iterable[tuple[list[str], list[str], list[str]]],
) -> list[tuple[list[str], list[str], list[str]]]:
    """`runs` without islands: equal words that are fewer than half of the changes on either side of them."""
    joined: list[tuple[list[str], list[str], list[str]]] = []
    for deleted, inserted, same in runs:
        if joined:
            *last, between = joined[-1]
            smaller = min(max(map(len, last)), max(len(deleted), len(inserted)))
            if 2 * len(between) < smaller:
                for words, more in zip(last, (deleted, inserted), strict=True):
                    words += between + more
                between[:] = same
                continue
        joined.append((deleted, inserted, same))
    return joined


def _line(words: list[str]) -> str:
    return " ".join(words).replace(" \n", "\n").replace("\n ", "\n")


def compare_bodies(old: str, new: str, steps: Steps | None = None) -> tuple[Paragraph | Unchanged, ...]:
    """The paragraphs of two cleaned bodies in the order of the new one, deleted ones where they stood.

    `steps` bounds the work on both, words included: what is beyond it counts as written anew.
    """
    steps = steps or Steps()
    compared = _paragraphs(split_blocks(old), split_blocks(new), steps)
    folded: list[Paragraph | Unchanged] = []
    for unchanged, paragraphs in groupby(compared, lambda paragraph: paragraph.kind is Kind.SAME):
        if unchanged:
            folded.append(Unchanged(tuple(run.text for one in paragraphs for run in one.runs)))
        else:
            folded += paragraphs
    return tuple(folded)


def _paragraphs(old: Sequence[Block], new: Sequence[Block], steps: Steps) -> Iterator[Paragraph]:
    pairs = align(old, new, steps)
    stayed = set(ascending(pairs))
    for i, j in _in_order(len(old), len(new), pairs):
        if i is None:
            assert j is not None
            yield Paragraph(Kind.INSERTED, new[j].tag, _whole(Kind.INSERTED, new[j].text))
        elif j is None:
            yield Paragraph(Kind.DELETED, old[i].tag, _whole(Kind.DELETED, old[i].text))
        else:
            moved = (i, j) not in stayed
            if old[i].key == new[j].key:
                kind = Kind.MOVED if moved else Kind.SAME
                yield Paragraph(kind, new[j].tag, _whole(Kind.SAME, new[j].text), moved)
            else:
                runs = compare_words(old[i].text, new[j].text, steps)
                reworded = any(run.kind is not Kind.SAME for run in runs)
                restyled = not reworded or old[i].markup != new[j].markup
                yield Paragraph(Kind.CHANGED, new[j].tag, runs, moved, restyled)


def _whole(kind: Kind, text: str) -> tuple[Run, ...]:
    return (Run(kind, text),) if text else ()


def compare_lists[T](
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable] = lambda item: item
) -> tuple[Item[T], ...]:
    """The entries of two lists in the order of the new one, deleted ones where they stood.

    Entries with the same `key` (each once in a list) are one entry, which may have changed or moved.
    """
    places = {key(item): place for place, item in enumerate(new)}
    pairs = [(place, places[key(item)]) for place, item in enumerate(old) if key(item) in places]
    stayed = set(ascending(pairs))
    items: list[Item[T]] = []
    for i, j in _in_order(len(old), len(new), pairs):
        if i is None:
            assert j is not None
            items.append(Item(Kind.INSERTED, new[j]))
        elif j is None:
            items.append(Item(Kind.DELETED, old[i]))
        elif old[i] != new[j]:
            items.append(Item(Kind.CHANGED, new[j], old[i]))
        else:
            items.append(Item(Kind.SAME if (i, j) in stayed else Kind.MOVED, new[j]))
    return tuple(items)


def _in_order(old: int, new: int, pairs: Pairs) -> Iterator[tuple[int | None, int | None]]:
    """All places of both sequences once: by the new place, deleted ones behind what they followed."""
    partner = dict(pairs)
    of_new = {j: i for i, j in pairs}
    follow: dict[int, list[int]] = {}
    last = -1
    stayed = dict(ascending(pairs))
    for i in range(old):
        if i in stayed:
            last = stayed[i]
        elif i not in partner:
            follow.setdefault(last, []).append(i)
    yield from ((i, None) for i in follow.get(-1, ()))
    for j in range(new):
        yield of_new.get(j), j
        yield from ((i, None) for i in follow.get(j, ()))
