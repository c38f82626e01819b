"""The same search for the boxes of the desk: stories in every state, and a story by its number."""

from __future__ import annotations

from articles.models import Section
from articles.querysets import ArticleQuerySet
from articles.search.engine import Asked, search
from articles.search.names import names_in
from articles.search.query import parse
from articles.search.results import marks, scope

_LONGEST_NUMBER = 18  # digits: what the column of the ids holds


def desk_search(text: str, articles: ArticleQuerySet) -> list[int]:
    """Ids of those of `articles` that `text` finds, best first; the one with that number before all."""
    query = parse(text)
    sections = list(Section.objects.all()) if query.section else []
    source = names_in("", query.source, []).source if query.source else None
    wanted = marks(query, source, sections)
    found = search(Asked(query, scope(query, articles), wanted)).pks if all(wanted) else []
    number = [int(text)] if text.isdecimal() and len(text) <= _LONGEST_NUMBER else []
    return list(dict.fromkeys([*number, *found]))
