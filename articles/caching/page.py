"""An answer as it is kept: its headers, its body (compressed), and how long it holds."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# gzip among the codings that a client names, unless it says that it will not have it
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that may be given again until `until`, while its tags have these versions.

    `moment` is when the next story of the newsroom appears or expires, or the day ends, as known when it
    was made. Both are seconds since 1970.
    """

    headers: dict[str, str]
    body: bytes  # gzip
    until: float
    moment: float
    versions: dict[str, str]

    @property
    def weight(self) -> int:
        """Bytes that it takes in memory, about."""
        return len(self.body) + 1_000 + 150 * len(self.versions)

    @property
    def next_moment(self) -> datetime:
        return datetime.fromtimestamp(self.moment, UTC)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """As `request` takes it: compressed or not. Both have one ETag, a weak one: they say the same."""
        compressed = bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))
        response = HttpResponse(self.body if compressed else gzip.decompress(self.body), headers=self.headers)
        if compressed:
            response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    def to_bytes(self) -> bytes:
        """A line of JSON and the body; nothing in it is ever run, whoever wrote it into the store."""
        head = asdict(self)
        del head["body"]
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> Page:
        head, _, body = data.partition(b"\n")
        return cls(body=body, **json.loads(head))


def compressed(content: bytes) -> bytes:
    """`content` as gzip, the same bytes for the same content."""
    return gzip.compress(content, 6, mtime=0)


def etag(content: bytes) -> str:
    return f'W/"{blake2b(content, digest_size=16).hexdigest()}"'
