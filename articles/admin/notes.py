"""A story's internal notes: read and added beside its form, saved without it.

The thread is a page of its own. With JavaScript (static/js/notes.js) what it holds is exchanged in place;
without, adding a note opens that page in another tab, so that nothing typed into the form is lost.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Note
from articles.text.normalize import strip_marks
from articles.times import in_words

MOST_SHOWN = 200


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ("text",)
        labels = {"text": _("ملاحظة جديدة")}
        widgets = {"text": AdminTextareaWidget(attrs={"rows": 2, "id": "note-text"})}
        error_messages = {
            "text": {
                "required": _("اكتب الملاحظة أولًا."),
                "max_length": _("الملاحظة أطول من %(limit_value)d حرف؛ اختصرها أو اجعلها اثنتين."),
            }
        }

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not strip_marks(text).strip():
            raise forms.ValidationError(_("اكتب الملاحظة أولًا."))
        return text


class HasNotes:
    """For the admin of articles: `articles/article/<pk>/notes/`. Who may see the story may add."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.notes_view)
        own = [path("<int:pk>/notes/", view, name="articles_article_notes")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def notes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The thread; a POST adds `text` to it. `?bare` asks for the thread without the page around it."""
        article = Article.objects.only("pk", "headline").filter(pk=pk).first()
        if article is None:
            raise Http404("no such article")
        if not self.has_view_permission(request, article):  # type: ignore[attr-defined]
            raise PermissionDenied
        bare = "bare" in request.GET
        form = NoteForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            user: Any = request.user
            Note.objects.create(article=article, by=user, text=form.cleaned_data["text"])
            if not bare:
                return redirect(request.path)
            form = NoteForm()
        context = notes_context(article, form)
        if bare:
            return render(request, "admin/articles/article/notes.html", context)
        page = {
            **self.admin_site.each_context(request),
            "opts": Article._meta,
            "article": article,
            "media": form.media,
        }
        page |= {"title": _("ملاحظات داخلية"), "subtitle": article.headline}
        return render(request, "admin/articles/article/notes_page.html", page | context)


def notes_context(article: Article, form: NoteForm | None = None) -> dict[str, Any]:
    """What admin/articles/article/notes.html shows: the last notes of `article`, oldest first; one query."""
    latest = article.notes.select_related("by").order_by("-at", "-pk")[:MOST_SHOWN]
    notes = [{"by": note.by, "at": in_words(note.at), "text": note.text} for note in reversed(latest)]
    return {"noted": article, "notes": notes, "note_form": form or NoteForm()}
