"""Paths of pages, remembered: a page has fifty links, and Django builds each anew at 15 µs and more."""

from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import validate_host
from django.urls import Resolver404, resolve, reverse

_LARGEST_ID = 2**63 - 1
_STORY = ("article", "short", None)  # names of addresses with the id of a story; None: without its slug


@lru_cache(maxsize=20_000)
def path_of(name: str, *args: object) -> str:
    """reverse(name, args), from memory when it was asked before."""
    return reverse(name, args=args)


def root_of(request: HttpRequest) -> str:
    """What addresses of this site begin with where they must be whole: «https://news.example».

    SITE_URL, whatever name the site was reached by: what a feed says is the same for whoever asks.
    """
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")


def whole(url: str, root: str) -> str:
    """An address on the site at `root`, as static files and storages give it: a path, or whole already."""
    return root + url if url.startswith("/") else url


def article_of(url: str) -> int | None:
    """The id of the story that `url` leads to on this site, be it there or not; None for other addresses."""
    try:
        parts = urlsplit(url)
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):  # no address at all, or none of ours
        return None
    ours = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    if parts.netloc and not validate_host(parts.hostname or "", ours):
        return None
    pk = match.kwargs.get("pk") if match.url_name in _STORY else None
    return pk if isinstance(pk, int) and pk <= _LARGEST_ID else None
