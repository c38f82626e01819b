"""Addresses in Arabic: Unicode slugs."""

import re

from articles.text.normalize import compose, strip_marks

_NOT_SLUG = re.compile(r"[\W_]+")
_EXTENSION = re.compile(r"\.[a-z]{1,5}$", re.IGNORECASE)
# One word in Arabic says something; in Latin letters it takes two: «login», «feed».
_WORDS = re.compile("[\u0621-\u064a]{2}|[^\\W\\d_]{2,}-(?:.*-)?[^\\W\\d_]{2}")


def slugify(text: str, max_length: int = 80) -> str:
    """`text` as a slug of letters and digits joined by «-»: Arabic stays Arabic, marks and tatweel go.

    Cut at a word's end to at most `max_length` characters. "" when `text` has no letter or digit.
    """
    slug = _NOT_SLUG.sub("-", strip_marks(compose(text)).casefold()).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def words_in(path: str) -> str:
    """The words at the end of the address `path`, as somebody would search for them; "" for none."""
    slug = slugify(_EXTENSION.sub("", path.rstrip("/").rpartition("/")[2]))
    return slug.replace("-", " ") if _WORDS.search(slug) else ""
