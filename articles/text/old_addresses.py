"""Addresses as they are compared: what asks for the same page is written the same way."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from articles.text.normalize import compose, storable

LONGEST = 500
# Said by whoever links here of where a reader comes from; no page depends on them.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|igshid|mc_[ce]id|_ga")


def normal_address(text: str) -> str:
    """The path of an address with its query, as it is compared; "" when it is none that can be kept.

    «https://old.example/news/?id=5&cat=2#top» is «/news?cat=2&id=5»: host and fragment go, escapes are
    written as letters (RFC 3986 section 6.2.2), slashes at the end do not count, parameters stand in one
    order, and those that count readers are left out. Capital letters stay: they may tell two pages apart.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    asked = parse_qsl(parts.query, keep_blank_values=True)
    path = _as_letters(parts.path)
    kept = sorted((name, value) for name, value in asked if not _TRACKING.fullmatch(name))
    # Values of a query are quoted again: «&» in one of them parts nothing.
    query = f"?{urlencode(kept)}" if kept else ""
    root = "/" if path or parts.netloc else ""
    address = compose(f"{path.rstrip('/') or root}{query}")
    fits = address.startswith("/") and not address.startswith("//") and len(address) <= LONGEST
    return address if fits and address == storable(address) else ""


def _as_letters(path: str) -> str:
    """Its escapes as letters; as it is when they are those of another code, as «%C7%E1» of windows-1256."""
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path


def without_query(address: str) -> str:
    """The path alone of a normal address."""
    return address.partition("?")[0]
