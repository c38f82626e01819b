"""What a subscriber may ask of any feed, in its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.http import Http404

PARAMS = ("page", "text", "digits")
_TEXTS = {"full": True, "summary": False}
_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "latn": str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"),
}
_BETWEEN_TAGS = re.compile(r"<[^>]*>|&[^;\s]*;|[^<&]+")


@dataclass(frozen=True, slots=True)
class Options:
    """`full`: the text, not the summary alone; `digits`: «arab» (١٢٣), «latn» (123), "" as written."""

    full: bool = True
    digits: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Http404 for what no page of ours offers."""
        if not cls.are_offered(asked):
            raise Http404("no such feed")
        return cls(_TEXTS[asked.get("text", "full")], asked.get("digits", ""))

    @staticmethod
    def are_offered(asked: Mapping[str, str]) -> bool:
        """Whether feeds can be had so."""
        return asked.get("text", "full") in _TEXTS and asked.get("digits", "") in {"", *_DIGITS}

    def write(self, text: str) -> str:
        """Plain text in the digits that were asked for."""
        return text.translate(_DIGITS[self.digits]) if self.digits else text

    def write_html(self, html: str) -> str:
        """The same for cleaned HTML: tags, and so addresses, stay as they are."""
        if not self.digits:
            return html
        return _BETWEEN_TAGS.sub(lambda part: part[0] if part[0][0] in "<&" else self.write(part[0]), html)
