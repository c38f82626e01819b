"""Footnotes of a body: stored where they belong, numbered and gathered behind the text when it is shown.

    بُني الرصيف عام 1932<sup data-note="">سجل البلدية، الدفتر الثالث.</sup> ثم وُسّع.

So a paragraph that moves takes its notes along, and no number can be wrong. articles/text/html.py brings what
an editor sends into this form. Bodies have no ids: those of a page are made here.
"""

from __future__ import annotations

import re

OPEN, CLOSE = '<sup data-note="">', "</sup>"
_MARK = "data-note"
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
# As an editor sends it: with what no superscript stands in
_SENT = re.compile(
    rf'<sup(?={_ATTRIBUTES} data-note="){_ATTRIBUTES}>(?P<words>(?:(?!</?sup\b).)*)</sup>', re.DOTALL
)
_AROUND_OTHERS = re.compile(rf"{OPEN}(?=(?:(?!</?sup\b).)*<sup\b)", re.DOTALL)
_SENT_OPEN = re.compile(rf'<sup(?={_ATTRIBUTES} data-note="){_ATTRIBUTES}>')
_NOTE = re.compile(rf"{OPEN}(?P<words>.*?){CLOSE}", re.DOTALL)
# A note is a line of text.
_NO_LINE = re.compile(r"<(?!/?(?:a|abbr|bdi|cite|em|q|span|strong|sub|time)\b)[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def clean_notes(html: str) -> str:
    """Cleaned `html` with its notes in the form above. One without words goes; one in another stays alone."""
    if _MARK not in html:
        return html
    html = _SENT.sub(_stored, html)
    return _AROUND_OTHERS.sub("<sup>", _SENT_OPEN.sub(OPEN, html))


def _stored(found: re.Match[str]) -> str:
    words = " ".join(_NO_LINE.sub(" ", found["words"]).split())
    return f"{OPEN}{words}{CLOSE}" if _TAG.sub("", words).replace("&nbsp;", "").strip() else ""


def in_brackets(html: str) -> str:
    """`html` with each note between brackets where it stands, for plain text."""
    return _NOTE.sub(r" (\g<words>)", html) if _MARK in html else html


def gathered(html: str, label: str, page: str = "") -> tuple[str, list[str]]:
    """`html` with a numbered link in the place of each note, and the notes (HTML) in their order.

    `label` is how a link is read out («حاشية %d»). Links lead to «#note-1» on the page at `page`, which leads
    back to «#note-1-ref».
    """
    notes: list[str] = []

    def link(found: re.Match[str]) -> str:
        notes.append(found["words"])
        number = len(notes)
        return (
            f'<sup class="note-ref" id="note-{number}-ref"><a href="{page}#note-{number}" role="doc-noteref"'
            f' aria-label="{label % number}">{number}</a></sup>'
        )

    return (_NOTE.sub(link, html), notes) if _MARK in html else (html, notes)
