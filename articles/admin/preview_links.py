"""The page of an article's private links: made, copied, listed, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, PreviewLink
from articles.preview import links
from articles.preview.links import Lifetime
from articles.times import zone_in_words
from articles.workflow.acts import Refused
from articles.workflow.permissions import may_edit

_LISTED = 100


class LinkForm(forms.ModelForm):
    lifetime = forms.TypedChoiceField(
        label=gettext_lazy("مدته"),
        choices=Lifetime.choices,
        coerce=lambda value: Lifetime(int(value)),
        initial=Lifetime.DAY,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = PreviewLink
        fields = ("note",)


class PreviewLinks:
    """For the admin of articles: `<pk>/preview-links/`."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_links_view)
        own = [path("<int:pk>/preview-links/", view, name="articles_article_preview_links")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def preview_links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who was let read the story, by whom and until when; whoever may edit it may let others."""
        admin: Any = self
        article: Article = get_object_or_404(admin.get_queryset(request).defer("body"), pk=pk)
        if not admin.has_view_or_change_permission(request, article):
            raise PermissionDenied
        form = LinkForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and "revoke" in request.POST:
            self._revoke(request, article, request.POST["revoke"])
            return redirect(request.path)
        if request.method == "POST" and form.is_valid() and self._make_link(request, article, form):
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("روابط المعاينة"),
            "article": article,
            "form": form if may_edit(request.user, article) else None,
            "rows": self._rows(request, article),
            "zone": zone_in_words(),
            "opts": Article._meta,
        }
        return render(request, "admin/articles/article/preview_links.html", context)

    def _make_link(self, request: HttpRequest, article: Article, form: LinkForm) -> bool:
        try:
            links.make(article.pk, request.user, form.cleaned_data["lifetime"], form.cleaned_data["note"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, _("صُنع الرابط. انسخه وأرسله؛ من يفتحه يقرأ الخبر كما هو محفوظ ساعتئذ."))
        return True

    def _revoke(self, request: HttpRequest, article: Article, asked: str) -> None:
        link = article.preview_links.filter(pk=asked).first() if asked.isdecimal() else None
        if link is None:
            raise Http404("no such link of this article")
        if links.revoke(link, request.user):
            messages.success(request, _("أُبطل الرابط: من يفتحه الآن يقرأ أنه انتهى."))
        else:
            messages.info(request, _("كان الرابط قد انتهى قبل ذلك."))

    def _rows(self, request: HttpRequest, article: Article) -> list[dict[str, Any]]:
        """The newest links; addresses only of those that are open, for who may revoke them."""
        now = timezone.now()
        rows = []
        for link in article.preview_links.select_related("made_by", "revoked_by")[:_LISTED]:
            own = link.is_open_at(now) and links.may_revoke(request.user, link)
            path = reverse("preview", args=[links.token_of(link)]) if own else ""
            rows.append(
                {
                    "link": link,
                    "is_open": link.is_open_at(now),
                    "url": request.build_absolute_uri(path) if own else "",
                }
            )
        return rows
