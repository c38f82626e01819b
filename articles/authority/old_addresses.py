"""Addresses of a former system: what may lead where, and where one leads (models/old_address.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.utils.http import url_has_allowed_host_and_scheme

from articles.addresses import path_of
from articles.models import OldAddress
from articles.prepared import Prepared
from articles.text.normalize import storable
from articles.text.old_addresses import LONGEST, normal_address, without_query


@dataclass(frozen=True, slots=True)
class Led:
    """Where an old address leads: a path here, and whose it is."""

    pk: int
    url: str
    article: int | None


def led_from(asked: str) -> Led | None:
    """Where the address leads that somebody `asked` for (path and query); one query, or none.

    One with the query that was asked for comes before one without any.
    """
    address = normal_address(asked)
    if not address:
        return None
    rows = _rows(addresses=[address, without_query(address)])
    for _path, pk, article, slug, to in sorted(rows, reverse=True):
        url = path_of("article", article, slug) if article else to
        # A story that is over may have had the very address at which it is not found now.
        return None if normal_address(url) == address else Led(pk, url, article)
    return None


_rows = Prepared(
    lambda addresses: (
        OldAddress.objects.filter(path__in=addresses)
        .order_by()
        .values_list("path", "pk", "article", "article__slug", "to")
    )
)


def local_address(text: str) -> str:
    """`text` as a path of this site with query and fragment; "" where it leads to another, or nowhere.

    What browsers would take for another host or run as a script is nothing of ours: «//evil.example»,
    «/\\evil.example», «javascript:…» (OWASP, unvalidated redirects).
    """
    text = text.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    ours = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    if parts.scheme in ("http", "https") and validate_host(host, ours):
        text = parts._replace(scheme="", netloc="").geturl() or "/"
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_ours and len(text) <= LONGEST and text == storable(text) else ""


def old_among(addresses: Iterable[str]) -> set[str]:
    """Those of these normal addresses that lead on themselves; one query."""
    rows = OldAddress.objects.filter(path__in=set(addresses)).order_by()
    return set(rows.values_list("path", flat=True))


def led_to(addresses: Iterable[str]) -> set[str]:
    """Those of these normal addresses that others lead to; one query."""
    wanted = set(addresses)
    written = {
        form + slash for one in wanted for form in (one, quote(one, safe="/?=&%+")) for slash in ("", "/")
    }
    rows = OldAddress.objects.filter(to__in=written).order_by()
    return wanted & {normal_address(to) for to in rows.values_list("to", flat=True)}
