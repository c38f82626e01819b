"""Public answers: the same for everybody, kept by any cache, and tagged with what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import parse_http_date
from django.views.decorators.http import conditional_page, require_safe

from articles.caching import tags as names
from articles.caching.coding import compress
from articles.caching.page import etag
from articles.caching.pages import changes_at, minute_after, page_cache

View = Callable[..., HttpResponseBase]

# A cache that we purge may keep an answer this long when no story's minute comes before: a purge that never
# arrived does no harm for longer.
AT_EDGES = timedelta(minutes=10)
# While the newsroom does not answer at all, an old page is better than none, for so many seconds.
ON_ERROR = 3600


def public(*params: str) -> Callable[[View], View]:
    """A page that is the same for everybody: GET and HEAD only, 304 when unchanged, cacheable.

    The view sees no other parameter of the address than `params`, and of these the last of each name:
    whatever else a link carries asks for the same page, and cannot get into it.
    """

    def decorate(view: View) -> View:
        @require_safe
        @conditional_page
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            now, moment, cache = timezone.now(), None, page_cache()
            _keep_only(request, params)
            if cache:
                response, moment = cache.answer(request, partial(view, request, *args, **kwargs))
            else:
                response = view(request, *args, **kwargs)
            finish(response, now, moment)
            return response

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            """HEAD is answered as GET is, without the body: Django leaves both to the server in front."""
            is_head = request.method == "HEAD"
            if is_head:
                request.method = "GET"
            response = wrapped(request, *args, **kwargs)
            compress(request, response)
            if not is_head:
                return response
            request.method = "HEAD"
            if isinstance(response, StreamingHttpResponse):  # nobody knows how long it would be
                response.streaming_content = []
                return response
            response = cast(HttpResponse, response)
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
            return response

        answer.is_public = True  # type: ignore[attr-defined]
        return answer

    return decorate


def tag(response: HttpResponseBase, shown: Iterable[names.Shown] = (), also: Iterable[str] = ()) -> None:
    """Name what `response` shows, and the tags `also`: by these it is purged, when what it shows changes.

    An answer that was never tagged is not kept by us.
    """
    tags = dict.fromkeys([names.ALL, *also, *(tag for thing in shown for tag in names.shown(thing))])
    response.headers["Surrogate-Key"] = " ".join(tags)  # Fastly, and Varnish with xkey
    response.headers["Cache-Tag"] = ",".join(tags)  # Cloudflare


def is_public(request: HttpRequest) -> bool:
    """Whether `request` is for a public page, or for an address that leads nowhere."""
    return request.resolver_match is None or hasattr(request.resolver_match.func, "is_public")


def finish(response: HttpResponseBase, made: datetime, moment: datetime | None = None) -> None:
    """Give a public answer of any status what it does not say yet: tags, an ETag, and how long it holds; and
    take away what it cannot say yet, a date of this second.

    `moment` is that of a kept page. One that is streamed has no ETag: its end is not known when it begins.
    """
    if "Surrogate-Key" not in response.headers:
        tag(response)
    if isinstance(response, HttpResponse):
        says = response.headers.get("Location", "").encode() + response.content
        response.headers.setdefault("ETag", etag(says))
    dated = response.headers.get("Last-Modified")
    if dated and parse_http_date(dated) >= int(made.timestamp()):
        # Dates have whole seconds, and this one may yet see another answer: who had this date would get 304.
        del response.headers["Last-Modified"]
    cache = page_cache()
    purged = bool(cache and cache.lasting and settings.EDGE_CACHES)
    control = cache_control(made, moment, purged, ends=changes_at(response))
    response.headers.setdefault("Cache-Control", control)


def cache_control(
    made: datetime, moment: datetime | None = None, purged: bool = False, ends: datetime | None = None
) -> str:
    """How long others may keep an answer of the moment `made`.

    Stories appear and expire at whole minutes, and any may be scheduled for the next one at any time: so
    a copy that nobody can take back lives until the minute ends, the time for which it may be shown while a
    new one is fetched included. `moment` is the next known one at which something changes; until then a
    copy may stand in for answers that fail, and may live where `purged` says that we can take it back. Where
    it is not known a copy stands in until the minute ends, too. `ends` is when the answer itself is another.
    """
    now = timezone.now()
    end = min(filter(None, (minute_after(made), moment, ends)))
    shared_end = min(moment, made + AT_EDGES) if moment and purged else end
    return _control(now, end, shared_end, moment or end)


def lasting(time: timedelta) -> str:
    """How long others may keep an answer that is the same for that `time`: another has another address."""
    now = timezone.now()
    return _control(now, now + time, now + time, now + time)


def _control(now: datetime, end: datetime, shared_end: datetime, error_end: datetime) -> str:
    left, shared = _seconds(end - now), _seconds(shared_end - now)
    revalidate = min(10, left // 4)
    on_error = min(ON_ERROR, max(0, _seconds(error_end - now) - (shared - revalidate)))
    return (
        f"public, max-age={left - revalidate}, s-maxage={shared - revalidate}, "
        f"stale-while-revalidate={revalidate}, stale-if-error={on_error}"
    )


def _seconds(time: timedelta) -> int:
    return max(0, int(time.total_seconds()))


def _keep_only(request: HttpRequest, params: Iterable[str]) -> None:
    given = QueryDict(mutable=True)
    if request.META.get("QUERY_STRING"):
        given.update({name: request.GET[name] for name in params if name in request.GET})
    request.META["QUERY_STRING"] = given.urlencode()
    request.GET = given  # type: ignore[assignment]
