"""A save on top of somebody else's: what both changed is merged field by field, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.text.blocks import Block, join_blocks
from articles.text.compare import Kind, Run, compare_words
from articles.text.merge import Conflict, MergedList, Told, merge_bodies, merge_lists, merge_values
from articles.text.normalize import identity_key
from articles.workflow.content import LISTS, VALUES, Content, Pick
from articles.workflow.differences import KEYS, TEXTS, changed, runs_of
from articles.workflow.wording import Wording, label_of

MINE, THEIRS, BOTH = "mine", "theirs", "both"


class Unsettled(Exception):
    """A place that nobody has decided; `clashes` are all of them."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(f"{len(clashes)} clashes are not settled")
        self.clashes = tuple(clashes)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of them made of the words of the base, for showing."""

    runs: tuple[Run, ...]
    gone: bool  # nothing was left of it
    restyled: bool  # the words stayed, markup or a link changed


@dataclass(frozen=True, slots=True)
class Clash:
    """One place that both changed in different ways, for an editor to decide.

    `key` names the place and the three texts: a choice that was made of other texts does not fit it.
    """

    key: str
    name: str
    label: str
    conflict: Conflict[Any]
    both: Any  # the value that keeps both, theirs first; None where there cannot be one
    was: str  # the base in words
    mine: Side
    theirs: Side

    @property
    def ways(self) -> tuple[str, ...]:
        return (MINE, THEIRS) if self.both is None else (MINE, THEIRS, BOTH)

    def taken(self, way: str) -> Any:
        """The value that an editor gets who goes this way."""
        return {MINE: self.conflict.mine, THEIRS: self.conflict.theirs, BOTH: self.both}[way]


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of two contents that were made of one: settled(), and the clashes that hinder it."""

    mine: Content
    values: Mapping[str, Any]  # settled values, clashes, and for the body pieces of both
    told: tuple[tuple[str, Told], ...]  # which field, and what was decided there

    @property
    def clashes(self) -> tuple[Clash, ...]:
        parts = chain.from_iterable(
            value if name == "body" else (value,) for name, value in self.values.items()
        )
        return tuple(part for part in parts if isinstance(part, Clash))

    def asked(self, choices: Mapping[str, str]) -> tuple[tuple[Clash, str], ...]:
        """Each clash with the way that `choices` go there so far; "" where none that fits was chosen."""
        return tuple((clash, _way(clash, choices) or "") for clash in self.clashes)

    def settled(self, choices: Mapping[str, str] | None = None) -> Content:
        """The merged content; `choices` say by the key of each clash which way it goes (its `ways`).

        Raises Unsettled when the choice of a clash is not there or none of its ways.
        """
        choices = choices or {}
        if open_clashes := [clash for clash in self.clashes if not _way(clash, choices)]:
            raise Unsettled(open_clashes)

        def settle(part: Any) -> Any:
            return part.taken(choices[part.key]) if isinstance(part, Clash) else part

        values = {name: settle(value) for name, value in self.values.items() if name != "body"}
        return Content(**values, body=join_blocks(map(settle, self.values["body"])))


def _way(clash: Clash, choices: Mapping[str, str]) -> str | None:
    way = choices.get(clash.key)
    return way if way in clash.ways else None


def merge(base: Content, mine: Content, theirs: Content) -> Merge:
    """Merge what two people made of `base`: different fields, different paragraphs, entries of lists.

    Where nobody changed anything since `base`, settled() is the other one's content. At most three queries,
    for the names in clashes.
    """
    values: dict[str, Any] = {
        name: merge_values(*(getattr(content, name) for content in (base, mine, theirs))) for name in VALUES
    }
    told: list[tuple[str, Told]] = []
    if isinstance(values["body"], Conflict):
        body = merge_bodies(base.body, mine.body, theirs.body)
        values["body"] = body.pieces
        told += [("body", one) for one in sorted(body.told)]
    else:
        values["body"] = (values["body"],)
    for name in LISTS:
        merged = _merge_rows(name, *(getattr(content, name) for content in (base, mine, theirs)))
        values[name] = merged.items
        told += [(name, one) for one in sorted(merged.told)]
    return Merge(mine, _with_clashes(values, (base, mine, theirs)), tuple(told))


def _merge_rows(name: str, base: tuple, mine: tuple, theirs: tuple) -> MergedList[Any]:
    if name not in ("read_also", "similar"):
        return merge_lists(base, mine, theirs, KEYS[name])
    arrived = {
        identity_key(pick.title): pick.article
        for pick in chain(base, mine, theirs)
        if pick.article is not None and pick.title
    }
    was, my, their = ([_pointed(pick, arrived) for pick in picks] for picks in (base, mine, theirs))
    return merge_lists(was, my, their, KEYS[name], _combine)


def _pointed(pick: Pick, arrived: Mapping[str, int]) -> Pick:
    """`pick`, pointing to its article if that arrived while somebody had the form open: no edit of theirs."""
    return pick if pick.article is not None else pick._replace(article=arrived.get(identity_key(pick.title)))


def _combine(base: Pick | None, mine: Pick, theirs: Pick) -> Pick:
    """One row that both changed, or both added: banned if either banned it."""
    banned = mine.banned or theirs.banned
    if base is not None and base.banned:
        banned = mine.banned and theirs.banned
    return theirs._replace(title=theirs.title or mine.title, banned=banned)


# --- Clashes ---------------------------------------------------------------------------------------------


def _with_clashes(values: dict[str, Any], contents: Sequence[Content]) -> dict[str, Any]:
    """`values` with a Clash for each Conflict."""
    names = [name for name, value in values.items() if isinstance(value, Conflict)]
    if any(isinstance(piece, Conflict) for piece in values["body"]):
        names.append("body")
    wording = Wording(contents, names)
    seen: dict[str, int] = {}
    clashes = {name: _clash(name, values[name], wording, seen) for name in names if name != "body"}
    body = tuple(
        _clash("body", piece, wording, seen) if isinstance(piece, Conflict) else piece
        for piece in values["body"]
    )
    return {**values, **clashes, "body": body}


def _clash(name: str, conflict: Conflict[Any], wording: Wording, seen: dict[str, int]) -> Clash:
    sides = conflict.base, conflict.mine, conflict.theirs
    key = f"clash-{name}-{blake2s('\0'.join(map(repr, sides)).encode(), digest_size=6).hexdigest()}"
    seen[key] = seen.get(key, 0) + 1
    if seen[key] > 1:
        key = f"{key}-{seen[key]}"
    was = _text(conflict.base, wording) if name == "body" else wording.say(name, conflict.base)
    mine, theirs = (_side(name, conflict.base, value, wording) for value in (conflict.mine, conflict.theirs))
    return Clash(key, name, label_of(name), conflict, _both(name, conflict), was, mine, theirs)


def _text(html: str, wording: Wording) -> str:
    return Block(wording.body(html)).text


def _side(name: str, base: Any, value: Any, wording: Wording) -> Side:
    if name == "body":
        runs = compare_words(_text(base, wording), _text(value, wording))
    else:
        runs = runs_of(name, base, value, wording)
    restyled = bool(value) and all(run.kind is Kind.SAME for run in runs)
    return Side(runs, gone=value in ("", None), restyled=restyled)


def _both(name: str, conflict: Conflict[Any]) -> Any:
    """Theirs and then mine, where both are texts that can stand behind each other in the field."""
    if name not in (*TEXTS, "body") or not conflict.mine or not conflict.theirs:
        return None
    if name == "body":
        return join_blocks([conflict.theirs, conflict.mine])
    both = ("\n" if name == "lede" else " ").join([conflict.theirs, conflict.mine])
    longest = Article._meta.get_field(name).max_length  # type: ignore[union-attr]
    return both if longest is None or len(both) <= longest else None


# --- In words --------------------------------------------------------------------------------------------


def report(merged: Merge, content: Content, who: str) -> list[str]:
    """What an editor is told of a save that was merged into `content` with what `who` had saved meanwhile."""
    lines = []
    if taken := changed(merged.mine, content):
        labels = "، ".join(f"«{label_of(name)}»" for name in taken)
        said = _("دُمج نصك مع ما حفظه %(who)s بعد أن فتحت الخبر: %(labels)s.")
        lines.append(said % {"who": who, "labels": labels})
    lines += [str(_SAID[one]) % {"label": label_of(name), "who": who} for name, one in merged.told]
    return lines


_SAID = {
    Told.BOTH_ADDED: gettext_lazy("في «%(label)s»: أضفتما في الموضع نفسه، فجاءت إضافة %(who)s ثم إضافتك."),
    Told.BOTH_MOVED: gettext_lazy("في «%(label)s»: غيّرتما الترتيب كلاكما، فبقي ترتيب %(who)s."),
    Told.KEPT: gettext_lazy("في «%(label)s»: بقي ما غيّره أحدكما وحذفه الآخر."),
}
