"""Reads the text of one page in the source layout: lede, body, source, keywords, read also, similar.

The layout is that of many Arabic aggregators: paragraphs first, then «المصدر: …», «كلمات دلالية: …»,
«إقرأ أيضاً» with a card whose title stands twice (alt text, then title), «مقالات مشابهة» with a list.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from articles.text.keywords import group_keywords, has_separator, split_keywords
from articles.text.normalize import fold, identity_key, squeeze, storable, strip_marks, tidy

MAX_BYTES = 2 * 1024 * 1024
# A subhead is a short line without the end of a sentence. The longest of those seen in Arabic papers has
# a dozen words; a paragraph that short ends in a full stop.
_SUBHEAD_WORDS = 16
_SUBHEAD_LETTERS = 110
_SENTENCE_ENDS = tuple('.!?؟…:؛،,;»"”)')
_BULLET = re.compile(r"^[•·●▪■◦‣*–—-]\s+")
_SOURCE, _KEYWORDS, _READ_ALSO, _SIMILAR = "source", "keywords", "read also", "similar"
_MARKERS = {
    identity_key(words): part
    for part, spellings in {
        _SOURCE: ("المصدر",),
        _KEYWORDS: ("كلمات دلالية", "الكلمات الدلالية", "كلمات مفتاحية", "الكلمات المفتاحية"),
        _READ_ALSO: ("إقرأ أيضاً", "اقرأ أيضًا", "اقرا ايضا", "إقرأ أيضا"),
        _SIMILAR: ("مقالات مشابهة", "أخبار مشابهة", "مواضيع مشابهة"),
    }.items()
    for words in spellings
}
# These two open a part only with their colon: «المصدر الأول للمياه» is a sentence.
_NEED_COLON = {_SOURCE, _KEYWORDS}


class Problem(Enum):
    """Why a text is no page that can be stored, for those who say it in other words (the desk, in Arabic)."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    NOT_UTF8 = "not UTF-8"
    EMPTY = "empty"
    NO_HEADLINE = "no headline"
    BAD_HEADLINE = "bad headline"
    NO_BODY = "no body"
    TOO_LONG = "too long"
    NO_SOURCE = "no source"


class PageError(ValueError):
    """A text that is not a page in the source layout; the message says what to do.

    `part` and `limit` say of TOO_LONG what is too long, and how many characters fit.
    """

    def __init__(self, problem: Problem, message: str, part: str = "", limit: int = 0) -> None:
        super().__init__(message)
        self.problem, self.part, self.limit = problem, part, limit


@dataclass
class SourcePage:
    """What one page says, in its own order. Texts are plain; `blocks` are pairs of tag and text."""

    lede: str
    blocks: list[tuple[str, str]]
    headline: str = ""
    source: str = ""
    keywords: list[str] = field(default_factory=list)
    read_also: list[str] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)


def decode(data: bytes) -> str:
    """The text of a file. Raises PageError when it is too large, empty or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise PageError(
            Problem.TOO_LARGE, f"larger than {MAX_BYTES // 1024**2} MiB: one page's text is expected"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start}): save the text as UTF-8"
        raise PageError(Problem.NOT_UTF8, message) from error
    if not strip_marks(storable(text)).strip():
        raise PageError(Problem.EMPTY, "empty: nothing to import")
    return storable(text)


def read_page(
    text: str, headline: str = "", known_keywords: Callable[[str], set[str]] = lambda line: set()
) -> SourcePage:
    """The page that `text` holds. Without `headline` the first subhead serves, and leaves the body.

    `known_keywords` says which runs of words of a keyword line are keywords already (identity keys).
    Raises PageError when there is no body, or no headline can be found.
    """
    lines = [line for line in (_visible(line) for line in text.split("\n")) if line]
    tail_start = _tail_start(lines)
    head, parts = lines[:tail_start], _split_parts(lines[tail_start:])
    head, linked = _without_links(head)
    parts[_READ_ALSO][:0] = linked

    blocks = _blocks(head)
    headline = tidy(headline)
    if not headline:
        subhead = next((n for n, (tag, _) in enumerate(blocks) if tag == "h2"), None)
        if subhead is None:
            raise PageError(
                Problem.NO_HEADLINE, "no headline: the text has no subhead to take, so give --headline"
            )
        headline = tidy(blocks.pop(subhead)[1])
    first = next((n for n, (tag, _) in enumerate(blocks) if tag == "p"), None)
    if first is None:
        raise PageError(Problem.NO_BODY, "no body: no paragraph stands before «المصدر» and the lists")
    lede = blocks.pop(first)[1]
    if not any(tag != "h2" for tag, _ in blocks):
        raise PageError(Problem.NO_BODY, "no body: only one paragraph stands before «المصدر» and the lists")

    evidence = "\n".join([*head, headline, *parts[_READ_ALSO], *parts[_SIMILAR]])
    return SourcePage(
        lede=lede,
        blocks=blocks,
        headline=headline,
        source=tidy(" ".join(parts[_SOURCE])),
        keywords=_keywords(parts[_KEYWORDS], evidence, known_keywords),
        read_also=_titles(parts[_READ_ALSO]),
        similar=_titles(parts[_SIMILAR]),
    )


def _visible(line: str) -> str:
    """`line` without signs that do not show at its ends, spaces made single; inner joiners stay."""
    return squeeze(line).strip(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff "
    )


def _marker(line: str) -> tuple[str, str] | None:
    """The part that `line` opens and the rest of the line, or None for a line of text."""
    label, colon, rest = line.partition(":")
    if not colon:
        label, rest = line, ""
    part = _MARKERS.get(identity_key(label))
    if part is None or (part in _NEED_COLON and not colon):
        return None
    return part, rest.strip()


def _tail_start(lines: list[str]) -> int:
    """Where the parts after the text begin: at the last «المصدر:», or without one at the first marker.

    The last, because a story may itself quote a line that begins with «المصدر:».
    """
    markers = [n for n, line in enumerate(lines) if _marker(line)]
    sources = [n for n in markers if (found := _marker(lines[n])) and found[0] == _SOURCE]
    if sources:
        return sources[-1]
    return markers[0] if markers else len(lines)


def _without_links(lines: list[str]) -> tuple[list[str], list[str]]:
    """The `lines` of a story without the «إقرأ أيضاً: …» that papers put between paragraphs; their titles."""
    text: list[str] = []
    titles: list[str] = []
    title_follows = False
    for line in lines:
        found = _marker(line)
        if found and found[0] == _READ_ALSO:
            titles.extend([found[1]] if found[1] else [])
            title_follows = not found[1]
        elif title_follows:
            titles.append(line)
            title_follows = False
        else:
            text.append(line)
    return text, titles


def _split_parts(lines: list[str]) -> dict[str, list[str]]:
    """The lines under each marker, the rest of the marker's own line among them."""
    parts: dict[str, list[str]] = {_SOURCE: [], _KEYWORDS: [], _READ_ALSO: [], _SIMILAR: []}
    current = _SOURCE
    for line in lines:
        if found := _marker(line):
            current, line = found
        if line:
            parts[current].append(line)
    return parts


def _blocks(lines: list[str]) -> list[tuple[str, str]]:
    """Paragraphs, subheads and list items of the text."""
    blocks = []
    for position, line in enumerate(lines):
        if _BULLET.match(line):
            blocks.append(("li", _BULLET.sub("", line)))
        elif _is_subhead(line) and position + 1 < len(lines):
            blocks.append(("h2", line))
        else:
            blocks.append(("p", line))
    return blocks


def _is_subhead(line: str) -> bool:
    """A short line that does not end like a sentence and is more than a number or a date."""
    return (
        len(line) <= _SUBHEAD_LETTERS
        and 2 <= len(line.split()) <= _SUBHEAD_WORDS
        and not line.endswith(_SENTENCE_ENDS)
        and any(ch.isalpha() for ch in fold(line))
    )


def _keywords(lines: list[str], evidence: str, known: Callable[[str], set[str]]) -> list[str]:
    """The keywords of a page: as separated, or else grouped by what occurs together in the text."""
    if len(lines) > 1 or any(has_separator(line) for line in lines):
        return split_keywords("\n".join(lines))
    return group_keywords(lines[0], evidence, known(lines[0])) if lines else []


def _titles(lines: list[str]) -> list[str]:
    """The titles of a list in order, each once: a card's alt text repeats its title."""
    titles: dict[str, str] = {}
    for line in lines:
        title = tidy(_BULLET.sub("", line))
        if key := identity_key(title):
            titles.setdefault(key, title)
    return list(titles.values())
