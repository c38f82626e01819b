"""What the source of a story lets readers have of it, beside the source in the story's form.

static/js/form/source-rules.js asks anew when another source is chosen.
"""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.ledger.notes import notes
from articles.ledger.rules import FULL, Rules
from articles.models import Article, Source


class ShowsSourceRules:
    """For the admin of articles: the readonly field `source_rules`."""

    @admin.display(description=gettext_lazy("ما يسمح به المصدر"))
    def source_rules(self, article: Article) -> SafeString:
        source = article.source if article.source_id else None
        rules = Rules.of(source) if source else Rules()
        times = (article.source_published_at, article.published_at)
        said = notes(rules, source.name, *times) if source else [_("اختر المصدر أولًا.")]
        return format_html(
            '<ul class="source-rules{}" aria-live="polite" data-url="{}" data-permits="{}" data-words="{}">'
            "{}</ul>",
            "" if rules.permits == FULL else " is-limited",
            reverse("admin:articles_source_rules", args=[0]),
            rules.permits,
            rules.excerpt_words or "",
            format_html_join("", "<li>{}</li>", ([line] for line in said)),
        )


def rules_view(request: HttpRequest, pk: int) -> JsonResponse:
    """The rules of the source `pk` in words, and what they permit, as JSON; for whoever may see sources."""
    if not request.user.has_perm("articles.view_source"):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    rules = Rules.of(source)
    return JsonResponse(
        {"notes": notes(rules, source.name), "permits": rules.permits, "words": rules.excerpt_words or ""},
        json_dumps_params={"ensure_ascii": False},
    )
