"""The page of a preview: the readers' own template, under a line that says what it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.story import Story


def preview_page(request: HttpRequest, story: Story, notice: Sequence[str]) -> HttpResponse:
    """The page of `story`, with `notice` above it: what this is, then what there is to know about it."""
    return keep_private(
        render(request, "articles/preview.html", {**story.context(request), "notice": notice})
    )


def keep_private(response: HttpResponse) -> HttpResponse:
    """`response` as no cache keeps it, no search engine lists it, and no link in it tells where it was."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
