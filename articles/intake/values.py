"""Values that come from outside as text: moments and web addresses."""

import re
from datetime import datetime
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.encoding import uri_to_iri

from articles.times import is_meant

_SPACES = re.compile(r"[^\S\r\n\t]+")
_is_web_address = URLValidator(schemes=["http", "https"], message="no address")
URL_LENGTH = 500  # of the columns that hold one


def moment(text: str) -> datetime | None:
    """A moment in ISO 8601, in the site's time zone unless the text names another; None for no text.

    Raises ValueError, saying what was expected.
    """
    if not text:
        return None
    try:
        at = parse_datetime(text) or parse_datetime(f"{text}T00:00")
    except ValueError:
        at = None
    if at is None or not is_meant(at):
        raise ValueError(f"{text[:40]!r} is no date and time like 2024-10-11T18:30")
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def web_address(text: str) -> str:
    """`text` when it is an http(s) address or empty. Raises ValueError otherwise.

    Spaces in it are written as browsers send them. One that is too long to be stored has its percent signs
    read, as browsers show it: Arabic written in percent signs is three times as long.
    """
    address = _SPACES.sub(lambda found: quote(found[0]), text.strip())
    if not address:
        return ""
    if len(address) > URL_LENGTH:
        address = uri_to_iri(address)
    if len(address) > URL_LENGTH:
        raise ValueError(f"an address of {len(address)} characters, at most {URL_LENGTH} fit")
    try:
        _is_web_address(address)
    except ValidationError as error:
        raise ValueError(f"{text[:80]!r} is no http(s) address") from error
    return address
