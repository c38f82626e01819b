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
    rf"(?:{_JOINERS} ?[@#+(]?[{_LETTER}0-9]+\)?)*(?:\+\+|[+#])?)"
)
_HAS_LETTER = re.compile(f"[{_LETTER}]")
_LEADING_NUMBER = re.compile(r"(?:\d[\d.,]* )+")
# Numbers joined by a sign (3-2, 2026/11/23, 10:30, +20): after Arabic letters the sign alone would turn
# round and a score would read the wrong way. A lone number needs nothing; 12.5 neither (UAX #9, W2–W4).
_SIGNED = re.compile(r"[+]\d|\d[-–/:+_]\d")


def isolate(html: str) -> str:
    """`html` (escaped text or clean markup) with each Latin or signed-number run in <bdi dir="ltr">."""
    return _RUN.sub(_isolate_run, html)


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
