"""The article's form keeps in touch: who else has it open, and what was typed and not saved yet."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.answers import GONE, NOT_YOURS, SIGNED_OUT, asked_by_script, refusal, too_big
from articles.admin.choices import KnownRowsFormSet
from articles.models import Article, WorkingCopy
from articles.times import clock
from articles.workflow import working_copies

_KEY = re.compile(r"[A-Za-z0-9]{10,32}")
_NOT_KEPT = {"csrfmiddlewaretoken", "unsaved"}
_OFFERED = 3


def _typed(fields: QueryDict) -> working_copies.Pairs:
    return [(name, value) for name, values in fields.lists() if name not in _NOT_KEPT for value in values]


class KeepsWorkingCopies:
    """For the admin of articles. static/js/form/autosave.js is the other half."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        beat = asked_by_script(self.beat_view)
        discard = self.admin_site.admin_view(self.discard_view)
        own = [
            path("working-copy/", beat, name="articles_article_new_working_copy"),
            path("<int:pk>/working-copy/", beat, name="articles_article_working_copy"),
            path("working-copy/<int:copy>/discard/", discard, name="articles_article_discard_copy"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def beat_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Keep what the form holds, and tell who else is there, as JSON.

        Without `unsaved` nothing in the form is; with «same» it is what was sent before, with another value
        it is in this request.

        401 for who is not signed in (any longer), 403 for who may not edit, 404 for a story that is gone,
        413 for too much: each with a `message`.
        """
        if not self.admin_site.has_permission(request):
            return refusal(401, SIGNED_OUT)
        found = working_copies.opened(pk, request.user) if pk else None
        if pk and not found:
            return refusal(404, GONE)
        article, others = found or (None, [])
        may = self.has_change_permission(request, article) if article else self.has_add_permission(request)  # type: ignore[attr-defined]
        if not may:
            return refusal(403, NOT_YOURS)
        key = request.POST.get("form_key", "")
        if not _KEY.fullmatch(key):
            return refusal(400, _("أعد فتح الصفحة: لم يُعرف أي نموذج هذا."))
        if request.POST.get("unsaved") == "same":
            working_copies.seen(request.user, key, pk)
        else:
            data = _typed(request.POST) if "unsaved" in request.POST else None
            if data and working_copies.size(data) > working_copies.MOST_BYTES:
                return too_big()
            working_copies.keep(request.user, key, pk, data)
        return JsonResponse(
            {
                "others": [{"name": one.name, "since": clock(one.since)} for one in others],
                "at": clock(),
                **(self._version(request, article) if article else {}),
            }
        )

    def _version(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        return {
            "version": article.version,
            "saved_at": clock(article.updated_at),
            "saved_by": "" if article.updated_by == request.user else str(article.updated_by or ""),
        }

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, copy: int) -> HttpResponseBase:
        """Throw an own copy away, and go back to the form that offered it."""
        mine = WorkingCopy.objects.filter(pk=copy, person=request.user.pk).first()
        if mine is None:
            return redirect("admin:articles_article_changelist")
        mine.delete()
        if mine.article_id is None:
            return redirect("admin:articles_article_add")
        return redirect("admin:articles_article_change", mine.article_id)

    # --- Offering it back ----------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """With `?copy=` the form shows what that working copy holds instead of what is stored."""
        wanted = request.GET.get("copy", "") if request.method == "GET" else ""
        if wanted:
            pk = int(object_id) if object_id and object_id.isdecimal() else None
            mine = working_copies.unsaved(request.user, pk)
            copy = mine.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 19 else None
            if copy is None:
                messages.warning(request, _("لم تعد النسخة التي طلبتها محفوظة. هذا ما حُفظ في الخبر."))
            else:
                request._copy = working_copies.fields_of(copy)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        form.copy = getattr(request, "_copy", None)
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        copy = getattr(request, "_copy", None)
        if copy is not None and issubclass(inline.formset, KnownRowsFormSet):
            given["copy"] = copy
        return given

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = kwargs.get("obj")
        may = self.has_change_permission(request, article) if article else self.has_add_permission(request)  # type: ignore[attr-defined]
        if may:
            context["working_copy"] = self._context(request, article, context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _context(self, request: HttpRequest, article: Article | None, form: Any) -> dict[str, Any]:
        """What the page needs to offer copies back, and its script to keep this form's."""
        pk = article.pk if article else None
        copies = working_copies.unsaved(request.user, pk, but=form["form_key"].value() or "")
        offered = copies.values_list("pk", "saved_at")[:_OFFERED]
        name = "articles_article_working_copy" if pk else "articles_article_new_working_copy"
        return {
            "url": reverse(f"admin:{name}", args=[pk] if pk else []),
            "site": settings.SITE_NAME,
            "most": working_copies.MOST_BYTES,
            "unsaved": form.is_bound,
            "photo": article.lead_photo.picture.thumbnail_url if article and article.lead_photo else "",
            "offered": [(copy, clock(at)) for copy, at in offered],
        }
