"""Sitemaps as XML, sent while they are walked; whatever a headline holds, the file stays well-formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from xml.sax.saxutils import escape

from articles.addresses import whole
from articles.seo.walks import News, Url
from articles.text.normalize import storable

CONTENT_TYPE = "application/xml; charset=utf-8"
_AT_ONCE = 200  # entries that are sent together: some 100 KB
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def index(addresses: Iterable[str]) -> str:
    """A sitemap of sitemaps."""
    entries = "".join(f"<sitemap><loc>{_text(one)}</loc></sitemap>\n" for one in addresses)
    return f"{_HEAD}<sitemapindex {_NAMES}>\n{entries}</sitemapindex>\n"


def url_set(urls: Iterable[Url], root: str) -> Iterator[str]:
    """A sitemap of `urls` on the site at `root` («https://news.example»), as it is walked."""
    yield f"{_HEAD}<urlset {_NAMES} {_IMAGES}>\n"
    for some in batched(urls, _AT_ONCE):
        yield "".join(_entry(url, root) for url in some)
    yield "</urlset>\n"


def _entry(url: Url, root: str) -> str:
    changed = f"<lastmod>{_moment(url.changed_at)}</lastmod>" if url.changed_at else ""
    image = (
        f"<image:image><image:loc>{_text(whole(url.image, root))}</image:loc></image:image>"
        if url.image
        else ""
    )
    return f"<url><loc>{_text(root + url.path)}</loc>{changed}{image}</url>\n"


def news_set(stories: Iterable[News], root: str, paper: str, language: str) -> str:
    """A news sitemap of `stories`."""
    publication = (
        f"<news:publication><news:name>{_text(paper)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
    )
    entries = "".join(
        f"<url><loc>{_text(root + story.path)}</loc><news:news>{publication}"
        f"<news:publication_date>{_moment(story.published_at)}</news:publication_date>"
        f"<news:title>{_text(story.headline)}</news:title></news:news></url>\n"
        for story in stories
    )
    return f"{_HEAD}<urlset {_NAMES} {_NEWS}>\n{entries}</urlset>\n"


def _text(text: str) -> str:
    return escape(storable(text))


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
