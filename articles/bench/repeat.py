"""Makes a large archive of a small one: its stories again and again, with changed words, dates and ids."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

# A third: what two tellings of one subject do not share, and of ten runs of five words but one survives, so
# that no text is a copy of its model.
CHANGED = 1 / 3
# Each repetition is as much earlier than the one before it: ten years of archive from two.
APART = timedelta(weeks=26)
# One word in so many of all texts goes into the pool that others are drawn from, as often as it is used.
_POOLED = 50
_WORD = re.compile(r"[^\W\d_]{2,}")

type Story = dict[str, Any]


def word_pool(stories: Iterable[Story]) -> list[str]:
    """Words of the running text of `stories`, common ones many times: about 100 bytes for 16 stories."""
    words = (word for story in stories for word in _WORD.findall(f"{story['title']} {story['body']}"))
    return [word for number, word in enumerate(words) if number % _POOLED == 0]


def repetitions(stories: Iterable[Story], pool: list[str], number: int) -> Iterator[Story]:
    """The `number`-th repetition of `stories` (fields of docs/archive-format.md), the same ones each time.

    A third of their words, names among them, are others out of `pool`; their keywords are kept.
    """
    for story in stories:
        rng = random.Random(f"{story['id']} {number}")

        def changed(found: re.Match[str], rng: random.Random = rng) -> str:
            return rng.choice(pool) if rng.random() < CHANGED else found[0]

        told = {name: _WORD.sub(changed, story.get(name) or "") for name in ("title", "lede", "body")}
        at = datetime.fromisoformat(story["published"]) - APART * number
        yield story | told | {"id": f"{story['id']}~{number}", "url": "", "published": at.isoformat()}


def read(lines: Iterable[tuple[int, bytes]]) -> Iterator[Story]:
    """The stories of an archive's lines."""
    return (json.loads(line) for _, line in lines)
