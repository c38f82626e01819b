"""Three-way merge of what two people made of the same text: nothing that either wrote is lost.

A paragraph, or an item of a list, is the smallest thing that is merged by itself. Two changes inside one
paragraph are a conflict even where their words do not touch: the verb that one person changed agrees in
gender and number with the noun that the other one changed, and nobody would have read the new sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from articles.text.alignment import align
from articles.text.blocks import Block, split_blocks
from articles.text.sequences import Steps, common


@dataclass(frozen=True, slots=True)
class Conflict[T]:
    """One place that both changed in different ways; for a block, "" means that it was deleted."""

    base: T
    mine: T
    theirs: T


class Told(StrEnum):
    """What a merge decided that an editor may want to look at."""

    BOTH_ADDED = "both added"  # at the same place: theirs stands first
    BOTH_MOVED = "both moved"  # differently: their order stands
    KEPT = "kept"  # an item that one changed and the other took out of a list


@dataclass(frozen=True, slots=True)
class MergedList[T]:
    items: tuple[T, ...]
    told: frozenset[Told] = frozenset()


@dataclass(frozen=True, slots=True)
class MergedBody:
    """The HTML of a body in pieces, in order: what is settled, and conflicts between pieces of HTML."""

    pieces: tuple[str | Conflict[str], ...]
    told: frozenset[Told] = frozenset()

    @property
    def conflicts(self) -> tuple[Conflict[str], ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))


def merge_values[T](base: T, mine: T, theirs: T) -> T | Conflict[T]:
    """The value that one of them changed, or that both changed alike; a Conflict of two changes."""
    if mine in (theirs, base):
        return theirs
    return mine if theirs == base else Conflict(base, mine, theirs)


def merge_lists[T](
    base: Sequence[T],
    mine: Sequence[T],
    theirs: Sequence[T],
    key: Callable[[T], Hashable] = lambda item: item,
    combine: Callable[[T | None, T, T], T] = lambda base, mine, theirs: theirs,
) -> MergedList[T]:
    """A list with what either added and without what either took out, in the order of who moved something.

    Entries with the same `key` are one entry, each once in a list. One that both changed in different ways is
    what `combine` makes of it (theirs); one that one changed and the other took out is kept, and told.
    """
    was, my, their = ({key(item): item for item in items} for items in (base, mine, theirs))
    kept: dict[Hashable, T] = {}
    told = set()
    for name in was | my | their:
        before, one, other = was.get(name), my.get(name), their.get(name)
        if one is not None and other is not None:
            merged = merge_values(before, one, other)
            kept[name] = combine(before, one, other) if isinstance(merged, Conflict) else merged  # type: ignore[assignment]
        else:
            left = one if other is None else other
            if left is not None and left != before:
                kept[name] = left
                if before is not None:
                    told.add(Told.KEPT)
    order, said = _merge_order(list(was), list(my), list(their), kept)
    return MergedList(tuple(kept[name] for name in order), frozenset(told | said))


def merge_bodies(base: str, mine: str, theirs: str, steps: Steps | None = None) -> MergedBody:
    """One body out of two cleaned ones that were made of `base`, paragraph by paragraph.

    Lists, quotations and tables that both changed are merged by their items and rows. What is beyond `steps`
    counts as written anew, so it may end in conflicts, but not in a loss.
    """
    blocks = (split_blocks(base), split_blocks(mine), split_blocks(theirs))
    return MergedBody(*_merge_blocks(*blocks, steps or Steps()))


type _Pieces = tuple[str | Conflict[str], ...]


def _merge_blocks(
    base: list[Block], mine: list[Block], theirs: list[Block], steps: Steps
) -> tuple[_Pieces, frozenset[Told]]:
    names_base = list(range(len(base)))
    names_mine = _names(base, mine, "mine", steps)
    names_theirs = _names(base, theirs, "theirs", steps)
    _unite_additions(mine, theirs, names_mine, names_theirs, steps)
    was, my, their = (
        dict(zip(names, blocks, strict=True))
        for names, blocks in ((names_base, base), (names_mine, mine), (names_theirs, theirs))
    )
    kept: dict[Hashable, _Pieces] = {}
    told: set[Told] = set()
    for name in was | my | their:
        pieces, said = _merge_block(was.get(name), my.get(name), their.get(name), steps)
        told |= said
        if pieces:
            kept[name] = pieces
    order, moves = _merge_order(names_base, names_mine, names_theirs, kept)
    return tuple(piece for name in order for piece in kept[name]), frozenset(told | moves)


def _names(base: list[Block], blocks: list[Block], whose: str, steps: Steps) -> list[Hashable]:
    """A name for each of `blocks`: the place of the base's block that it was, or a name of its own."""
    places = {new: old for old, new in align(base, blocks, steps)}
    return [places.get(place, (whose, place)) for place in range(len(blocks))]


def _unite_additions(
    mine: list[Block], theirs: list[Block], my: list[Hashable], their: list[Hashable], steps: Steps
) -> None:
    """Give a block that both added alike one name."""
    mine_new = [place for place, name in enumerate(my) if isinstance(name, tuple)]
    theirs_new = [place for place, name in enumerate(their) if isinstance(name, tuple)]
    for i, j in common([mine[p].key for p in mine_new], [theirs[p].key for p in theirs_new], steps):
        my[mine_new[i]] = their[theirs_new[j]]


def _merge_block(
    base: Block | None, mine: Block | None, theirs: Block | None, steps: Steps
) -> tuple[_Pieces, frozenset[Told]]:
    was, my, their = (block.html if block else "" for block in (base, mine, theirs))
    merged = merge_values(was, my, their)
    if isinstance(merged, Conflict):
        # Only the source may be laid out anew: then the other one's words are the change.
        key, my_key, their_key = (block.key if block else "" for block in (base, mine, theirs))
        if my_key in (key, their_key):
            merged = their
        elif their_key == key:
            merged = my
    if not isinstance(merged, Conflict):
        return ((merged,) if merged else ()), frozenset()
    return _merge_inside(base, mine, theirs, steps) or ((merged,), frozenset())


def _merge_inside(
    base: Block | None, mine: Block | None, theirs: Block | None, steps: Steps
) -> tuple[_Pieces, frozenset[Told]] | None:
    """A list, a quotation or a table merged by what is in it; None where that cannot be."""
    if not (base and mine and theirs and base.opened and mine.opened and theirs.opened):
        return None
    (head, was, tail), (my_head, my, my_tail), (their_head, their, their_tail) = (
        base.opened,
        mine.opened,
        theirs.opened,
    )
    start = merge_values(head.strip(), my_head.strip(), their_head.strip())
    end = merge_values(tail.strip(), my_tail.strip(), their_tail.strip())
    if isinstance(start, Conflict) or isinstance(end, Conflict):
        return None
    pieces, told = _merge_blocks(was, my, their, steps)
    return (start, *pieces, end), told


def _merge_order(
    base: Sequence[Hashable],
    mine: Sequence[Hashable],
    theirs: Sequence[Hashable],
    kept: Mapping[Hashable, object],
) -> tuple[list[Hashable], set[Told]]:
    """The names in `kept` in one order; each name is once in a sequence.

    The order is that of the one who moved something (theirs if both did); what only the other one has comes
    after what it follows there. Of two additions at one place theirs stands first.
    """
    known = set(base)
    told = set()
    if _moved(base, mine):
        first, second = mine, theirs
        if _moved(base, theirs):
            both = set(mine) & set(theirs)
            if [name for name in mine if name in both] != [name for name in theirs if name in both]:
                told.add(Told.BOTH_MOVED)
            first, second = theirs, mine
    else:
        first, second = theirs, mine
    only_mine = set(mine) - known - set(theirs)
    only_theirs = set(theirs) - known - set(mine)
    order = list(_woven(first, second, kept, only_theirs))
    if any(one in only_theirs and other in only_mine for one, other in pairwise(order)):
        told.add(Told.BOTH_ADDED)
    return order, told


def _moved(base: Sequence[Hashable], names: Sequence[Hashable]) -> bool:
    was, now = set(base), set(names)
    return [name for name in base if name in now] != [name for name in names if name in was]


def _woven(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    kept: Mapping[Hashable, object],
    passing: set[Hashable],
) -> Iterator[Hashable]:
    """`first`, and what only `second` has behind what it follows there (and the `passing` after that)."""
    has = set(first)
    follow: dict[Hashable, list[Hashable]] = {}
    last: Hashable = None
    for name in second:
        if name in kept:
            if name in has:
                last = name
            else:
                follow.setdefault(last, []).append(name)
    waiting = follow.get(None, [])
    for name in first:
        if name in kept:
            if name not in passing:
                yield from waiting
                waiting = []
            yield name
            waiting += follow.get(name, ())
    yield from waiting
