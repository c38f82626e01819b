"""What every page shows around its own matter: the paper's name and its sections."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from articles.models import Section
from articles.prepared import Prepared

_sections = Prepared(Section.objects.all)


def sections_of(request: HttpRequest) -> list[Section]:
    """All sections in the order of the navigation; one query per request, whoever asks first."""
    if not hasattr(request, "_sections"):
        request._sections = _sections()  # type: ignore[attr-defined]
    return request._sections  # type: ignore[attr-defined]


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor for public pages; the desk asks for none of it and pays for none of it."""
    return {
        "site_name": settings.SITE_NAME,
        "top_sections": lambda: [section for section in sections_of(request) if section.parent_id is None],
    }
