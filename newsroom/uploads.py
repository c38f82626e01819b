"""Keeps the one thing about an uploaded file's name that the desk warns of."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.http.multipartparser import MultiPartParser

from articles.text.normalize import has_direction_marks

MARK = "\u202e"


class TellingParser(MultiPartParser):
    """Django drops direction marks from file names before anybody sees them, and so a disguise goes
    unnoticed. This one leaves a mark in front of such a name; articles/media/images.py refuses it."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        name: str | None = super().sanitize_file_name(file_name)
        return MARK + name if name and has_direction_marks(file_name) else name


class UploadMiddleware:
    """Must stand before the middleware that reads the form (CSRF does)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.multipart_parser_class = TellingParser  # type: ignore[assignment]  # the stub wants an instance
        return self.get_response(request)
