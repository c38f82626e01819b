"""The page of a story's recording: heard, put there, taken away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.ledger.rules import Rules
from articles.media.audio import AudioError, CheckedAudio, check_audio
from articles.models import Article
from articles.models.recording import recording_of
from articles.times import length_in_words
from articles.workflow.acts import Refused
from articles.workflow.permissions import may_edit
from articles.workflow.recordings import attach, detach


class RecordingForm(forms.Form):
    """Cleans to a CheckedAudio."""

    file = forms.FileField(
        label=gettext_lazy("ملف التسجيل"),
        help_text=gettext_lazy("MP3 أو M4A (AAC) أو Ogg (Opus)، حتى 100 ميغابايت و12 ساعة."),
        widget=forms.FileInput(attrs={"accept": ".mp3,.m4a,.ogg,.opus,audio/*"}),
    )

    def clean_file(self) -> CheckedAudio:
        file = self.cleaned_data["file"]
        try:
            return check_audio(file.file, file.name, file.size)
        except AudioError as error:
            raise forms.ValidationError(str(error)) from error


class Recordings:
    """For the admin of articles: `<pk>/recording/`."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.recording_view)
        own = [path("<int:pk>/recording/", view, name="articles_article_recording")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def recording_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What readers hear beside the text; whoever may edit the story may change it."""
        admin: Any = self
        rows = admin.get_queryset(request).select_related("recording").defer("body")
        article: Article = get_object_or_404(rows, pk=pk)
        if not admin.has_view_or_change_permission(request, article):
            raise PermissionDenied
        form = RecordingForm()
        if request.method == "POST":
            if "remove" in request.POST:
                return self._remove(request, pk)
            form = RecordingForm(request.POST, request.FILES)
            if form.is_valid() and self._attach(request, pk, form.cleaned_data["file"]):
                return redirect(request.path)
        recording = recording_of(article)
        context = {
            **self.admin_site.each_context(request),
            "title": _("تسجيل صوتي"),
            "opts": Article._meta,
            "article": article,
            "recording": recording,
            "length": length_in_words(recording.seconds) if recording else "",
            "rules": Rules.of(article.source),
            "form": form if may_edit(request.user, article) else None,
        }
        return render(request, "admin/articles/article/recording.html", context)

    def _attach(self, request: HttpRequest, pk: int, audio: CheckedAudio) -> bool:
        try:
            made = attach(pk, request.user, audio)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(
            request, _("حُفظ التسجيل، ويُسمع في %(span)s.") % {"span": length_in_words(made.seconds)}
        )
        return True

    def _remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            if detach(pk, request.user):
                messages.success(request, _("أُزيل التسجيل: لم يعد في صفحة الخبر ولا في الخلاصات."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
