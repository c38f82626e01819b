"""Pictures and recordings straight from the disk, for a newsroom without a web server in front."""

from __future__ import annotations

from datetime import timedelta
from errno import ENAMETOOLONG

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.static import serve

from articles.media.audio import FOLDER
from articles.media.pictures import original_of
from articles.models import Article, Photo
from newsroom.ranges import in_part

_YEAR = timedelta(days=365)


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file under MEDIA_ROOT. Names are random and files never change, so caches may keep them.

    When a photo's rights have ended only the desk gets its files, and no cache keeps them past that moment.
    """
    if "\0" in path:  # nor does PostgreSQL take it
        raise Http404("no file has such a name")
    if path.startswith(f"{FOLDER}/"):
        return _recording(request, path)
    rows = Photo.objects.filter(file=original_of(path)).values_list("pk", "rights_expire_at")
    pk, end = next(iter(rows), (None, None))
    left = end - timezone.now() if end else _YEAR
    if left <= timedelta(0) and not request.user.is_staff:
        return HttpResponse(status=410, headers={"Cache-Control": "public, max-age=60"})
    response = _file_at(request, path)
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = _cache_control(left)
        if pk:  # caches in front are purged of it when the photo changes, which may get an end
            response.headers["Surrogate-Key"] = response.headers["Cache-Tag"] = f"photo-{pk}"
        # Whatever lies there is shown as the picture it is said to be, never run.
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def _recording(request: HttpRequest, path: str) -> HttpResponseBase:
    """For readers while they may read its story; in parts where a player wants that."""
    story = Article.objects.filter(recording__file=path).order_by()
    pk = story.published().values_list("pk", flat=True).first()
    if pk is None and not (request.user.is_staff and story.exists()):
        raise Http404("no such recording")
    response = _file_at(request, path)
    if not isinstance(response, FileResponse):
        return response
    # Caches ask again after a minute: no purge takes a recording out of those of readers.
    response.headers["Cache-Control"] = "public, max-age=60" if pk else "private, no-store"
    if pk:
        response.headers["Surrogate-Key"] = response.headers["Cache-Tag"] = f"article-{pk}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return in_part(response, request.headers.get("Range", ""))


def _file_at(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno != ENAMETOOLONG:
            raise
        raise Http404("no file has such a name") from error


def _cache_control(left: timedelta) -> str:
    if left <= timedelta(0):
        return "private, no-store"
    return f"public, max-age={int(min(left, _YEAR).total_seconds())}, immutable"
