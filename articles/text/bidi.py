"""Keeps Latin names, handles and number groups from scrambling an Arabic line."""

import re
from html import escape, unescape

_OPEN, _CLOSE = '<bdi dir="ltr">', "</bdi>"
_LETTER = "A-Za-z\u00c0-\u024f"
_JOINERS = r"(?:[-–._/:@#+'’,°]|&amp;)*"
# A tag, a character reference, or a run of Latin words and numbers with the signs inside and before it.
# Its first character stands before the alternatives, as the engine looks for one of a set much faster.
_RUN = re.compile(
    rf"[<&@#+{_LETTER}0-9](?:(?P<markup>(?<=<)[^>]*>|(?<=&)\#?\w+;)"
    rf"|(?:(?<=[@#+])[{_LETTER}0-9]+|(?<=[{_LETTER}0-9])[{_LETTER}0-9]*)"
    rf"(?:{_JOINERS} ?[@#+(]?[{_LETTER}0-9]+\)?)*(?:\+\+|[+#%])?)"
)
_HAS_LETTER = re.compile(f"[{_LETTER}]")
_LEADING_NUMBER = re.compile(r"(?:\d[\d.,]* )+")
# Numbers joined by a sign (3-2, 2026/11/23, 10:30, +20): after Arabic letters the sign alone would turn
# round and a score would read the wrong way. A lone number needs nothing; 12.5 neither (UAX #9, W2–W4).
_SIGNED = re.compile(r"[+]\d|\d[-–/:+_]\d")
# For plain text, which has no tags: the mark that a title runs from right to left (UAX #9).
RIGHT_TO_LEFT = "\u200f"
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]")
_STRONG = re.compile(f"[{_LETTER}\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]")


def isolate(html: str) -> str:
    """`html` (escaped text or clean markup) with each Latin or signed-number run in <bdi dir="ltr">."""
    return _RUN.sub(_isolate_run, html)


def steady(text: str) -> str:
    """Plain `text`, for lists that may not know which way it runs: marked as right to left where it begins
    with something else than an Arabic letter, and where a sign at its end would jump to its beginning."""
    if not _ARABIC.search(text):
        return text
    first = _STRONG.search(text)
    before = "" if first and _ARABIC.match(first[0]) else RIGHT_TO_LEFT
    after = "" if _STRONG.match(text[-1]) or text[-1].isdigit() else RIGHT_TO_LEFT
    return f"{before}{text}{after}"


def isolate_text(text: str) -> str:
    """Plain `text` with the same runs between U+2066 and U+2069, for what is drawn and has no markup."""
    marked = isolate(escape(text, quote=False))
    return unescape(marked.replace(_OPEN, "\u2066").replace(_CLOSE, "\u2069"))


def _isolate_run(found: re.Match[str]) -> str:
    run = found[0]
    if found["markup"]:
        return run
    if run.startswith("+"):  # a telephone number, in groups
        return _bdi(run)
    if not _HAS_LETTER.search(run):
        return " ".join(_bdi(part) if _SIGNED.search(part) else part for part in run.split(" "))
    # «في 2026 Orbitex»: a number that stands before a name belongs to the Arabic sentence.
    number = _LEADING_NUMBER.match(run)
    before = number[0] if number else ""
    return before + _bdi(run[len(before) :])


def _bdi(text: str) -> str:
    return f"{_OPEN}{text}{_CLOSE}"
