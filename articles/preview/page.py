"""The page of a preview: the readers' own template, under a line that says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.story import Story


def preview_page(request: HttpRequest, story: Story, notice: Sequence[str]) -> HttpResponse:
    """The page of `story`, with `notice` above it: what this is, then what there is to know about it."""
    return previewed(request, "articles/article.html", story.context(request), notice)


def previewed(
    request: HttpRequest, template: str, context: Mapping[str, Any], notice: Sequence[str]
) -> HttpResponse:
    """Any page of readers in the same way."""
    words = {"page_template": template, "notice": notice}
    return keep_private(render(request, "articles/preview.html", {**context, **words}))


def keep_private(response: HttpResponse) -> HttpResponse:
    """`response` as no cache keeps it, no search engine lists it, and no link in it tells where it was."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
