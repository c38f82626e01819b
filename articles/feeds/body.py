"""A text where no page is around it: pictures with their words, and links in place of cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from articles.ledger.usage import Usage
from articles.models import Article, Photo
from articles.text.figures import Figure, change_figures
from articles.text.html import absolute_links
from articles.text.notes import gathered


def body_of(html: str, photos: Mapping[int, Photo], root: str, page: str) -> Markup:
    """A cleaned body for a feed of the site at `root`: every address in it is absolute.

    Numbers of notes lead to them on the story's own `page`: feed readers drop ids, or show many stories.
    """

    def shown(figure: Figure) -> str:
        photo = photos.get(figure.photo or 0)
        return _picture(figure, photo, root) + _link(figure)

    body, notes = gathered(html, _("حاشية %d"), escape(page))
    return Markup(absolute_links(change_figures(body, shown), root)) + _notes(notes, root)


def source_line(story: Article, usage: Usage, root: str) -> Markup:
    """Where `story` is from, as under it on its page, with the links that its source asks for."""
    source = story.source
    said = [Markup("{} {}").format(_("المصدر:"), _linked(source.name, root + source.get_absolute_url()))]
    if usage.wording:
        said.append(_linked(usage.wording, usage.credit_url, usage.rel))
    if story.source_url:
        said.append(_linked(_("الخبر عند مصدره"), story.source_url, usage.rel))
    return Markup(" · ").join(said)


def _linked(words: str, url: str, rel: str = "") -> Markup:
    if not url:
        return escape(words)
    return Markup('<a href="{}"{}>{}</a>').format(
        iri_to_uri(url), Markup(' rel="{}"').format(rel) if rel else "", words
    )


def _notes(notes: Sequence[str], root: str) -> Markup:
    rows = Markup().join(Markup("<li>{}</li>").format(Markup(absolute_links(note, root))) for note in notes)
    return Markup("<hr><ol>{}</ol>").format(rows) if notes else Markup()


def _picture(figure: Figure, photo: Photo | None, root: str) -> Markup:
    """A picture that is not there (any longer) leaves nothing behind."""
    if photo is None:
        return Markup()
    picture = photo.picture
    url = root + picture.url if picture.url.startswith("/") else picture.url
    img = Markup('<img src="{}" alt="{}" width="{}" height="{}">').format(
        url, photo.alt, picture.width, picture.height
    )
    said = "" if figure.embed else " ".join(filter(None, (figure.caption or photo.caption, photo.credit)))
    return Markup("<figure>{}{}</figure>").format(
        img, Markup("<figcaption>{}</figcaption>").format(said) if said else ""
    )


def _link(figure: Figure) -> Markup:
    if figure.embed is None:
        return Markup()
    words = figure.caption or _("على %(site)s") % {"site": figure.embed.site.name}
    return Markup('<p><a href="{}">{}</a></p>').format(figure.embed.url, words)
