"""Suggested keywords while an article is written: an address that static/js/suggested.js asks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from articles.authority.suggest import suggest_keywords


class SuggestsKeywords:
    """For the admin of articles."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suggest_keywords)
        own = [path("suggest-keywords/", view, name="articles_article_suggest_keywords")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def suggest_keywords(self, request: HttpRequest) -> HttpResponseBase:
        """Suggestions for the text in headline, lede and body (HTML), as typed so far, as JSON."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):  # type: ignore[attr-defined]
            raise PermissionDenied
        fields = [request.POST.get(name, "") for name in ("headline", "lede", "body", "keywords")]
        return JsonResponse({"suggestions": [asdict(one) for one in suggest_keywords(*fields)]})
