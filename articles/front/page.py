"""A composition as a page shows it: what stands together at its head, the strips under it, and its tags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from articles.caching import tags
from articles.front.compose import Composition, Shown, compose, key_of
from articles.front.pools import READ_WITHIN
from articles.models import Byline, Keyword, Section, Source
from articles.models.front import Fill, Layout

_HEAD = (Layout.LEAD, Layout.RANK, Layout.LATEST)


def front(
    section: int | None, at: datetime, sections: Sequence[Section]
) -> tuple[dict[str, Any], list[str], set[int]]:
    """What a page shows of the front page (None) or of the front of a section at the moment `at`; the tags by
    which it is purged; and the keys of the stories that stand there."""
    composition = compose(section, at, sections)
    filled = [shown for shown in composition.shown if shown.places]
    head = _head(filled)
    strips = filled[len(head) :]
    signed = [story.pk for strip in strips if look_of(strip) == Layout.OPINION for story in strip.stories]
    authors = Byline.names_of(signed)
    context = {
        "top": head,
        "strips": [(look_of(strip), strip) for strip in strips],
        "authors": authors,
        "newest_at": composition.newest_at,
        "stories": composition.stories,
    }
    # Of an opinion it shows the signatures, too.
    names = [author for of_story in authors.values() for author in of_story]
    keys = {key_of(story) for story in composition.stories}
    things: list[tags.Shown] = [*composition.stories, *names]
    shown = [one for thing in things for one in tags.shown(thing)]
    found = [tags.front(section), *_tags_of(composition), *map(tags.article, signed), *shown]
    return context, found, keys


def look_of(shown: Shown) -> str:
    """How a strip looks: what belongs to the head of a page stands below it as a strip of its kind."""
    layout = Layout(shown.zone.layout)
    if layout == Layout.STRIP and isinstance(shown.subject, Section) and shown.subject.is_opinion:
        return Layout.OPINION
    if shown.zone.fill == Fill.READ and layout in (Layout.STRIP, Layout.LIST, Layout.LATEST):
        return "strip-ranked"
    return {
        Layout.LEAD: Layout.STRIP_LEAD,
        Layout.RANK: Layout.PICTURES,
        Layout.LATEST: Layout.LIST,
    }.get(layout, layout)


def _head(filled: Sequence[Shown]) -> list[Shown]:
    """The zones that stand together: from a lead at the top on, one of each look."""
    head: list[Shown] = []
    for shown in filled:
        layout = shown.zone.layout
        if layout not in _HEAD or (layout == Layout.LEAD) != (not head):
            break
        if any(other.zone.layout == layout for other in head):
            break
        head.append(shown)
    return head


def _tags_of(composition: Composition) -> list[str]:
    """What is pinned and not out yet, the lists whose newest end stands here, and the names over them."""
    found = [tags.article(pk) for pk in composition.waiting]
    for shown in composition.shown:
        if shown.zone.fill in (Fill.NEWEST, Fill.EACH, Fill.FILM, Fill.GALLERY):
            found.append(tags.newest(tags.SITE))
        elif shown.zone.fill == Fill.READ:
            found.append(tags.most_read(READ_WITHIN))
        elif isinstance(shown.subject, Keyword | Source | Section):
            found += [tags.newest(tags.list_of(shown.subject)), *tags.shown(shown.subject)]
    return list(dict.fromkeys(found))
