"""Pictures straight from the disk, for a newsroom without a web server in front."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.static import serve


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file under MEDIA_ROOT. Names are random and files never change, so caches may keep them."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        # Whatever lies there is shown as the picture it is said to be, never run.
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
