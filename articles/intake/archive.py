"""The archive format: one story a line, as JSON (docs/archive-format.md). Nothing here is stored."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from articles.intake.jsonl import MAX_LINE
from articles.intake.values import moment, web_address
from articles.models import Article, Author, Keyword, Section, Source
from articles.models.fields import ProseField
from articles.models.status import Status
from articles.text.html import clean_html, paragraphs_to_html, plain_text
from articles.text.keywords import split_keywords, unique_keywords
from articles.text.normalize import identity_key, squeeze, storable, tidy

MOST_NAMES = 100  # keywords, or authors, of one story
# A NUL or half a character is the sign of a broken export; other controls are dropped in silence.
_BROKEN = re.compile("[\x00\ud800-\udfff]")


class LineError(ValueError):
    """A line that is no story; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """What holds where a line does not say: the section, and that new articles are drafts."""

    section: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as it stands in the file, known by its id; `digest` tells whether it says anything new."""

    number: int
    id: str
    digest: str
    size: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """What a line says, checked: texts as they are stored, names as they are written.

    `own` are the attributes of an article that are set as they stand. `source` and `section` may be "".
    """

    id: str
    own: dict[str, Any]
    source: str
    section: str
    status: Status
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)


def read_entry(number: int, data: bytes, options: ArchiveOptions) -> Entry:
    """The line `data`, no further read than needed to tell whether it was stored before; or LineError."""
    if len(data) > MAX_LINE:
        raise LineError(f"longer than {MAX_LINE // 1024**2} MiB")
    try:
        fields = json.loads(data.decode())
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8 (byte {error.start})") from error
    except RecursionError as error:
        raise LineError("not JSON: nested too deeply") from error
    except ValueError as error:
        raise LineError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise LineError("not a JSON object with the fields of a story")
    if type(fields.get("id")) is int:
        fields["id"] = str(fields["id"])
    name = _line(fields, "id", 200)
    if not name:
        raise LineError("no id")
    seen = hashlib.sha256(data.strip())
    if not fields.get("section"):
        seen.update(options.section.encode())
    return Entry(number, name, seen.hexdigest(), len(data), fields)


def check_entry(entry: Entry, options: ArchiveOptions) -> Record:
    """What `entry` says, when all of it can be stored; LineError otherwise."""
    fields = entry.fields
    headline = _line(fields, "title", _limit(Article, "headline"))
    if not identity_key(headline):
        raise LineError("no title" if not headline else "the title has no letter or digit")
    own: dict[str, Any] = {
        "headline": headline,
        "lede": _prose(fields, "lede", _limit(Article, "lede")),
        "body": _body(fields),
        "source_url": _url(fields, "url"),
        "published_at": _moment(fields, "published"),
    }
    status = Status.DRAFT if options.draft else _status(fields)
    if own["published_at"] is None and status != Status.DRAFT:
        raise LineError("no date in published")
    # The rest says something only where it stands: a line without it leaves the article's own.
    for name, attribute in (("kicker", "kicker"), ("short_title", "short_headline")):
        if name in fields:
            own[attribute] = _line(fields, name, _limit(Article, attribute))
    if "source_published" in fields:
        own["source_published_at"] = _moment(fields, "source_published")
    if "expires" in fields:
        own["expires_at"] = _moment(fields, "expires")
        if own["expires_at"] and own["published_at"] and own["expires_at"] <= own["published_at"]:
            raise LineError("expires before it is published")
    return Record(
        id=entry.id,
        own=own,
        source=_name(fields, "source", _limit(Source, "name")),
        section=_name(fields, "section", _limit(Section, "name")) or options.section,
        status=status,
        authors=_names(fields, "author", _limit(Author, "name")),
        keywords=_names(fields, "keywords", _limit(Keyword, "name")),
    )


def line_of(article: Article, authors: Iterable[str], keywords: Iterable[str]) -> dict[str, Any]:
    """`article` (with its source and section) as a line's fields.

    Reading the line gives the article back. `body_html` is there only where the text alone would not.
    """
    body = plain_text(article.body)
    names = list(authors)
    fields: dict[str, Any] = {
        "id": article.external_id or own_id(article.pk),
        "title": article.headline,
        "lede": article.lede,
        "body": body,
        "source": article.source.name,
        "url": article.source_url,
        "published": _iso(article.published_at),
        "section": article.section.name,
        "author": names if len(names) > 1 else "".join(names),
        "keywords": list(keywords),
    }
    if _paragraphs(body) != article.body:
        fields["body_html"] = article.body
    if article.kicker:
        fields["kicker"] = article.kicker
    if article.short_headline:
        fields["short_title"] = article.short_headline
    if article.source_published_at:
        fields["source_published"] = _iso(article.source_published_at)
    if article.expires_chosen_at:  # what follows from the source's rules follows again where it is read
        fields["expires"] = _iso(article.expires_chosen_at)
    if article.status != Status.PUBLISHED:
        fields["status"] = str(article.status)
    return fields


def own_id(pk: int) -> str:
    """What an article without an id of an archive is called in ours."""
    return f"a{pk}"


def pk_of_own_id(name: str) -> int | None:
    """The article that own_id may have named so."""
    found = re.fullmatch(r"a([1-9][0-9]{0,17})", name)
    return int(found[1]) if found else None


def _limit(model: Any, name: str) -> int:
    return model._meta.get_field(name).max_length


def _text(fields: dict[str, Any], name: str) -> str:
    """The text of a field, "" where it is absent or null."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(f"{name}: a text is expected")
    return _whole(name, value)


def _whole(name: str, text: str) -> str:
    if found := _BROKEN.search(text):
        raise LineError(
            f"{name}: holds {'a NUL' if found[0] == chr(0) else 'half a character (a surrogate)'}"
        )
    return text


def _fitting(name: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise LineError(f"{name}: {len(text)} characters, at most {limit} fit")
    return text


def _line(fields: dict[str, Any], name: str, limit: int) -> str:
    return _fitting(name, tidy(_text(fields, name)), limit)


def _name(fields: dict[str, Any], name: str, limit: int) -> str:
    """A name of something, "" when no letter or digit is in it."""
    line = _line(fields, name, limit)
    return line if identity_key(line) else ""


def _prose(fields: dict[str, Any], name: str, limit: int) -> str:
    return _fitting(name, ProseField().to_python(_text(fields, name)), limit)


def _body(fields: dict[str, Any]) -> str:
    """The body as cleaned HTML: that which stands there, or a paragraph for each line of the text."""
    if html := _text(fields, "body_html"):
        return clean_html(html)
    return _paragraphs(_text(fields, "body"))


def _paragraphs(text: str) -> str:
    lines = (squeeze(line) for line in storable(text).split("\n"))
    return clean_html(paragraphs_to_html([("p", line) for line in lines if line]))


def _url(fields: dict[str, Any], name: str) -> str:
    try:
        return web_address(_text(fields, name).strip())
    except ValueError as error:
        raise LineError(f"{name}: {error}") from error


def _moment(fields: dict[str, Any], name: str) -> datetime | None:
    try:
        return moment(_text(fields, name).strip())
    except ValueError as error:
        raise LineError(f"{name}: {error}") from error


def _status(fields: dict[str, Any]) -> Status:
    text = _text(fields, "status") or Status.PUBLISHED
    if text not in Status.values:
        raise LineError(f"status: {text[:40]!r} is none of {', '.join(Status.values)}")
    return Status(text)


def _names(fields: dict[str, Any], name: str, limit: int) -> list[str]:
    """Names, as a list or as one text, each once; keywords in one text are separated as editors do it."""
    value = fields.get(name) or []
    if isinstance(value, str):
        found = split_keywords(_whole(name, value)) if name == "keywords" else unique_keywords([value])
        found = [_whole(name, text) for text in found]
    elif isinstance(value, list) and all(isinstance(text, str) for text in value):
        found = unique_keywords(_whole(name, text) for text in value)
    else:
        raise LineError(f"{name}: a list of texts is expected")
    if len(found) > MOST_NAMES:
        raise LineError(f"{name}: {len(found)} of them, at most {MOST_NAMES} fit")
    return [_fitting(name, text, limit) for text in found]


def _iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def batches(lines: Iterator[Entry], most: int, most_bytes: int) -> Iterator[list[Entry]]:
    """`lines` in batches of at most `most` with at most about `most_bytes`, no id twice in a batch."""
    batch: list[Entry] = []
    ids: set[str] = set()
    size = 0
    for entry in lines:
        if len(batch) == most or size > most_bytes or entry.id in ids:
            yield batch
            batch, ids, size = [], set(), 0
        batch.append(entry)
        ids.add(entry.id)
        size += entry.size
    if batch:
        yield batch
