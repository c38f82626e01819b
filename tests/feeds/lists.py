"""The lists that have feeds, and their feeds as they are asked for."""

from __future__ import annotations

import json
from typing import Any

from articles.models import Article
from tests.feeds.rules import faults_of_atom, faults_of_json, faults_of_rss

FAULTS = {"rss": faults_of_rss, "atom": faults_of_atom, "json": faults_of_json}
FORMATS = list(FAULTS)


def lists_of(story: Article) -> list[str]:
    author, keyword = story.bylines.get().author, story.keyword_list[0]
    things = [story.section, story.section.parent, story.source, keyword, author]
    return ["/", *(thing.get_absolute_url() for thing in things)]


def read(reader: Any, address: str) -> dict[str, Any]:
    return json.loads(reader.get(address).content)
