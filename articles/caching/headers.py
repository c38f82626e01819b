"""Headers that let any cache keep a public page, and know what it shows."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.lines import Copy, Line, Name

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """A page that is the same for everybody: GET and HEAD only, 304 when unchanged, cacheable.

    Stories appear and expire at whole minutes, so an answer lives until the next one begins: no cache
    outlives a scheduled minute, and nobody has to look up which one comes next.
    """

    @require_safe
    @conditional_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", f"public, max-age={60 - timezone.now().second}")
        return response

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """HEAD is answered as GET is, without the body: Django leaves both to the server in front."""
        if request.method != "HEAD":
            return wrapped(request, *args, **kwargs)
        request.method = "GET"
        response = cast(HttpResponse, wrapped(request, *args, **kwargs))
        request.method = "HEAD"
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
        return response

    return answer


def tag(response: HttpResponseBase, shown: Iterable[Model | Line | Name | Copy | None]) -> None:
    """Name in Cache-Tag what `response` shows, so that exactly the pages that show a thing can be purged."""
    tags = dict.fromkeys(name for thing in shown if thing is not None for name in _tags_of(thing))
    response.headers["Cache-Tag"] = " ".join(tags)


def _tags_of(thing: Model | Line | Name | Copy) -> list[str]:
    """A line of a list also shows the names of its section and source, and its picture."""
    if isinstance(thing, Name):
        return [f"{thing.kind}-{thing.pk}"]
    if isinstance(thing, Copy):
        return [f"article-{thing.pk}"]
    if not isinstance(thing, Line):
        return [f"{thing._meta.model_name}-{thing.pk}"]
    tags = [f"article-{thing.pk}", f"section-{thing.section_id}", f"source-{thing.source_id}"]
    return [*tags, f"photo-{thing.photo_id}"] if thing.photo_id else tags
