"""Where the addresses that keywords and sources had before lead to; pages and their feeds ask here alike."""

from __future__ import annotations

from articles.models import Keyword, Source
from articles.models.authority import RedirectKind
from articles.prepared import Prepared

_live_keyword = Prepared(lambda slug: Keyword.objects.select_related("photo").filter(slug=slug))
_once_keyword = Prepared(
    lambda slug: Keyword.objects.filter(redirects__kind=RedirectKind.KEYWORD, redirects__slug=slug)
)
_live_source = Prepared(lambda slug: Source.objects.select_related("logo").filter(slug=slug))
_once_source = Prepared(
    lambda slug: Source.objects.filter(redirects__kind=RedirectKind.SOURCE, redirects__slug=slug)
)


def keyword_at(slug: str) -> tuple[Keyword, bool]:
    """The keyword whose address has `slug`, and whether it has moved to another address since.

    A live keyword comes before an old address. Keyword.DoesNotExist when there is neither.
    """
    for found, moved in ((_live_keyword, False), (_once_keyword, True)):
        for keyword in found(slug=slug):
            return keyword, moved
    raise Keyword.DoesNotExist(slug)


def source_at(slug: str) -> tuple[Source, bool]:
    """The same of a source."""
    for found, moved in ((_live_source, False), (_once_source, True)):
        for source in found(slug=slug):
            return source, moved
    raise Source.DoesNotExist(slug)
