"""An answer as it is kept: its headers, its body (compressed), and how long it holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse

from articles.caching.coding import Coding, coding_for, decoded, say_coding


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that may be given again until `until`, while its tags have these versions.

    `moment` is when the next story of the newsroom appears or expires, or the day ends, as known when it
    was made. Both are seconds since 1970.
    """

    headers: dict[str, str]
    gzip: bytes
    br: bytes
    until: float
    moment: float
    versions: dict[str, str]

    @property
    def weight(self) -> int:
        """Bytes that it takes in memory, about."""
        return len(self.gzip) + len(self.br) + 1_000 + 150 * len(self.versions)

    @property
    def next_moment(self) -> datetime:
        return datetime.fromtimestamp(self.moment, UTC)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """As `request` takes it. However it is coded it has one ETag, a weak one: all say the same."""
        coding = coding_for(request)
        body = self.br if coding is Coding.BR else self.gzip
        response = HttpResponse(body if coding else decoded(self.gzip), headers=self.headers)
        say_coding(response, coding)
        return response

    def to_bytes(self) -> bytes:
        """A line of JSON and the bodies; nothing in it is ever run, whoever wrote it into the store."""
        head: dict[str, Any] = asdict(self)
        del head["br"]
        head["gzip"] = len(self.gzip)
        return json.dumps(head).encode() + b"\n" + self.gzip + self.br

    @classmethod
    def from_bytes(cls, data: bytes) -> Page:
        head, _, bodies = data.partition(b"\n")
        fields = json.loads(head)
        length = fields.pop("gzip")
        return cls(gzip=bodies[:length], br=bodies[length:], **fields)


def etag(content: bytes) -> str:
    return f'W/"{blake2b(content, digest_size=16).hexdigest()}"'
