"""Who sends a beacon: a browser on a page of ours or somebody else, and the network that it comes from."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# Names that programs give themselves, and the address of their makers that crawlers write behind theirs
_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|monitor|scan|check|headless|lighthouse|phantom|archiv"
    r"|facebookexternalhit|whatsapp|curl|wget|python|java/|okhttp|go-http|libwww|\+?https?://",
    re.IGNORECASE,
)
# What one household or office gets is a /56 or wider (RFC 6177, section 2): its 2⁷² addresses are one client.
_IPV6_PREFIX = 56


def is_own_page(request: HttpRequest) -> bool:
    """Whether a page of this site sent `request`, as its browser says (Fetch Metadata: Sec-Fetch-Site).

    Browsers say it to https:// and localhost only, and some older ones never: then Origin tells, which all of
    them send with a POST (Fetch standard, section 3.2).
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def is_program(request: HttpRequest) -> bool:
    """Whether what sends `request` says that it is no browser, or says nothing."""
    agent = request.headers.get("User-Agent", "")
    return not agent or bool(_PROGRAMS.search(agent))


def client_of(request: HttpRequest) -> str:
    """The network that `request` comes from: an IPv4 address, or the prefix that one customer gets of IPv6.

    Behind PROXIES proxies it is in X-Forwarded-For, to whose end each of them writes whom it was asked by:
    what stands before their entries may be invented. All that tell no address are one client, «unknown».
    """
    hops = request.headers.get("X-Forwarded-For", "").split(",") if settings.PROXIES else []
    written = hops[-settings.PROXIES :][0].strip() if hops else ""
    try:
        address = ip_address(written or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), _IPV6_PREFIX), strict=False))
    return str(address)
