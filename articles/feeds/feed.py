"""A feed, and its answer in each format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import rfc2822_date
from django.utils.http import http_date

from articles.addresses import root_of, whole
from articles.caching import tags
from articles.caching.headers import tag
from articles.caching.tags import FEEDS, SITE, Shown, list_of, part
from articles.feeds.entries import Entry, entries_of
from articles.feeds.options import Options
from articles.feeds.stories import Told
from articles.models import Recording
from articles.pagination import Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"

    @property
    def content_type(self) -> str:
        return _CONTENT_TYPES[self]


# Browsers show a feed with its style sheet when it says that it is XML, and as source, or as a file to save,
# when it says which kind; readers of feeds take both.
_CONTENT_TYPES = {
    Format.RSS: "application/xml",
    Format.ATOM: "application/xml",
    Format.JSON: "application/feed+json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What is in a feed, whatever its format; addresses are absolute."""

    title: str
    description: str
    page: str  # the page that it is the feed of
    address: str  # its own, with what was asked for
    first: str  # that of its newest page
    older: str = ""
    newer: str = ""
    hubs: Sequence[str] = ()  # that are told when it changes
    root: str
    entries: Sequence[Entry]

    @property
    def changed_at(self) -> datetime | None:
        return max((entry.changed_at for entry in self.entries), default=None)

    @property
    def has_recordings(self) -> bool:
        return any(entry.recording for entry in self.entries)

    @property
    def has_tombstones(self) -> bool:
        return any(entry.is_withdrawn for entry in self.entries)


def answer(
    request: HttpRequest,
    form: Format,
    told: Told,
    *,
    title: str,
    description: str,
    page: str,
    about: Model | None = None,
    lists: Sequence[str] = (),
    announced: bool = True,
) -> HttpResponse:
    """What is `told`, as a feed of the page at the path `page`, which is about `about`.

    `lists` are the names of the lists that the stories stand in, where it is not that of `about`. Whether it
    is `announced`: hubs are told when it changes (announcing/topics.py).
    """
    entries = entries_of(told, root_of(request), Options.of(request.GET))
    about_it = {"title": title, "description": description, "page": page}
    response = written(request, form, entries, told.page, **about_it, announced=announced)
    names = lists or [list_of(about) if about else SITE]
    now = timezone.now()
    also = [one for name in names for one in (part(name, told.page.reaches, now), tags.told(name))]
    also += [tags.article(why.article_id) for why in told.withdrawn]
    shown: list[Shown] = [about, *told.page.articles, *told.changed]
    tag(response, shown, [FEEDS, *also])
    return response


def written(
    request: HttpRequest,
    form: Format,
    entries: Sequence[Entry],
    place: Page,
    *,
    title: str,
    description: str,
    page: str,
    announced: bool = True,
) -> HttpResponse:
    """`entries`, which are those at `place` of their list, as a feed of the page at the path `page`.

    Not tagged. Last-Modified is when it is made, not the last date in it: a story that leaves, moves or is
    mended changes a feed and no such date, and a date alone would be answered with 304. The ETag is exact.
    """
    root = root_of(request)
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    # Of what a subscriber asked for hubs are not told: these are too many.
    hubs = settings.WEBSUB_HUBS if announced and not request.GET else []
    feed = Feed(
        title=title,
        description=description,
        page=root + page,
        # What hubs are told (WebSub, section 4: the topic)
        address=_address(root, request, request.GET.dict()),
        first=_address(root, request, asked),
        older=_address(root, request, {**asked, "page": place.older}) if place.older else "",
        newer=_address(root, request, {**asked, "page": place.newer}) if place.newer else "",
        hubs=hubs,
        root=root,
        entries=entries,
    )
    response = _in_format(request, feed, form)
    response.headers["Last-Modified"] = http_date(timezone.now().timestamp())
    if hubs:
        links = [*((hub, "hub") for hub in hubs), (feed.address, "self")]
        response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for url, rel in links)
    return response


def _address(root: str, request: HttpRequest, asked: dict[str, Any]) -> str:
    return f"{root}{iri_to_uri(request.path)}{'?' + urlencode(asked) if asked else ''}"


def _in_format(request: HttpRequest, feed: Feed, form: Format) -> HttpResponse:
    if form == Format.JSON:
        return JsonResponse(
            _as_json(feed), content_type=form.content_type, json_dumps_params={"ensure_ascii": False}
        )
    context = {
        "feed": feed,
        # Atom wants a time, also of a feed that has nothing in it yet (RFC 4287, section 4.1.1)
        "updated": feed.changed_at or _EPOCH,
        "rfc2822": rfc2822_date,
        "language_code": settings.LANGUAGE_CODE,
    }
    return render(request, f"feeds/{form}.xml", context, content_type=f"{form.content_type}; charset=utf-8")


def _as_json(feed: Feed) -> dict[str, Any]:
    """JSON Feed 1.1 (jsonfeed.org)."""
    content = loader.get_template("feeds/content.html").template.module.content  # type: ignore[attr-defined]
    return _without_empty(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.page,
            "feed_url": feed.address,
            "next_url": feed.older,
            "description": feed.description,
            "language": settings.LANGUAGE_CODE,
            "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
            "items": [_json_item(entry, feed, str(content(entry, feed.root))) for entry in feed.entries],
        }
    ) | ({} if feed.entries else {"items": []})


def _json_item(entry: Entry, feed: Feed, content: str) -> dict[str, Any]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": content if entry.is_full else "",
            "content_text": "" if entry.is_full else entry.summary,
            "image": whole(entry.picture.url, feed.root) if entry.picture else "",
            "date_published": entry.published_at.isoformat(timespec="seconds"),
            "date_modified": entry.changed_at.isoformat(timespec="seconds"),
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.categories),
            "attachments": [_attachment(entry.recording, feed.root)] if entry.recording else [],
        }
    )


def _attachment(recording: Recording, root: str) -> dict[str, Any]:
    return {
        "url": whole(recording.url, root),
        "mime_type": recording.content_type,
        "size_in_bytes": recording.size,
        "duration_in_seconds": recording.seconds,
    }


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
