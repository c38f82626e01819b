"""What the head of a listing says to search engines and social networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.addresses import whole
from articles.lines import Line
from articles.media.pictures import Picture
from articles.models import Author, Keyword, Section, Source
from articles.models.photo import shown_to_readers
from articles.pagination import Page
from articles.seo.site import breadcrumbs, item_list, person, publisher, script, trail
from articles.text.normalize import squeeze

type Subject = Section | Keyword | Source | Author

_NOTHING = Markup("")


class Image(NamedTuple):
    """What networks show beside a link; its address is whole."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """All addresses are whole. A page that is not `indexed` has its stories in the sitemaps."""

    kind: str  # og:type
    url: str
    description: str
    structured: Markup
    indexed: bool
    image: Image


def listing_head(
    subject: Subject, page: Page, cursor: str | None, root: str, above: Sequence[Line] = ()
) -> Head:
    """The head of the page at `cursor` (None: the newest) of the listing of `subject`; `above` are stories
    that stand above the list."""
    lines = [*above, *page.articles]
    address = root + subject.get_absolute_url()
    things: list[dict[str, Any]] = [item_list(lines, root)]
    match subject:
        case Section():
            things += [breadcrumbs(subject, root)]
        case Author():
            things += [person(subject, root), publisher(root)]
    return Head(
        kind="profile" if isinstance(subject, Author) else "website",
        url=_address(address, cursor),
        description=_description(subject),
        structured=script(*things),
        # A cursor's page shifts with each new story: its address means nothing to whoever searches later. A
        # name without stories is in no sitemap either; sections are the site's own order.
        indexed=cursor is None and (isinstance(subject, Section) or bool(lines)),
        image=_image(_picture(subject), lines, root),
    )


def page_head(
    address: str,
    about: str,
    root: str,
    *,
    lines: Sequence[Line] = (),
    structured: Markup = _NOTHING,
    indexed: bool = True,
) -> Head:
    """The head of a page at the path `address` that is of no subject: what it is `about`, its stories."""
    return Head(
        kind="website",
        url=root + address,
        description=about,
        structured=structured,
        indexed=indexed,
        image=_image(None, lines, root),
    )


def archive_head(
    name: str,
    path: str,
    cursor: str | None,
    root: str,
    *,
    way: Sequence[tuple[str, str]],
    lines: Sequence[Line] = (),
) -> Head:
    """The head of a page of the archive that is called `name`: `way` are those above it and itself, as names
    and paths; `lines` are its stories."""
    things = [trail(way, root), *([item_list(lines, root)] if lines else [])]
    return Head(
        kind="website",
        url=_address(root + path, cursor),
        description=_about_archive(name) if len(way) > 1 else _about_archive(),
        structured=script(*things),
        indexed=cursor is None,
        image=_image(None, lines, root),
    )


def _about_archive(name: str = "") -> str:
    if name:
        return _("أرشيف %(site)s: %(name)s") % {"site": settings.SITE_NAME, "name": name}
    return _("كل ما نشرته %(site)s، يومًا بيوم") % {"site": settings.SITE_NAME}


def _address(address: str, cursor: str | None) -> str:
    return f"{address}?{urlencode({'page': cursor})}" if cursor else address


def _description(subject: Subject) -> str:
    match subject:
        case Section():
            written = subject.description
        case Keyword():
            written = subject.introduction
        case Source():
            written = subject.about
        case Author():
            written = subject.bio or _("أخبار ومقالات بتوقيع %(author)s في %(site)s") % {
                "author": subject.name,
                "site": settings.SITE_NAME,
            }
    default = _("أخبار «%(keyword)s» من %(site)s") % {"keyword": subject.name, "site": settings.SITE_NAME}
    return squeeze(written) or default


def _picture(subject: Subject) -> Picture | None:
    match subject:
        case Section():
            return None
        case Source():
            photo = subject.logo
        case _:
            photo = subject.photo
    seen = shown_to_readers(photo)
    return seen.picture if seen else None


def _image(picture: Picture | None, lines: Sequence[Line], root: str) -> Image:
    """The page's own picture, that of the first story which has one, or the paper's."""
    if picture:
        return Image(whole(picture.url, root), picture.alt)
    for line in lines:
        if line.photo:
            return Image(whole(line.photo.url, root), line.headline)
    return Image(whole(static("img/icon.png"), root), settings.SITE_NAME)
