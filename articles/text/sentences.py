"""Where the sentences of an Arabic text begin and end."""

import re
from collections.abc import Iterator

# The end of a sentence: its mark and the quotation marks or brackets that close with it, before a space or
# the text's end; or a line's end. Not a point between digits (12.5), nor after an initial or a title of one
# or two letters (د. سالم، م. ليلى، أ.د. هدى).
_END = re.compile(
    r"(?<![\s.][^\W\d_])(?<![\s.][^\W\d_]{2})(?<!^[^\W\d_])[.!?؟…]+[»”\")\]]*(?=\s|$)|\n", re.MULTILINE
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence of `text` stands, without white space around it."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(piece.strip())
        start = end
