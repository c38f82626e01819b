"""A body as the list of its blocks (paragraphs, subheads, lists, tables), and back without a loss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from articles.text.html import plain_text
from articles.text.normalize import comparable

_CONTAINERS = ("ul", "ol", "blockquote", "table", "thead", "tbody", "tfoot")
_BLOCK_TAGS = frozenset(
    (*_CONTAINERS, *("p", "h2", "h3", "li", "tr", "td", "th", "caption", "figure", "figcaption", "hr"))
)
_VOID = frozenset({"br", "hr"})
# Possessive, so that no text makes it try again. Cleaned text has no bare «<»; another's counts as a letter.
_ATTRIBUTES = r'(?:[^<>"]++|"[^"]*")*+'
_TOKEN = re.compile(rf"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)\b{_ATTRIBUTES}>|[^<]+|<")
_AROUND_BLOCKS = re.compile(rf" ?(</?(?:{'|'.join(sorted(_BLOCK_TAGS | {'br'}))})\b{_ATTRIBUTES}>) ?")
_CONTAINER = re.compile(
    rf"(\s*<({'|'.join(_CONTAINERS)})\b{_ATTRIBUTES}>)(.*)(</\2>\s*)", re.DOTALL | re.ASCII
)


@dataclass(frozen=True)
class Block:
    """One block of a cleaned body, with the white space behind it."""

    html: str

    @cached_property
    def key(self) -> str:
        """Equal for blocks that a reader cannot tell apart: an editing area may lay out the source anew."""
        return _AROUND_BLOCKS.sub(r"\1", " ".join(self.html.split())).strip()

    @cached_property
    def tag(self) -> str:
        """Its element: «p», «h2», «ul», …; "" for text that stands in none."""
        found = _TOKEN.match(self.html.lstrip())
        tag = (found and found["tag"]) or ""
        return tag if tag in _BLOCK_TAGS else ""

    @cached_property
    def text(self) -> str:
        """Its words, a line for each item or cell."""
        return plain_text(self.html)

    @cached_property
    def words(self) -> list[str]:
        """Its words, whatever their hamza and harakat."""
        return comparable(self.text).split()

    @cached_property
    def markup(self) -> tuple[str, ...]:
        """Its element and all links and emphasis inside it: what shows, and is no word."""
        inside = (found for found in _TOKEN.finditer(self.html) if found["tag"] and not found["end"])
        return self.tag, *(found[0] for found in inside if found["tag"] not in _BLOCK_TAGS)

    @cached_property
    def opened(self) -> tuple[str, list[Block], str] | None:
        """For a list, a quotation or a table: its start tag, the blocks inside it, and its end tag."""
        found = _CONTAINER.fullmatch(self.html)
        return (found[1], split_blocks(found[3]), found[4]) if found else None


def split_blocks(html: str) -> list[Block]:
    """The top-level blocks of cleaned `html`; text outside of any is a block of its own.

    join_blocks() of them is `html`, to the character.
    """
    starts: list[int] = []
    depth, loose = 0, False
    for token in _TOKEN.finditer(html):
        tag, end = token["tag"], token["end"]
        if depth == 0 and not end:
            if tag in _BLOCK_TAGS:
                starts.append(token.start())
                loose = False
            elif not loose and (tag or not token[0].isspace()):
                starts.append(token.start())
                loose = True
        if tag and tag not in _VOID:
            depth = max(0, depth - 1) if end else depth + 1
    return [Block(html[start:end]) for start, end in pairwise([0, *starts[1:], len(html)]) if end > start]


def join_blocks(blocks: Iterable[str]) -> str:
    """The body of these blocks. Loose text that has come to follow loose text gets a line of its own."""
    joined: list[str] = []
    loose = False
    for html in blocks:
        follows, loose = loose, not Block(html).tag
        if follows and loose and not joined[-1][-1:].isspace():
            joined.append("\n")
        joined.append(html)
    return "".join(joined)
