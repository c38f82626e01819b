"""Reads MEDIA_URL_S3."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_OPTIONS = {"region", "public", "plain"}


def bucket_at(url: str) -> dict[str, Any] | None:
    """What `url` says, as newsroom/bucket.py takes it; None where it is empty.

    s3://key:secret@host[:port]/bucket?public=https://media.example, with region=… where the server wants one,
    and plain=1 to speak to it without TLS, as within one machine.
    """
    if not url:
        return None
    try:
        return _read(url)
    except ValueError as error:
        raise ImproperlyConfigured(
            f'Environment variable "MEDIA_URL_S3": {error}; use '
            "s3://key:secret@host[:port]/bucket?region=…&public=https://media.example"
        ) from error


def _read(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    public, bucket = urlsplit(options.get("public", "")), parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("it names no server")
    if not (parts.username and parts.password):
        raise ValueError("key or secret is missing")
    if not bucket or "/" in bucket:
        raise ValueError("it names no bucket")
    if unknown := set(options) - _OPTIONS:
        raise ValueError(f"there is no option {min(unknown)!r}")
    if public.scheme not in ("http", "https") or not public.hostname or public.query:
        raise ValueError("public= is the address at which readers get the pictures")
    if options.get("plain", "0") not in ("0", "1"):
        raise ValueError("plain= is 0 or 1")
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "endpoint_url": f"{'http' if options.get('plain') == '1' else 'https'}://{host}",
        "bucket_name": bucket,
        "region_name": options.get("region", "us-east-1"),
        "url_protocol": f"{public.scheme}:",
        "custom_domain": public.netloc + public.path.rstrip("/"),
    }
