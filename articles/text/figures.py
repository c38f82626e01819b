"""Pictures and cards of other sites in a body: stored as data, and shown by the templates.

    <figure data-photo="12"><figcaption>words for this place</figcaption></figure>
    <figure data-embed="https://www.youtube.com/watch?v=…" data-photo="12"></figure>

`data-photo` is the number of a photo in the library (of a card: its picture). The caption is plain text and
may be missing. articles/text/html.py brings whatever an editor sends into this form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from articles.text.embeds import Embed, embed_of

_ATTRIBUTES = r'(?: data-embed="(?P<embed>[^"]+)")?(?: data-photo="(?P<photo>[0-9]{1,18})")?'
_FIGURE = re.compile(
    rf"<figure(?= data-){_ATTRIBUTES}>(?:<figcaption>(?P<caption>[^<]*)</figcaption>)?</figure>"
)
_RUN = re.compile(rf"(?:{re.sub(r'\?P<[a-z]+>', '?:', _FIGURE.pattern)}\s*)+")
_MARK = "<figure data-"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the library, or a card of another site with or without one."""

    photo: int | None = None
    embed: Embed | None = None
    caption: str = ""

    @property
    def html(self) -> str:
        """As it is stored."""
        attributes = f' data-embed="{escape(self.embed.url)}"' if self.embed else ""
        attributes += f' data-photo="{self.photo}"' if self.photo is not None else ""
        caption = f"<figcaption>{escape(self.caption, quote=False)}</figcaption>" if self.caption else ""
        return f"<figure{attributes}>{caption}</figure>"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a body: HTML to show as it is, or figures that stand side by side."""

    html: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def is_card(self) -> bool:
        return any(figure.embed for figure in self.figures)


def _figure(found: re.Match[str]) -> Figure:
    photo = found["photo"]
    embed = embed_of(unescape(found["embed"])) if found["embed"] else None
    return Figure(int(photo) if photo else None, embed, unescape(found["caption"] or ""))


def figures_in(html: str) -> list[Figure]:
    """The figures of a cleaned body, in order."""
    return [_figure(found) for found in _FIGURE.finditer(html)] if _MARK in html else []


def photos_in(*bodies: str) -> list[int]:
    """Numbers of the photos in cleaned bodies, in order, each once."""
    shown = (figure.photo for body in bodies for figure in figures_in(body))
    return list(dict.fromkeys(photo for photo in shown if photo is not None))


def has_film(html: str) -> bool:
    """Whether a film of another site stands in a cleaned body."""
    return any(figure.embed and figure.embed.site.is_film for figure in figures_in(html))


def has_gallery(html: str) -> bool:
    """Whether pictures follow each other in a cleaned body."""
    return any(len(piece.figures) > 1 for piece in pieces_of(html))


def pieces_of(html: str) -> Iterator[Piece]:
    """A cleaned body as what stands between figures and the figures, those that follow each other together.

    Pictures stand together; each card of another site is a piece of its own.
    """
    last = 0
    for found in _RUN.finditer(html) if _MARK in html else ():
        if found.start() > last:
            yield Piece(html[last : found.start()])
        last = found.end()
        together: list[Figure] = []
        for figure in map(_figure, _FIGURE.finditer(found[0])):
            if figure.embed is None:
                together.append(figure)
                continue
            if together:
                yield Piece(figures=tuple(together))
            together = []
            yield Piece(figures=(figure,))
        if together:
            yield Piece(figures=tuple(together))
    if last < len(html):
        yield Piece(html[last:])


def change_figures(html: str, change: Callable[[Figure], str]) -> str:
    """`html` with what `change` makes of each figure in its place."""
    return _FIGURE.sub(lambda found: change(_figure(found)), html) if _MARK in html else html


def without_photos(html: str, gone: Iterable[int]) -> str:
    """`html` without the pictures whose numbers are in `gone`; cards stay, without their picture."""
    missing = set(gone)

    def keep(figure: Figure) -> str:
        if figure.photo not in missing:
            return figure.html
        return Figure(embed=figure.embed, caption=figure.caption).html if figure.embed else ""

    return change_figures(html, keep)


def without_figures(html: str) -> str:
    """`html` with a link in the place of each card, and without pictures."""

    def link(figure: Figure) -> str:
        if not figure.embed:
            return ""
        words = escape(figure.caption or figure.embed.site.name, quote=False)
        return f'<p><a href="{escape(figure.embed.url)}" rel="noopener">{words}</a></p>'

    return change_figures(html, link)


def in_words(html: str, words: Callable[[Figure], str]) -> str:
    """`html` with a line in each figure that says what it shows, for texts that are compared."""

    def said(figure: Figure) -> str:
        start, end = figure.html.split(">", 1)
        return f"{start}><p>{escape(words(figure), quote=False)}</p>{end}"

    return change_figures(html, said)
