"""Signs and the spaces around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.style.passage import ARABIC, MARKS, MASK, SPACE, Passage, Slip, slip

_LATIN = {",": ("comma", "،"), ";": ("semicolon", "؛"), "?": ("question", "؟")}
# A question mark that stands right before a letter is one that an encoding lost: «?ولف».
_LATIN_SIGN = re.compile(rf",|;(?!\))|\?(?![{ARABIC}])")
_REPEATED = re.compile(r"([،؛؟!,;?:])\1+")
_DOUBLE_SPACE = re.compile(rf"(?<=\S)[{SPACE}]{{2,}}(?=\S)")
# A colon or a point before a digit or another point may be a score (2 : 1), a decimal or an ellipsis.
_BEFORE = re.compile(rf"(?<=\S)[{SPACE}]+(?=[،؛؟!,;?]|:(?![\d)({MASK}]| \d)|\.(?![.\d{MASK}]))")
# A point inside a word may be an abbreviation (أ.د، ق.م), so it needs three letters before it and two after;
# «العربية.نت» is a name.
_AFTER = re.compile(
    rf"[،؛](?=[{ARABIC}\d«({MASK}])|[,;؟!:](?=[{ARABIC}«])|(?<=[{ARABIC}{MARKS}]{{3}})\.(?=[{ARABIC}]{{2}})(?!نت|كوم)"
)
_INSIDE = re.compile(rf"(?<=[(\[])[{SPACE}]+(?=\S)|(?<=\S)[{SPACE}]+(?=[)\]])")


def latin_signs(passage: Passage) -> Iterator[Slip]:
    for found in _LATIN_SIGN.finditer(passage.masked):
        rule, arabic = _LATIN[found[0]]
        yield slip(rule, *found.span(), arabic)


def repeated_signs(passage: Passage) -> Iterator[Slip]:
    for found in _REPEATED.finditer(passage.masked):
        yield slip("repeated-sign", *found.span(), found[1])


def spaces(passage: Passage) -> Iterator[Slip]:
    masked = passage.masked
    for found in _DOUBLE_SPACE.finditer(masked):
        yield slip("double-space", *found.span(), " ")
    for found in _BEFORE.finditer(masked):
        yield slip("space-before", *found.span(), "")
    for found in _INSIDE.finditer(masked):
        yield slip("space-inside", *found.span(), "")
    for found in _AFTER.finditer(masked):
        start, end = found.span()
        if not (masked[start - 1 : start].isdigit() and masked[end].isdigit()):
            yield Slip("space-after", start, end, slip("", end, end, " ").edits)
