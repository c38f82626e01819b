"""Bodies as they travel: Brotli for those who take it, gzip for others, as each client weighs them."""

from __future__ import annotations

import gzip
import re
from enum import StrEnum

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

# What is shorter gains nothing; pictures are compressed already.
_SHORTEST = 200
_TEXT = re.compile(r"text/|[^;]*[/+](?:xml|json)\b")
_WEIGHT = re.compile(r"\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*", re.IGNORECASE)


class Coding(StrEnum):
    """A content coding, as HTTP calls it; the better one first."""

    BR = "br"
    GZIP = "gzip"


def coding_for(request: HttpRequest) -> Coding | None:
    """The one that `request` likes best (RFC 9110, section 12.5.3), or None: neither."""
    likes = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        likes[name.strip()] = _weight(weight)
    others = likes.get("*", 0.0)
    best = max(Coding, key=lambda coding: likes.get(coding, others))
    liked = likes.get(best, others)
    return best if liked > 0 and liked >= likes.get("identity", 0.0) else None


def _weight(said: str) -> float:
    """1 where nothing is said; what is no weight means that it is not wanted."""
    if not said.strip():
        return 1.0
    return float(found[1]) if (found := _WEIGHT.fullmatch(said)) else 0.0


def encoded(content: bytes, coding: Coding) -> bytes:
    """`content` in that coding, the same bytes for the same content."""
    if coding is Coding.BR:
        return brotli.compress(content, mode=brotli.MODE_TEXT, quality=5)
    return gzip.compress(content, 6, mtime=0)


def decoded(content: bytes) -> bytes:
    """What was encoded with gzip."""
    return gzip.decompress(content)


def compress(request: HttpRequest, response: HttpResponseBase) -> None:
    """Encode an answer that is not yet: nothing that it says is secret, so its length may be known."""
    if (
        not isinstance(response, HttpResponse)
        or response.has_header("Content-Encoding")
        or len(response.content) < _SHORTEST
        or not _TEXT.match(response.headers["Content-Type"])
    ):
        return
    coding = coding_for(request)
    if coding:
        response.content = encoded(response.content, coding)
    say_coding(response, coding)


def say_coding(response: HttpResponse, coding: Coding | None) -> None:
    """Name the coding of the body, and that another client may get another."""
    if coding:
        response.headers["Content-Encoding"] = coding.value
    patch_vary_headers(response, ["Accept-Encoding"])
