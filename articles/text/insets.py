"""Where the page may set something of its own into a text without parting what belongs together."""

from __future__ import annotations

import re
from itertools import pairwise

from articles.text.blocks import Block, split_blocks

# A shorter text is read to its end sooner than it is left.
LEAST_PARAGRAPHS = 6
# So many stand before the place.
_FIRST = 2
_SUBHEAD = re.compile(r"<p(?: [^>]*)?><strong(?: [^>]*)?>(?:(?!</strong>).)*</strong></p>\s*", re.DOTALL)


def middle_gap(html: str) -> int | None:
    """The offset in a cleaned body between two of its paragraphs, the nearest to its middle; None for none.

    None in a short text, and where none of them is within its second and third quarter. Figures, tables,
    quotations, lists and subheads stand neither before nor behind the place, and the paragraph before it does
    not lead on to the next.
    """
    if html.count("<p") < LEAST_PARAGRAPHS:
        return None
    blocks = split_blocks(html)
    if sum(block.tag == "p" for block in blocks) < LEAST_PARAGRAPHS:
        return None
    place = paragraphs = 0
    gaps = []
    for block, following in pairwise(blocks):
        place += len(block.html)
        paragraphs += block.tag == "p"
        if paragraphs >= _FIRST and block.tag == following.tag == "p" and not _leads_on(block):
            gaps.append(place)
    middle = len(html) / 2
    nearest = min(gaps, key=lambda gap: abs(gap - middle), default=0)
    return nearest if abs(nearest - middle) <= len(html) / 4 else None


def _leads_on(block: Block) -> bool:
    """Whether a paragraph announces the next: a colon ends it, or it is a subhead made of bold letters."""
    return block.text.endswith(":") or bool(_SUBHEAD.fullmatch(block.html))
