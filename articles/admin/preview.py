"""The preview on the desk: the page as it is stored, and as it stands in the form, before it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.conf import settings
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from articles.admin.forms import MOST_KEYWORDS
from articles.admin.saving import content_of
from articles.models import Article
from articles.preview.page import preview_page
from articles.preview.story import story_with
from articles.story import Story
from articles.text.html import clean_html
from articles.text.keywords import split_keywords
from articles.workflow.content import Content

# A reader's page in a frame of the desk: framed by nobody else, and without what the desk allows itself.
_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}
_TYPED = ("kicker", "headline", "short_headline", "lede")
_CHOSEN = ("section", "source", "lead_photo")


def as_written(form: Any, formsets: list[Any]) -> Content:
    """What stands in a form, faults and all: words as they are typed, and of the rest what can be read."""
    typed = {
        name: cast(Field, Article._meta.get_field(name)).to_python(form[name].data or "")
        for name in _TYPED
        if name in form.fields
    }
    nothing = {f"{name}_id": None for name in _CHOSEN if name in form.fields and name in form.errors}
    values: dict[str, Any] = {
        **typed,
        **nothing,
        "body": clean_html(form["body"].data or ""),
        "keywords": tuple(split_keywords(form["keywords"].data or "")[:MOST_KEYWORDS]),
    }
    return replace(content_of(form, formsets), **values)


class Previews:
    """For the admin of articles: `<pk>/preview/` and, for what was never saved, `preview/`.

    GET shows what is stored, POST what the form holds; neither writes anything.
    """

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        # Around the desk's own policy, which it replaces
        view = csp_override(_POLICY)(xframe_options_sameorigin(self.admin_site.admin_view(self.preview_view)))
        own = [
            path("preview/", view, name="articles_article_preview_new"),
            path("<int:pk>/preview/", view, name="articles_article_preview"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The readers' page of the article, in any state, for whoever may see it on the desk."""
        article = self._article_to_preview(request, pk)
        # Said of what is stored: the form may hold another time, and with it another state.
        known = [str(article.state.label), *([_("النسخة %d") % article.version] if pk else [])]
        what = _("معاينة ما في النموذج قبل حفظه")
        if request.method == "POST":
            story = story_with(article, self._content_in_form(request, article))
        elif pk:
            story, what = Story.stored(article), _("معاينة المحفوظ")
        else:
            story = story_with(article, Content())
        return preview_page(request, story, [what, *known])

    def _article_to_preview(self, request: HttpRequest, pk: int | None) -> Article:
        admin: Any = self
        if pk is None:
            if not admin.has_add_permission(request):
                raise PermissionDenied
            return Article()
        parts = ("section__parent", "source", "lead_photo")
        article = cast(
            Article | None, admin.get_queryset(request).select_related(*parts).filter(pk=pk).first()
        )
        if article is None:
            raise Http404("no such article")
        allowed = (
            admin.has_change_permission if request.method == "POST" else admin.has_view_or_change_permission
        )
        if not allowed(request, article):
            raise PermissionDenied
        return article

    def _content_in_form(self, request: HttpRequest, article: Article) -> Content:
        admin: Any = self
        obj, change = (article, True) if article.pk else (None, False)
        fields = flatten_fieldsets(admin.get_fieldsets(request, obj))
        form = admin.get_form(request, obj, change=change, fields=fields)(request.POST, instance=obj)
        formsets, _inlines = admin._create_formsets(request, form.instance, change=change)
        form.is_valid()
        return as_written(form, formsets)
