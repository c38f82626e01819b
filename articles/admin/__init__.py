"""The desk: what editors see of each model."""

from articles.admin import (
    article,
    author,
    breaking,
    correction,
    front,
    keyword,
    name_act,
    old_address,
    page,
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
    "old_address",
    "page",
    "photo",
    "section",
    "source",
    "user",
]
