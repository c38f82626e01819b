"""Reads who is told of changes: SITE_URL, WEBSUB_HUBS and those of IndexNow."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate


def site_url(env: Env) -> str:
    """Where readers find the site, «https://news.example»; "" where nothing needs to know."""
    url = env.str("SITE_URL", "").rstrip("/")
    parts = urlsplit(url)
    whole = parts.scheme in ("http", "https") and parts.hostname and url == f"{parts.scheme}://{parts.netloc}"
    if url and (not whole or "@" in parts.netloc):
        raise ImproperlyConfigured('Environment variable "SITE_URL": use https://news.example')
    return url


def listeners(env: Env, site: str) -> tuple[list[str], str, str]:
    """The hubs of feeds, and key and endpoint of IndexNow. All are told whole addresses of the `site`."""
    is_address = validate.URL(schemes={"http", "https"}, require_tld=False)
    hubs: list[str] = env.list("WEBSUB_HUBS", [], validate=lambda urls: [*map(is_address, urls)])
    if any("@" in urlsplit(url).netloc for url in hubs):  # everybody reads their addresses in the feeds
        raise ImproperlyConfigured('Environment variable "WEBSUB_HUBS": a hub is named without a password')
    key = env.str("INDEXNOW_KEY", "")
    if key and not re.fullmatch("[A-Za-z0-9-]{8,128}", key):
        raise ImproperlyConfigured('Environment variable "INDEXNOW_KEY": use 8 to 128 of A-Z, a-z, 0-9, -')
    endpoint = env.str("INDEXNOW_ENDPOINT", "https://api.indexnow.org/indexnow", validate=is_address)
    if (hubs or key) and not site:
        raise ImproperlyConfigured('Environment variable "SITE_URL" not set')
    return list(dict.fromkeys(hubs)), key, endpoint
