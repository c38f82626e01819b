"""Where the addresses that keywords had before lead to; the page and its feeds ask here alike."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.models import Keyword
from articles.models.authority import RedirectKind


def keyword_at(slug: str, keywords: QuerySet[Keyword] | None = None) -> tuple[Keyword, bool]:
    """The keyword whose address has `slug`, and whether it has moved to another address since.

    A live keyword comes before an old address. Keyword.DoesNotExist when there is neither. `keywords` says
    what to fetch with it.
    """
    if keywords is None:
        keywords = Keyword.objects.all()
    try:
        return keywords.get(slug=slug), False
    except Keyword.DoesNotExist:
        return keywords.get(redirects__kind=RedirectKind.KEYWORD, redirects__slug=slug), True
