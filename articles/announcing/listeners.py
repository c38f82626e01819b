"""Who hears of changes, as the settings name them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from django.conf import settings
from django.urls import reverse

from articles.outside import Taker


@dataclass(frozen=True)
class Hub(Taker):
    """A WebSub hub, which is given addresses of feeds that changed.

    WebSub leaves open how publishers tell (section 6). Hubs take what PubSubHubbub 0.4 said (section 7.1): a
    form with hub.mode=publish, and hub.url once for each.
    """

    url: str
    most = 100

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"hub {self.url}"

    def request(self, things: Sequence[str]) -> Request:
        form = [("hub.mode", "publish"), *(("hub.url", topic) for topic in things)]
        return Request(self.url, data=urlencode(form).encode(), method="POST")


@dataclass(frozen=True)
class IndexNow(Taker):
    """Search engines that take IndexNow (indexnow.org), which are given addresses of pages that changed."""

    endpoint: str
    key: str
    most = 10_000

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"indexnow {self.endpoint}"

    def request(self, things: Sequence[str]) -> Request:
        said = {
            "host": urlsplit(settings.SITE_URL).netloc,
            "key": self.key,
            "keyLocation": settings.SITE_URL + reverse("index_key", args=[self.key]),
            "urlList": list(things),
        }
        return Request(
            self.endpoint,
            data=json.dumps(said).encode(),
            headers={"Content-Type": "application/json; charset=utf-8"},
            method="POST",
        )


def hubs() -> list[Hub]:
    """Those that feeds name."""
    return [Hub(url) for url in settings.WEBSUB_HUBS]


def engines() -> list[IndexNow]:
    """One with a key; none without, and none where search engines are asked to leave the site alone."""
    if not settings.INDEXNOW_KEY or settings.ROBOTS == "closed":
        return []
    return [IndexNow(settings.INDEXNOW_ENDPOINT, settings.INDEXNOW_KEY)]
