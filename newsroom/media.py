"""Pictures straight from the disk, for a newsroom without a web server in front."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.static import serve

from articles.media.pictures import original_of
from articles.models import Photo

_YEAR = timedelta(days=365)


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file under MEDIA_ROOT. Names are random and files never change, so caches may keep them.

    When a photo's rights have ended only the desk gets its files, and no cache keeps them past that moment.
    """
    rows = Photo.objects.filter(file=original_of(path)).values_list("pk", "rights_expire_at")
    pk, end = next(iter(rows), (None, None))
    left = end - timezone.now() if end else _YEAR
    if left <= timedelta(0) and not request.user.is_staff:
        return HttpResponse(status=410, headers={"Cache-Control": "public, max-age=60"})
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = _cache_control(left)
        if pk:  # caches in front are purged of it when the photo changes, which may get an end
            response.headers["Surrogate-Key"] = response.headers["Cache-Tag"] = f"photo-{pk}"
        # Whatever lies there is shown as the picture it is said to be, never run.
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def _cache_control(left: timedelta) -> str:
    if left <= timedelta(0):
        return "private, no-store"
    return f"public, max-age={int(min(left, _YEAR).total_seconds())}, immutable"
