"""The desk: what editors see of each model."""

from articles.admin import (
    article,
    author,
    breaking,
    correction,
    front,
    keyword,
    name_act,
    photo,
    section,
    source,
    user,
)

__all__ = [
    "article",
    "author",
    "breaking",
    "correction",
    "front",
    "keyword",
    "name_act",
    "photo",
    "section",
    "source",
    "user",
]
