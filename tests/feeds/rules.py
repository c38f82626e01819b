"""What RSS 2.0, RFC 4287 and JSON Feed 1.1 demand, as far as a reader of feeds could stumble over it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
# Readers take a description for HTML: a sign that is to be read must be escaped for that, too.
_MARKUP = re.compile(r"<|&(?![a-z]+;|#\d+;)")
_WHOLE = re.compile(r"https?://[!-~]+")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def faults_of_rss(data: bytes) -> list[str]:
    root = ET.fromstring(data)
    channel = root.find("channel")
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    assert channel is not None
    faults = _missing(channel, ["title", "link", "description"])
    faults += [text for one in root.iter("description") if _MARKUP.search(text := one.text or "")]
    faults += _of_podcast(channel) if root.find(".//enclosure") is not None else []
    (itself,) = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    addresses = [link.get("href") for link in channel.findall(f"{ATOM}link")]
    addresses += [itself.get("href"), channel.findtext("link")]
    for item in channel.findall("item"):
        faults += _missing(item, ["title", "link", "guid", "pubDate"])
        faults += _repeated(one.tag for one in item if one.tag in _ONCE)
        addresses += [item.findtext("link"), item.findtext("guid")]
        addresses += [one.get("url") for one in item.findall(f"{MEDIA}content")]
        # One at most, as all readers agree, with its exact length (rssboard.org/rss-profile, section 4.5.5)
        enclosures = item.findall("enclosure")
        faults += ["enclosures"] if len(enclosures) > 1 else []
        for one in enclosures:
            faults += [name for name in ("url", "length", "type") if not one.get(name)]
            assert int(one.get("length") or 0) > 0
            addresses.append(one.get("url"))
        parsedate_to_datetime(item.findtext("pubDate") or "")
    faults += _repeated(item.findtext("guid") for item in channel.findall("item"))
    return faults + _not_whole(addresses) + _texts(root)


_ONCE = {"title", "link", "description", "guid", "pubDate", "source"}


def faults_of_atom(data: bytes) -> list[str]:
    root = ET.fromstring(data)
    assert root.tag == f"{ATOM}feed"
    faults = _missing(root, [f"{ATOM}{name}" for name in ("title", "id", "updated", "author")])
    addresses = [root.findtext(f"{ATOM}id"), *(link.get("href") for link in root.findall(f"{ATOM}link"))]
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    for entry in root.findall(f"{ATOM}entry"):
        faults += _missing(entry, [f"{ATOM}{name}" for name in ("title", "id", "updated", "author")])
        addresses.append(entry.findtext(f"{ATOM}id"))
        addresses += [link.get("href") for link in entry.findall(f"{ATOM}link")]
        for link in entry.findall(f"{ATOM}link"):
            if link.get("rel") == "enclosure":
                assert int(link.get("length") or 0) > 0
                faults += _missing_type(link.get("type"))
        for name in ("published", "updated"):
            assert datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "").tzinfo
    if (b"purl.org/atompub/tombstones" in data) != (root.find(f"{AT}deleted-entry") is not None):
        faults.append("a namespace that is not known to all, and not used")
    for stone in root.findall(f"{AT}deleted-entry"):
        addresses.append(stone.get("ref"))
        assert datetime.fromisoformat(stone.get("when") or "").tzinfo
    faults += _repeated(
        [
            *(entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")),
            *(stone.get("ref") for stone in root.findall(f"{AT}deleted-entry")),
        ]
    )
    return faults + _not_whole(addresses) + _texts(root)


def faults_of_json(data: bytes) -> list[str]:
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    faults = [name for name in ("title", "items", "feed_url", "home_page_url") if name not in feed]
    addresses = [feed["feed_url"], feed["home_page_url"], feed.get("next_url")]
    addresses += [hub["url"] for hub in feed.get("hubs", ())]
    for item in feed["items"]:
        faults += [name for name in ("id", "url", "date_published") if not item.get(name)]
        if not item.get("content_html") and not item.get("content_text"):
            faults.append("content")
        addresses += [item["url"], item.get("external_url"), item.get("image")]
        for one in item.get("attachments", ()):
            addresses.append(one["url"])
            faults += _missing_type(one["mime_type"])
            assert isinstance(one["size_in_bytes"], int)
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
        assert all(set(author) <= {"name", "url", "avatar"} for author in item.get("authors", ()))
    return faults + _repeated(item["id"] for item in feed["items"]) + _not_whole(addresses)


def _of_podcast(channel: Any) -> list[str]:
    """What directories of podcasts ask of a channel with episodes; an e-mail is nobody's to invent."""
    faults = _missing(channel, [f"{ITUNES}{name}" for name in ("author", "category", "explicit", "image")])
    if not faults:
        said = [
            channel.find(f"{ITUNES}category").get("text") == "News",
            channel.findtext(f"{ITUNES}explicit") in ("true", "false"),
            (channel.find(f"{ITUNES}image").get("href") or "").endswith((".png", ".jpg")),
        ]
        faults += [] if all(said) else [f"podcast {said}"]
    return faults


def _missing(element: Any, names: list[str]) -> list[str]:
    return [f"{element.tag} has no {name}" for name in names if element.find(name) is None]


def _missing_type(content_type: str | None) -> list[str]:
    return [] if re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", content_type or "") else [f"type {content_type}"]


def _repeated(ids: Any) -> list[str]:
    return [f"{one} twice" for one, count in Counter(ids).items() if count > 1]


def _not_whole(addresses: list[str | None]) -> list[str]:
    """Addresses that are not absolute, or have letters that an address may not have."""
    return [one for one in addresses if one is not None and not _WHOLE.fullmatch(one)]


def _texts(root: Any) -> list[str]:
    """Texts that have characters which XML refuses."""
    return [text for text in root.itertext() if _REFUSED.search(text)]
