"""Addresses that lack their slash at the end."""

from typing import Any

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware
from django.utils import timezone

from articles.caching.headers import finish


class _LedOn(HttpResponsePermanentRedirect):
    """The same for everybody, as what it leads to is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        finish(self, timezone.now())


class SlashMiddleware(CommonMiddleware):
    response_redirect_class = _LedOn
