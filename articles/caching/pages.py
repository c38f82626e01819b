"""The page cache: whole answers, kept until what they show changes or the next story's minute comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from articles.caching.coding import Coding, encoded
from articles.caching.page import Page, etag
from articles.caching.release import release
from articles.caching.stores import LocalStore, RedisStore, Store, StoreDown
from articles.caching.tags import SCHEDULE
from articles.models import Article, BreakingNews, Photo, Pin

logger = logging.getLogger(__name__)

# What nobody purged (rows changed past the code) is seen after this long.
LONGEST = timedelta(hours=1)
# Renewed with every purge. An answer during which it changed may have read what was, and is not kept.
_ANY = "any"


class PageCache:
    """Answers by address. Only one thread of a process makes an answer that is not there, the others wait."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Whether every purge reaches these answers, whichever machine it comes from
        self.lasting = store.lasting
        self._making: dict[str, Lock] = {}

    def answer(
        self, request: HttpRequest, make: Callable[[], HttpResponseBase]
    ) -> tuple[HttpResponseBase, datetime | None]:
        """The kept answer to `request`, or what `make` gives, which is kept when it is a tagged 200.

        With it the next moment at which anything changes by itself; None for an answer that is not kept.
        """
        try:
            key = _key(request)
            if page := self._good(key):
                return page.answer(request), page.next_moment
            with self._alone(key):
                if page := self._good(key):
                    return page.answer(request), page.next_moment
                return self._make(request, key, make)
        except StoreDown as down:
            logger.warning("page cache: %s; pages are made anew for each request", down)
        return make(), None

    def renew(self, tags: Iterable[str]) -> None:
        """Purge every answer that has one of `tags`, and those that are being made."""
        try:
            # First this one: a page that was made meanwhile reads it last, and finds it changed.
            self._store.renew([_ANY, *tags])
        except StoreDown as down:
            logger.error("page cache: %s; a purge waits until it is back", down)  # noqa: TRY400 - no fault

    def answers(self) -> bool:
        """Whether the store does; the log says why not."""
        try:
            self._store.versions([_ANY])
        except StoreDown as down:
            logger.warning("page cache: %s", down)
            return False
        return True

    def _good(self, key: str) -> Page | None:
        page = self._store.get(key)
        if page is None or page.until <= timezone.now().timestamp():
            return None
        tags = list(page.versions)
        return page if self._store.versions(tags) == list(page.versions.values()) else None

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        lock = self._making.setdefault(key, Lock())
        with lock:
            try:
                yield
            finally:
                self._making.pop(key, None)

    def _make(
        self, request: HttpRequest, key: str, make: Callable[[], HttpResponseBase]
    ) -> tuple[HttpResponseBase, datetime | None]:
        now = timezone.now()
        before = self._store.versions([_ANY])
        moment = self._next_moment(now)
        response = make()
        if not _may_be_kept(response):
            return response, None
        assert isinstance(response, HttpResponse)
        content = response.content
        moment = min(moment, changes_at(response) or moment)
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        headers.setdefault("ETag", etag(content))
        page = Page(
            headers=headers,
            gzip=encoded(content, Coding.GZIP),
            br=encoded(content, Coding.BR),
            until=self._until(now, moment).timestamp(),
            moment=moment.timestamp(),
            versions=self._versions_since(before, headers["Surrogate-Key"].split()),
        )
        if not page.versions:
            return page.answer(request), None
        self._put(key, page, now)
        return page.answer(request), moment

    def _versions_since(self, before: list[str], tags: list[str]) -> dict[str, str]:
        """The versions of `tags`; none when anything was purged since: it may have been these."""
        try:
            *versions, last = self._store.versions([*tags, _ANY])
        except StoreDown as down:
            logger.warning("page cache: %s; a page was not kept", down)
            return {}
        return dict(zip(tags, versions, strict=True)) if [last] == before else {}

    def _put(self, key: str, page: Page, now: datetime) -> None:
        try:
            self._store.put(key, page, page.until - now.timestamp())
        except StoreDown as down:
            logger.warning("page cache: %s; a page was not kept", down)

    def _until(self, now: datetime, moment: datetime) -> datetime:
        longest = now + LONGEST if self.lasting else minute_after(now)
        return min(longest, moment)

    def _next_moment(self, now: datetime) -> datetime:
        """When something next appears or ends by itself, at the latest the day; kept like a page."""
        key = f"{SCHEDULE}-{release()}"  # another release may write it otherwise
        if known := self._good(key):
            return known.next_moment
        before = self._store.versions([SCHEDULE])
        own = (things.objects.next_moment(now) for things in (Article, BreakingNews, Photo, Pin))
        moment = min([_midnight(now), *filter(None, own)])
        until, at = self._until(now, moment).timestamp(), moment.timestamp()
        self._put(key, Page({}, b"", b"", until, at, {SCHEDULE: before[0]}), now)
        return moment


def will_change(response: HttpResponseBase, at: datetime) -> None:
    """Say of an answer that it is another at the moment `at`, whatever else happens."""
    response._changes_at = at  # type: ignore[attr-defined]


def changes_at(response: HttpResponseBase) -> datetime | None:
    """The moment that will_change() was told."""
    return getattr(response, "_changes_at", None)


def page_cache() -> PageCache | None:
    """The page cache that CACHE_URL names; None where it is off."""
    return None if settings.CACHE_URL == "off" else _cache_at(settings.CACHE_URL, settings.CACHE_VERSIONS)


@lru_cache(maxsize=4)
def _cache_at(url: str, versions: Path) -> PageCache:
    return PageCache(LocalStore(versions) if url.startswith("locmem") else RedisStore(url))


def minute_after(now: datetime) -> datetime:
    """The beginning of the next whole minute."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _midnight(now: datetime) -> datetime:
    """When the day ends in the newsroom's zone."""
    return (timezone.localtime(now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _may_be_kept(response: HttpResponseBase) -> bool:
    """A tagged 200 without cookie; one that is streamed, or says itself how long it holds, is for others."""
    return (
        response.status_code == 200
        and "Surrogate-Key" in response.headers
        and "Cache-Control" not in response.headers
        and not response.cookies
        and not response.streaming
    )


def _key(request: HttpRequest) -> str:
    """Address with host (pages name it), and the state of the code that would make the page."""
    address = "\0".join(
        (release(), request.scheme or "", request.get_host(), request.path, request.META["QUERY_STRING"])
    )
    return blake2b(address.encode(errors="surrogatepass"), digest_size=16).hexdigest()
