"""What changed between two contents of an article, field by field, for a template to print."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from articles.text.blocks import split_blocks
from articles.text.compare import (
    Item,
    Kind,
    Paragraph,
    Run,
    Unchanged,
    compare_bodies,
    compare_lists,
    compare_words,
)
from articles.text.normalize import identity_key
from articles.workflow.content import LISTS, VALUES, Content, Pick
from articles.workflow.wording import Wording, label_of

# Texts, whose words are compared; other values are replaced as a whole.
TEXTS = ("kicker", "headline", "short_headline", "lede")
# In the order in which the desk shows them
_ORDER = (*TEXTS, "body", *LISTS, *(name for name in VALUES if name not in (*TEXTS, "body")))


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: its words, or the paragraphs of the body, or the entries of a list."""

    name: str
    label: str
    runs: tuple[Run, ...] = ()
    paragraphs: tuple[Paragraph | Unchanged, ...] = ()
    items: tuple[Item[str], ...] = ()


def key_of_pick(pick: Pick) -> Hashable:
    """Equal for two rows of a related list that lead to the same story."""
    return identity_key(pick.title) if pick.article is None else pick.article


KEYS: dict[str, Callable[[Any], Hashable]] = {
    "keywords": identity_key,
    "authors": tuple,
    "read_also": key_of_pick,
    "similar": key_of_pick,
}


def changed(old: Content, new: Content) -> list[str]:
    """Names of the fields in which a reader or an editor can tell `old` and `new` apart, in the desk's order.

    A body whose source is only laid out anew, as an editing area does, and another spelling of a keyword are
    no difference.
    """
    return [name for name in _ORDER if _seen(name, getattr(old, name)) != _seen(name, getattr(new, name))]


def _seen(name: str, value: Any) -> Any:
    if name == "body":
        return [block.key for block in split_blocks(value)]
    return [identity_key(keyword) for keyword in value] if name == "keywords" else value


def differences(old: Content, new: Content) -> tuple[Difference, ...]:
    """What changed() from `old` to `new`, in words. At most five queries: names of what they point to."""
    names = changed(old, new)
    wording = Wording((old, new), names)
    return tuple(_difference(name, getattr(old, name), getattr(new, name), wording) for name in names)


def _difference(name: str, old: Any, new: Any, wording: Wording) -> Difference:
    label = label_of(name)
    if name == "body":
        return Difference(name, label, paragraphs=compare_bodies(wording.body(old), wording.body(new)))
    if name in LISTS:
        items = compare_lists(old, new, KEYS[name])
        return Difference(name, label, items=tuple(_in_words(name, item, wording) for item in items))
    return Difference(name, label, runs=runs_of(name, old, new, wording))


def runs_of(name: str, old: Any, new: Any, wording: Wording) -> tuple[Run, ...]:
    """The words of a text that changed, or the old value and the new one."""
    said = wording.say(name, old), wording.say(name, new)
    if name in TEXTS:
        return compare_words(*said)
    whole = zip((Kind.DELETED, Kind.INSERTED), said, strict=True)
    return tuple(Run(kind, text) for kind, text in whole if text)


def _in_words(name: str, item: Item[Any], wording: Wording) -> Item[str]:
    return Item(item.kind, wording.say(name, item.value), wording.say(name, item.before) or None)
