"""The page for what is not there. (500.html is Django's own handler's: it uses no database, no context.)"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 that helps: a search box and the sections."""
    return render(request, "404.html", status=404)
