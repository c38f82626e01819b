"""Verse in a quotation: «صدر *** عجز», a line each, stored as typed and set in two columns when shown.

Three dots, which newspapers also put between the halves, stand in prose as well; three asterisks do not.
"""

from __future__ import annotations

import re

_MARK = "***"
# Innermost quotations
_QUOTATION = re.compile(r"<blockquote\b[^>]*>(?:(?!</?blockquote\b).)*</blockquote>", re.DOTALL)
# Any other tag than these begins or ends a line.
_EDGE = re.compile(r"(<(?!/?(?:a|abbr|bdi|cite|em|q|span|strong|sub|sup|time)\b)[^>]*>)")
_BETWEEN = re.compile(r"(?<!\*)\*{3}(?!\*)(?![^<]*>)")  # not in an attribute
_TAG = re.compile(r"<(/?)[^>]*>")


def with_verse(html: str) -> str:
    """A cleaned body in whose quotations the lines of two halves are marked for the style sheet.

    The mark between the halves stays: without a style sheet, and copied, a line reads as it was typed.
    """
    return _QUOTATION.sub(_set, html) if _MARK in html and "<blockquote" in html else html


def _set(quotation: re.Match[str]) -> str:
    return "".join(map(_line, _EDGE.split(quotation[0])))


def _line(text: str) -> str:
    halves = [half.strip() for half in _BETWEEN.split(text.replace("&nbsp;", "\u00a0"))]
    if len(halves) != 2 or not all(map(_stands_alone, halves)):
        return text
    first, second = halves
    return (
        f'<span class="verse"><span>{first}</span> <span class="verse-mark">{_MARK}</span> '
        f"<span>{second}</span></span>"
    )


def _stands_alone(half: str) -> bool:
    """Whether it has words, and every element that it begins, or ends, is in it as a whole."""
    depth = 0
    for tag in _TAG.finditer(half):
        depth += -1 if tag[1] else 1
        if depth < 0:
            return False
    return depth == 0 and bool(_TAG.sub("", half).strip())
