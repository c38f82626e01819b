"""The paper, its front page, its listings and their people as JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.addresses import whole
from articles.lines import Line
from articles.models import Author, Page, Section
from articles.models.photo import shown_to_readers

type Values = dict[str, Any]


def script(*things: Mapping[str, Any]) -> Markup:
    """The content of a <script type="application/ld+json"> that says `things`, what is empty left out.

    Nothing that an editor writes can end the element: «<» is written as an escape.
    """
    said = [{name: value for name, value in thing.items() if value} for thing in things]
    one: Any = {"@context": "https://schema.org"}
    one |= said[0] if len(said) == 1 else {"@graph": said}
    text = json.dumps(one, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(
        text.encode(errors="replace").decode()
    )  # half a character, if a setting has one, becomes «?»


def publisher(root: str) -> Values:
    """The paper, at the site's `root` («https://news.example»)."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{root}/#paper",
        "name": settings.SITE_NAME,
        "url": f"{root}/",
        "logo": {"@type": "ImageObject", "url": whole(static("img/icon.svg"), root)},
        "correctionsPolicy": f"{root}{reverse('corrections')}",
    }


def front_page(lines: Sequence[Line], root: str) -> Markup:
    """The paper, its site with the way to search it, and the stories that stand on the front page."""
    site = {
        "@type": "WebSite",
        "@id": f"{root}/#site",
        "name": settings.SITE_NAME,
        "url": f"{root}/",
        "inLanguage": get_language(),
        "publisher": {"@id": f"{root}/#paper"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{root}{reverse('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    return script(publisher(root), site, *([item_list(lines, root)] if lines else []))


def breadcrumbs(section: Section, root: str, title: str = "", page: str = "") -> Values:
    """The way from the front page to `section`, or on to the story `title` in it, whose address is `page`."""
    sections = [one for one in (section.parent, section) if one]
    steps = [(one.name, one.get_absolute_url()) for one in sections]
    return trail([*steps, *([(title, page.removeprefix(root))] if title else [])], root)


def trail(way: Sequence[tuple[str, str]], root: str) -> Values:
    """The way from the front page over pages given by their names and paths."""
    steps = [(_("الأولى"), f"{root}/"), *((name, root + path) for name, path in way)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def written_page(page: Page, description: str, root: str) -> Markup:
    """A page that editors wrote, what it is about being said by its kind."""
    address = root + page.get_absolute_url()
    said = {
        "@type": page.kind,
        "@id": address,
        "url": address,
        "name": page.name,
        "description": description,
        "inLanguage": get_language(),
        "dateModified": page.updated_at.isoformat(timespec="seconds"),
        "publisher": {"@id": f"{root}/#paper"},
    }
    return script(said, publisher(root), trail([(page.name, page.get_absolute_url())], root))


def item_list(lines: Sequence[Line], root: str) -> Values:
    """The stories of a listing, in its order."""
    return {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "url": root + line.url}
            for place, line in enumerate(lines, start=1)
        ],
    }


def person(author: Author, root: str) -> Values:
    """Somebody who signs."""
    photo = shown_to_readers(author.photo)
    values = {
        "@type": "Person",
        "name": author.name,
        "url": root + author.get_absolute_url(),
        "jobTitle": author.position,
        "description": author.bio,
        "image": whole(photo.picture.url, root) if photo else "",
        "worksFor": {"@id": f"{root}/#paper"},
    }
    return {name: value for name, value in values.items() if value}
