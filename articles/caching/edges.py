"""Caches in front that take purges by tag: one small class for each kind, which are given tags."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import Request

from django.conf import settings

from articles.outside import Taker


@dataclass(frozen=True)
class Varnish(Taker):
    """Varnish with vmod_xkey, whose VCL answers PURGE with the tags in «xkey» (docs/caching.md)."""

    url: str
    most = 200  # a header line of at most 8 KB

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"varnish {self.url}"

    def request(self, things: Sequence[str]) -> Request:
        return Request(self.url, method="PURGE", headers={"xkey": " ".join(things)})


@dataclass(frozen=True)
class Fastly(Taker):
    """Fastly's purge of a batch of surrogate keys."""

    service: str
    token: str
    api: str = "https://api.fastly.com"
    most = 256

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"fastly {self.service}"

    def request(self, things: Sequence[str]) -> Request:
        return Request(
            f"{self.api}/service/{quote(self.service, safe='')}/purge",
            data=json.dumps({"surrogate_keys": list(things)}).encode(),
            headers={
                "Fastly-Key": self.token,
                "Content-Type": "application/json",
                "Accept": "application/json",
            },
            method="POST",
        )


@dataclass(frozen=True)
class Cloudflare(Taker):
    """Cloudflare's purge by cache tag."""

    zone: str
    token: str
    api: str = "https://api.cloudflare.com/client/v4"
    most = 100

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"cloudflare {self.zone}"

    def request(self, things: Sequence[str]) -> Request:
        return Request(
            f"{self.api}/zones/{quote(self.zone, safe='')}/purge_cache",
            data=json.dumps({"tags": list(things)}).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            method="POST",
        )

    def refusal(self, body: bytes) -> str:
        try:
            said = json.loads(body)
        except ValueError:
            return "answered something else than JSON"
        if isinstance(said, dict) and said.get("success") is True:
            return ""
        errors = said.get("errors") if isinstance(said, dict) else None
        return f"refused: {json.dumps(errors)[:300]}"


_KINDS: dict[str, type[Taker]] = {"varnish": Varnish, "fastly": Fastly, "cloudflare": Cloudflare}


def edges() -> list[Taker]:
    """The caches in front that the settings name."""
    return [_KINDS[kind](**values) for kind, values in settings.EDGE_CACHES]
