"""What stands in the article's form before it is saved, faults and all; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import Http404, HttpRequest

from articles.admin.forms import CHOSEN, MOST_KEYWORDS
from articles.admin.saving import content_of
from articles.models import Article
from articles.text.html import clean_html
from articles.text.keywords import split_keywords
from articles.workflow.content import Content

_TYPED = ("kicker", "headline", "short_headline", "lede")


def article_of_form(admin: Any, request: HttpRequest, pk: int | None) -> Article:
    """The article whose form is asked about, with what it has chosen, or a new one; one query.

    Raises Http404, and PermissionDenied for who may not write in that form (for GET: not see it).
    """
    if pk is None:
        if not admin.has_add_permission(request):
            raise PermissionDenied
        return Article()
    parts = ("section__parent", "source", "lead_photo")
    article = cast(Article | None, admin.get_queryset(request).select_related(*parts).filter(pk=pk).first())
    if article is None:
        raise Http404("no such article")
    allowed = admin.has_change_permission if request.method == "POST" else admin.has_view_or_change_permission
    if not allowed(request, article):
        raise PermissionDenied
    return article


def filled_form(admin: Any, request: HttpRequest, article: Article) -> tuple[Any, list[Any]]:
    """The form of `article` with what was posted, validated, and its inlines, which are not yet."""
    obj, change = (article, True) if article.pk else (None, False)
    # A field of the form's own, which need not fetch the stored ones to compare them with
    fields = [name for name in flatten_fieldsets(admin.get_fieldsets(request, obj)) if name != "keywords"]
    form = admin.get_form(request, obj, change=change, fields=fields)(request.POST, instance=obj)
    formsets, _inlines = admin._create_formsets(request, form.instance, change=change)
    form.is_valid()
    return form, formsets


def values_in(form: Any) -> dict[str, Any]:
    """Of a form's own fields, words as they are typed, and None for what was chosen and is not there."""
    typed = {
        name: cast(Field, Article._meta.get_field(name)).to_python(form[name].data or "")
        for name in _TYPED
        if name in form.fields
    }
    nothing = {f"{name}_id": None for name in CHOSEN if name in form.fields and name in form.errors}
    return {
        **typed,
        **nothing,
        "body": clean_html(form["body"].data or ""),
        "keywords": tuple(split_keywords(form["keywords"].data or "")[:MOST_KEYWORDS]),
    }


def content_in(form: Any, formsets: list[Any]) -> Content:
    """What stands in a form and its inlines: words as they are typed, and of the rest what can be read."""
    return replace(content_of(form, formsets), **values_in(form))
