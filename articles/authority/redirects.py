"""Where the addresses that keywords had before lead to; the page and its feeds ask here alike."""

from __future__ import annotations

from articles.models import Keyword
from articles.models.authority import RedirectKind
from articles.prepared import Prepared

_live = Prepared(lambda slug: Keyword.objects.select_related("photo").filter(slug=slug))
_once = Prepared(
    lambda slug: Keyword.objects.filter(redirects__kind=RedirectKind.KEYWORD, redirects__slug=slug)
)


def keyword_at(slug: str) -> tuple[Keyword, bool]:
    """The keyword whose address has `slug`, and whether it has moved to another address since.

    A live keyword comes before an old address. Keyword.DoesNotExist when there is neither.
    """
    for found, moved in ((_live, False), (_once, True)):
        for keyword in found(slug=slug):
            return keyword, moved
    raise Keyword.DoesNotExist(slug)
