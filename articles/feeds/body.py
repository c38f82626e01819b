"""A text where no page is around it: pictures with their words, and links in place of cards."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.models import Photo
from articles.text.figures import Figure, change_figures
from articles.text.html import absolute_links


def body_of(html: str, photos: Mapping[int, Photo], root: str) -> Markup:
    """A cleaned body for a feed of the site at `root`: every address in it is absolute."""

    def shown(figure: Figure) -> str:
        photo = photos.get(figure.photo or 0)
        return _picture(figure, photo, root) + _link(figure)

    return Markup(absolute_links(change_figures(html, shown), root))


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
