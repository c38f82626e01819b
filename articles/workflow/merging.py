"""Bringing together what two people wrote on top of the same version."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from articles.workflow.content import Content


@dataclass(frozen=True, slots=True)
class Merged:
    content: Content
    conflicts: tuple[str, ...]
    theirs: tuple[str, ...]


def merge(base: Content, mine: Content, theirs: Content) -> Merged:
    """`mine` with what `theirs` changed since `base` in other fields; fields that both changed conflict."""
    taken, conflicts = {}, []
    for name in (field.name for field in fields(Content)):
        was, my, their = (getattr(one, name) for one in (base, mine, theirs))
        if their in (was, my):
            continue
        if my == was:
            taken[name] = their
        else:
            conflicts.append(name)
    return Merged(replace(mine, **taken), tuple(conflicts), tuple(taken))
