"""The page of a section: its list, and above the first page of it what editors put there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from articles.caching import tags
from articles.front.compose import key_of
from articles.front.page import front
from articles.models import Article, Section
from articles.pagination import Listing, Page
from articles.querysets import ArticleQuerySet


def _stories(at: datetime) -> ArticleQuerySet:
    stories: ArticleQuerySet = Article.objects.published(at).folded(at)
    return stories


_own = Listing(lambda at, section: _stories(at).filter(section=section))
_of_all = Listing(_stories)


def section_page(
    subject: Section, cursor: str | None, at: datetime, sections: Sequence[Section]
) -> tuple[Page, dict[str, Any], list[str]]:
    """The page at `cursor` (None: the first) of the list of `subject` and its children at the moment `at`,
    what else it shows, and its tags. What stands above the list is not in it once more.

    `subject` comes with its `front`, where it has one: so a section without costs no query more.
    """
    children = [child for child in sections if child.parent_id == subject.pk]
    page = (
        _of_all.page(cursor, [subject.pk, *(child.pk for child in children)], at=at)
        if children
        else _own.page(cursor, section=subject.pk, at=at)
    )
    newest_at = page.articles[0].published_at if page.articles and cursor is None else None
    context: dict[str, Any] = {"top": [], "strips": [], "authors": {}, "stories": []}
    found = []
    if cursor is None:
        found = [tags.front(subject.pk)]
        if getattr(subject, "front", None):
            context, found, above = front(subject.pk, at, sections)
            page = replace(page, articles=[story for story in page.articles if key_of(story) not in above])
    context |= {
        "children": children,
        "newest_at": newest_at,
        "active_section": subject.parent_id or subject.pk,
    }
    return page, context, found
