"""What editors edit of an article, as one plain value: versions keep it, saves compare and merge it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, NamedTuple, Self

from articles.models import Article
from articles.models.related import Origin, RelatedList

FORMAT = 1


class Signature(NamedTuple):
    """That an author signed, and as what (a Role's value)."""

    author: int
    role: str


class Pick(NamedTuple):
    """A row of a related list: an article's id, or None and the title of one to come."""

    article: int | None
    title: str
    banned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """An article without its state and what is computed from it.

    Lists are in the editor's order. Two contents are equal when nothing that an editor can edit differs.
    """

    kicker: str = ""
    headline: str = ""
    short_headline: str = ""
    lede: str = ""
    body: str = ""  # cleaned HTML
    slug: str = ""
    section_id: int | None = None
    source_id: int | None = None
    source_url: str = ""
    source_published_at: datetime | None = None
    canonical_url: str = ""
    lead_photo_id: int | None = None
    published_at: datetime | None = None  # planned, or as scheduled
    embargo_until: datetime | None = None
    significant_update_at: datetime | None = None
    expires_at: datetime | None = None
    keywords: tuple[str, ...] = ()
    authors: tuple[Signature, ...] = ()
    read_also: tuple[Pick, ...] = ()
    similar: tuple[Pick, ...] = ()

    @classmethod
    def of(cls, article: Article, **lists: Iterable[Any]) -> Self:
        """The content of `article`: its fields as they are in the object, its lists as stored; three queries.

        `lists` (any of LISTS) are what a form holds instead of the stored ones; they cost no query.
        """
        values: dict[str, Any] = {name: _whole_second(getattr(article, name)) for name in VALUES}
        values |= {name: tuple(rows) for name, rows in lists.items()}
        if "keywords" not in values:
            values["keywords"] = tuple(article.keyword_links.values_list("tag__name", flat=True))
        if "authors" not in values:
            values["authors"] = tuple(
                Signature(*row) for row in article.bylines.values_list("author", "role")
            )
        if not values.keys() >= {"read_also", "similar"}:
            values = _picks_of(article) | values
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Itself as JSON's own types, for a JSONField; from_json() reads it back, also in later releases."""
        return {"format": FORMAT, **{field.name: _plain(getattr(self, field.name)) for field in fields(self)}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What to_json() wrote. A field that is not there has its default, one that is not known is left out.

        Raises ValueError, naming the field, for a value of another kind than the field's.
        """
        return cls(**{name: _read(name, stored[name]) for name in _READ if name in stored})


LISTS = ("keywords", "authors", "read_also", "similar")
# When it appears and ends, which no old version brings back (that of the source is a fact about the text)
TIMES = ("published_at", "embargo_until", "significant_update_at", "expires_at")
VALUES = tuple(field.name for field in fields(Content) if field.name not in LISTS)


def _whole_second(value: Any) -> Any:
    """Times as forms show them: what a form sends back unchanged must be equal to what is stored."""
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _picks_of(article: Article) -> dict[str, tuple[Pick, ...]]:
    """Both lists as editors have them: computed rows belong to them only once they are banned."""
    rows = article.related.exclude(origin=Origin.COMPUTED, banned=False)
    picks: dict[str, list[Pick]] = {kind: [] for kind in RelatedList.values}
    for kind, article_id, title, banned in rows.values_list("kind", "to_article", "title", "banned"):
        picks[kind].append(Pick(article_id, title, banned))
    return {kind: tuple(rows) for kind, rows in picks.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError
    return value


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(_text(value))


def _signature(value: Any) -> Signature:
    author, role = value[:2]
    if type(author) is not int:
        raise TypeError
    return Signature(author, _text(role))


def _pick(value: Any) -> Pick:
    article, title, banned = value[:3]
    return Pick(_number(article), _text(title), banned is True)


def _rows(value: Any, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(read(row) for row in value)


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(VALUES, _text),
    **dict.fromkeys(("section_id", "source_id", "lead_photo_id"), _number),
    **dict.fromkeys((*TIMES, "source_published_at"), _time),
    "keywords": lambda value: _rows(value, _text),
    "authors": lambda value: _rows(value, _signature),
    "read_also": lambda value: _rows(value, _pick),
    "similar": lambda value: _rows(value, _pick),
}


def _read(name: str, value: Any) -> Any:
    """The value of a field out of JSON; ValueError when it is of another kind."""
    try:
        return _READ[name](value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: not what a stored content has: {str(value)[:80]!r}") from error
