"""Caches in front that take purges by tag: one small class for each kind."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

TIMEOUT = 5  # seconds


class EdgeError(Exception):
    """A cache did not take a purge; the message says which and why, without the token."""


class _NoRedirects(HTTPRedirectHandler):
    """None of these answers with a redirect, and following one would carry the token elsewhere."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


class Edge(ABC):
    """`name` tells it from the others in tasks and in the log; `most` tags go into one request."""

    name: str
    most: int

    @abstractmethod
    def request(self, tags: Sequence[str]) -> Request:
        """The request that purges `tags`."""

    def refusal(self, body: bytes) -> str:
        """Why an answer with status 200 is none of success; "" when it is one."""
        return ""

    def purge(self, tags: Sequence[str]) -> None:
        """Purge at most `most` tags; EdgeError when that did not succeed."""
        try:
            with _opener.open(self.request(tags), timeout=TIMEOUT) as response:
                refusal = self.refusal(response.read(65_536))
        except HTTPError as error:
            error.close()
            raise EdgeError(f"{self.name}: answered {error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:
            raise EdgeError(f"{self.name}: {error}") from error
        if refusal:
            raise EdgeError(f"{self.name}: {refusal}")


@dataclass(frozen=True)
class Varnish(Edge):
    """Varnish with vmod_xkey, whose VCL answers PURGE with the tags in «xkey» (docs/caching.md)."""

    url: str
    most = 200  # a header line of at most 8 KB

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"varnish {self.url}"

    def request(self, tags: Sequence[str]) -> Request:
        return Request(self.url, method="PURGE", headers={"xkey": " ".join(tags)})


@dataclass(frozen=True)
class Fastly(Edge):
    """Fastly's purge of a batch of surrogate keys."""

    service: str
    token: str
    api: str = "https://api.fastly.com"
    most = 256

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"fastly {self.service}"

    def request(self, tags: Sequence[str]) -> Request:
        return Request(
            f"{self.api}/service/{quote(self.service, safe='')}/purge",
            data=json.dumps({"surrogate_keys": list(tags)}).encode(),
            headers={
                "Fastly-Key": self.token,
                "Content-Type": "application/json",
                "Accept": "application/json",
            },
            method="POST",
        )


@dataclass(frozen=True)
class Cloudflare(Edge):
    """Cloudflare's purge by cache tag."""

    zone: str
    token: str
    api: str = "https://api.cloudflare.com/client/v4"
    most = 100

    @property
    def name(self) -> str:  # type: ignore[override]
        return f"cloudflare {self.zone}"

    def request(self, tags: Sequence[str]) -> Request:
        return Request(
            f"{self.api}/zones/{quote(self.zone, safe='')}/purge_cache",
            data=json.dumps({"tags": list(tags)}).encode(),
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


_KINDS: dict[str, type[Edge]] = {"varnish": Varnish, "fastly": Fastly, "cloudflare": Cloudflare}


def edges() -> list[Edge]:
    """The caches in front that the settings name."""
    return [_KINDS[kind](**values) for kind, values in settings.EDGE_CACHES]
