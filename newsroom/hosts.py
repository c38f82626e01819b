"""Reads by which names the site may be reached: ALLOWED_HOSTS and CSRF_TRUSTED_ORIGINS."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

_HOST = r"\*|\.?[\w.-]+|\[[0-9a-fA-F:.]+\]"
_ORIGIN = r"https?://[^\s/@]+"


def hosts(env: Env, debug: bool) -> list[str]:
    """Those of ALLOWED_HOSTS, of which there must be one in service; while developing, this machine."""
    default = {"default": ["localhost", "127.0.0.1", "[::1]"]} if debug else {}
    found = _listed(env, "ALLOWED_HOSTS", _HOST, "news.example, without scheme and port", **default)
    if not found:
        raise ImproperlyConfigured('Environment variable "ALLOWED_HOSTS": name at least one host')
    return found


def origins(env: Env) -> list[str]:
    """Those of CSRF_TRUSTED_ORIGINS."""
    return _listed(env, "CSRF_TRUSTED_ORIGINS", _ORIGIN, "https://desk.example", default=[])


def _listed(env: Env, name: str, pattern: str, example: str, **default: Any) -> list[str]:
    """The names in a variable, comma between them; each must look like `pattern`."""
    found = [one for given in env.list(name, **default) if (one := given.strip())]
    if not all(re.fullmatch(pattern, one) for one in found):
        raise ImproperlyConfigured(f'Environment variable "{name}": use {example}; commas between several')
    return found
