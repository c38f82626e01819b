"""The names by which answers are purged: what an answer shows, and which lists it would show a change of.

    all             every answer: navigation, names of sections
    missing         answers that say «not here»
    search          results and suggestions: any change may be in them
    feeds           feeds: they name keywords, authors and sources
    article-12      shows the text or the names of article 12: its page (or that it is gone), feeds
    line-12         shows article 12 as a line: listings, front page, lists of other articles
    source-7 …      shows a source, keyword, author or photo itself
    section-3-new   shows the newest end of a list: what is published now appears on it
    section-3-old   a page that lies deeper: only what is put among older stories appears on it
    section-3-told  a feed, which tells what was withdrawn from the list or updated deep in it
    corrections-new, corrections-old  the pages of all corrections and their feed, as with lists of stories
    correction-5    shows correction 5 there
    front           shows what editors put on the front page
    section-3-front shows, or would show, what they put above the list of a section
    archive         shows which days, months or years have stories
    oldaddress-5    leads on from an address of a former system
    read-7          shows the most read stories of the last 7 days

Lists are those of a section (with its children), source, keyword, author and day («day-2026-11-24-new»),
and that of the whole site.
Names are ASCII without spaces, commas and colons, as every cache in front takes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Model

from articles.lines import Copy, Line, Name, Next
from articles.models import Article

ALL, MISSING, SEARCH, FEEDS = "all", "missing", "search", "feeds"
ARCHIVE = "archive"
# No answer has this one: under it is kept when the next story appears or expires.
SCHEDULE = "schedule"
# The list of all stories. Nothing shows it but its newest end.
SITE = "site"
# The list of all corrections
CORRECTIONS = "corrections"
# What is older than this when it enters a list may stand on any page of it. A page whose newest place is
# younger when it is built counts as newest end, so that what is published now need not purge the others.
FRESH = timedelta(hours=1)

type Shown = Model | Line | Name | Copy | Next | None


def shown(thing: Shown) -> list[str]:
    """The tags of an answer that shows `thing`."""
    match thing:
        case None:
            return []
        case Line() | Copy():
            return [line(thing.pk), f"source-{thing.source_id}"]
        case Next():
            return [line(thing.pk)]
        case Name():
            return [f"{thing.kind}-{thing.pk}"]
        case Article():
            return [article(thing.pk), f"source-{thing.source_id}"]
        case _:
            return [f"{thing._meta.model_name}-{thing.pk}"]


def article(pk: int) -> str:
    return f"article-{pk}"


def line(pk: int) -> str:
    return f"line-{pk}"


def correction(pk: int) -> str:
    return f"correction-{pk}"


def list_of(thing: Model) -> str:
    """The name of the list of the stories of a section, source, keyword or author."""
    return f"{thing._meta.model_name}-{thing.pk}"


def list_of_day(day: date) -> str:
    """The name of the list of the stories of a day of the newsroom."""
    return f"day-{day}"


def newest(name: str) -> str:
    """Of an answer that shows the newest end of the list `name` («section-3»)."""
    return f"{name}-new"


def deeper(name: str) -> str:
    return f"{name}-old"


def told(name: str) -> str:
    """Of a feed, which tells what was withdrawn from the list `name` or updated deep in it."""
    return f"{name}-told"


def front(section: int | None) -> str:
    """Of an answer that shows what editors put on the front page (None) or on that of a section."""
    return f"section-{section}-front" if section else "front"


def most_read(days: int) -> str:
    """Of an answer that shows the most read stories of the last `days`."""
    return f"read-{days}"


def part(name: str, reaches: datetime | None, now: datetime) -> str:
    """Of a page of the list `name` whose newest place is at the moment `reaches` (None: it has no end)."""
    return deeper(name) if reaches and reaches < now - FRESH else newest(name)


def entered(lists: Iterable[str], at: datetime, now: datetime) -> set[str]:
    """What to purge when a story of the moment `at` enters or leaves `lists`."""
    tags = set()
    for name in lists:
        tags.add(newest(name))
        if at < now - FRESH and name != SITE:
            tags.add(deeper(name))
    return tags
