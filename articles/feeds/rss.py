"""RSS 2.0 of any set of published articles; a feed is a view of a few lines that calls `rss`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.xmlutils import SimplerXMLGenerator

from articles.caching.headers import tag
from articles.models import Article, Photo
from articles.querysets import ArticleQuerySet
from articles.text.html import absolute_links

FEED_SIZE = 20


class NewsRss(Rss201rev2Feed):
    """Django's RSS 2.0 with the full text, every author, the source and the picture of each story."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for creator in item["creators"]:
            handler.addQuickElement("dc:creator", creator)
        handler.addQuickElement("source", item["source"], {"url": item["source_url"]})
        handler.addQuickElement("content:encoded", item["content"])
        photo: Photo | None = item["photo"]
        if photo:
            attributes = {
                "url": item["photo_url"],
                "medium": "image",
                "type": "image/jpeg",
                "width": str(photo.width),
                "height": str(photo.height),
            }
            handler.startElement("media:content", AttributesImpl(attributes))
            handler.addQuickElement("media:description", photo.alt, {"type": "plain"})
            if photo.credit:
                handler.addQuickElement("media:credit", photo.credit)
            handler.endElement("media:content")


def rss(
    request: HttpRequest, *, title: str, page: str, description: str, articles: ArticleQuerySet
) -> HttpResponse:
    """The newest of `articles` as RSS; `page` is the path of the page that this is the feed of.

    Every address in it is absolute. Last-Modified is the last publication or significant update.
    """
    stories: list[Article] = list(articles.for_page().newest()[:FEED_SIZE])
    root = request.build_absolute_uri("/").rstrip("/")
    self_url = request.build_absolute_uri(request.path)
    feed = NewsRss(
        title=title,
        link=root + page,
        description=description,
        language=settings.LANGUAGE_CODE,
        feed_url=self_url,
    )
    for story in stories:
        feed.add_item(**_item(story, root, self_url))
    response = HttpResponse(feed.writeString("utf-8"), content_type=NewsRss.content_type)
    if stories:
        response.headers["Last-Modified"] = http_date(max(_changed(story) for story in stories).timestamp())
    tag(response, stories)
    return response


def _item(story: Article, root: str, self_url: str) -> dict[str, Any]:
    """One entry. Its id is the short address: it stays when the headline, and so the slug, changes."""
    photo = story.lead_photo
    photo_url = root + photo.url if photo else ""
    lede = f"<p><strong>{escape(story.lede)}</strong></p>" if story.lede else ""
    picture = (
        f'<p><img src="{photo_url}" alt="{escape(photo.alt)}"'
        f' width="{photo.width}" height="{photo.height}"></p>'
        if photo
        else ""
    )
    return {
        "title": story.headline,
        "link": root + story.get_absolute_url(),
        "unique_id": root + reverse("short", args=[story.pk]),
        "unique_id_is_permalink": True,
        "description": story.lede or story.headline,
        "pubdate": story.published_at,
        "categories": [story.section.name, *(keyword.name for keyword in story.keyword_list)],
        "creators": [byline.author.name for byline in story.bylines.all()] or [story.source.name],
        "source": story.source.name,
        "source_url": story.source.home_page or self_url,
        "content": f'<div dir="rtl" lang="ar">{picture}{lede}{absolute_links(story.body, root)}</div>',
        "photo": photo,
        "photo_url": photo_url,
    }


def _changed(story: Article) -> datetime:
    assert story.published_at is not None  # the database refuses a published article without it
    return max(story.published_at, story.significant_update_at or story.published_at)
