"""Paths of pages, remembered: a page has fifty links, and Django builds each anew at 15 µs and more."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def path_of(name: str, *args: object) -> str:
    """reverse(name, args), from memory when it was asked before."""
    return reverse(name, args=args)
