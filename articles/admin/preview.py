"""The preview on the desk: the page as it is stored, and as it stands in the form, before it is saved."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from articles.admin.written import article_of_form, content_in, filled_form
from articles.preview.page import preview_page
from articles.preview.story import story_with
from articles.story import Story
from articles.workflow.content import Content

# A reader's page in a frame of the desk: framed by nobody else, and without what the desk allows itself.
_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


def framed_page(view: Any) -> Any:
    """`view`, a page of readers on the desk, with their policy around the desk's own, which it replaces."""
    return csp_override(_POLICY)(xframe_options_sameorigin(view))


class Previews:
    """For the admin of articles: `<pk>/preview/` and, for what was never saved, `preview/`.

    GET shows what is stored, POST what the form holds; neither writes anything.
    """

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = framed_page(self.admin_site.admin_view(self.preview_view))
        own = [
            path("preview/", view, name="articles_article_preview_new"),
            path("<int:pk>/preview/", view, name="articles_article_preview"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The readers' page of the article, in any state, for whoever may see it on the desk."""
        article = article_of_form(self, request, pk)
        # Said of what is stored: the form may hold another time, and with it another state.
        known = [str(article.state.label), *([_("النسخة %d") % article.version] if pk else [])]
        what = _("معاينة ما في النموذج قبل حفظه")
        if request.method == "POST":
            story = story_with(article, content_in(*filled_form(self, request, article)))
        elif pk:
            story, what = Story.stored(article), _("معاينة المحفوظ")
        else:
            story = story_with(article, Content())
        return preview_page(request, story, [what, *known])
