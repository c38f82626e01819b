"""How the article's form is saved: as one content, through the workflow, never over somebody else's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.related import ComputedFormSet, ReadAlsoFormSet, SimilarFormSet
from articles.models import Article, Byline
from articles.models.revision import Act
from articles.workflow import saving, working_copies
from articles.workflow.acts import Refused
from articles.workflow.content import LISTS, Content, Pick, Signature

# How long somebody may take to choose between two texts
_CHOOSING = 7 * 24 * 3600  # seconds


def content_of(form: Any, formsets: list[Any]) -> Content:
    """What stands in a form and its inlines, or of one with faults what is without.

    A list that is not among the inlines is the stored one.
    """
    stored = form.instance.pk is not None
    lists: dict[str, list[Any]] = {} if stored else {name: [] for name in LISTS}
    lists["keywords"] = form.cleaned_data.get("keywords", [])
    for formset in formsets:
        rows = _rows(formset)
        if formset.model is Byline:
            lists["authors"] = [Signature(row["author"].pk, row["role"]) for row in rows]
        elif isinstance(formset, ReadAlsoFormSet):
            lists["read_also"] = _picks(rows)
        elif isinstance(formset, SimilarFormSet):
            lists["similar"] = _picks(rows) + lists.get("similar", [])
        elif isinstance(formset, ComputedFormSet):
            chosen = [row for row in rows if row["banned"] or row["pin"]]
            picks = [Pick(row["id"].to_article_id, "", row["banned"]) for row in chosen]
            lists["similar"] = lists.get("similar", []) + picks
    return Content.of(form.instance, **lists)


def _rows(formset: Any) -> list[dict[str, Any]]:
    """The rows of a formset that are filled in, without faults, and stay, in the order of their positions."""
    rows = [form.cleaned_data for form in formset.forms if form.is_valid() and form.cleaned_data]
    return sorted((row for row in rows if not row.get("DELETE")), key=lambda row: row.get("position") or 0)


def _picks(rows: list[dict[str, Any]]) -> list[Pick]:
    return [
        Pick(row["to_article"].pk if row["to_article"] else None, row["title"], row["banned"])
        for row in rows
        if row["to_article"] or row["title"]
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote on top of a version, kept in the page on which they choose between two texts."""

    pk: int
    content: Content
    base: int
    note: str
    key: str  # of the form that it was written in

    @classmethod
    def of(cls, conflict: saving.Conflicted, key: str) -> Written:
        return cls(conflict.article.pk, conflict.mine, conflict.base, conflict.note, key)

    def sealed(self, user: Any) -> str:
        """Itself for a hidden field: nobody but `user` can send it, and nobody can change it."""
        held = [self.pk, self.content.to_json(), self.base, self.note, self.key]
        return signing.dumps(held, salt=self._salt(user), compress=True)

    @classmethod
    def opened(cls, sealed: str, user: Any) -> Written:
        """What sealed() made. Raises signing.BadSignature."""
        pk, content, base, note, key = signing.loads(sealed, salt=cls._salt(user), max_age=_CHOOSING)
        return cls(pk, Content.from_json(content), base, note, key)

    @staticmethod
    def _salt(user: Any) -> str:
        return f"articles.admin.saving:{user.pk}"


class SavesThroughWorkflow:
    """For the admin of articles."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.resolve_view)
        own = [path("<int:pk>/resolve/", view, name="articles_article_resolve")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: save_related() has the lists as well."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        content, note = content_of(form, formsets), form.cleaned_data["note"]
        if not change:
            stored = saving.create(content, request.user, note)
            working_copies.forget(request.user, form.cleaned_data["form_key"])
        else:
            base, key = form.cleaned_data["base_version"] or 0, form.cleaned_data["form_key"]
            stored = self._save(request, Written(form.instance.pk, content, base, note, key))
        form.instance.pk, form.instance.slug = stored.pk, stored.slug
        form.instance._state.adding = False

    def _save(self, request: HttpRequest, written: Written, choices: Any = None) -> Article:
        saved = saving.save(
            written.pk, written.content, request.user, base=written.base, note=written.note, choices=choices
        )
        working_copies.forget(request.user, written.key)
        for line in saved.told:
            messages.info(request, line)
        return saved.article

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """Without Django's transaction around reading and checking the form: what stores it has its own."""
        view = self._changeform_view  # type: ignore[attr-defined]
        try:
            return view(request, object_id, form_url, extra_context)
        except saving.Conflicted as conflict:
            return self._ask(request, conflict, request.POST.get("form_key", ""))
        except Refused as refusal:
            # The form once more, with what was written and what stands against it.
            request._refusal = str(refusal)  # type: ignore[attr-defined]
            return view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        form.refusal = getattr(request, "_refusal", "")
        return form

    # --- Two texts of one place ------------------------------------------------------------------------

    def resolve_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Save what was written, with the choice that was made in each place."""
        return require_POST(self._resolve)(request, pk)

    def _resolve(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        try:
            written = Written.opened(request.POST.get("written", ""), request.user)
            article = self._save(request, written, request.POST)
        except signing.BadSignature:
            messages.error(request, _("تغيّر ما أرسلته الصفحة أو طال عليه الزمن، فلم يُحفظ. أعد فتح الخبر."))
        except saving.Conflicted as conflict:
            return self._ask(request, conflict, written.key)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("حُفظ «%s» كما اخترت.") % article)
        return redirect("admin:articles_article_change", pk)

    def _ask(self, request: HttpRequest, conflict: saving.Conflicted, key: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("نصّان لموضع واحد"),
            "opts": Article._meta,
            "article": conflict.article,
            "asked": conflict.merged.asked(request.POST),
            "who": conflict.article.updated_by or _("محرر آخر"),
            "written": Written.of(conflict, key).sealed(request.user),
        }
        return render(request, "admin/articles/article/resolve.html", context, status=409)

    # --- What follows ----------------------------------------------------------------------------------

    def construct_change_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, request: HttpRequest, *args: Any) -> None:
        """Not in Django's log: the article's own history says more."""

    log_change = log_addition

    def response_add(self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._go_on(request, obj) or super().response_add(request, obj, *args, **kwargs)  # type: ignore[misc]

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._go_on(request, obj) or super().response_change(request, obj)  # type: ignore[misc]

    def _go_on(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """To the act whose button saved the form, if it was one."""
        act = request.POST.get("_act")
        if act not in Act.values:
            return None
        return redirect(f"{reverse('admin:articles_article_act', args=[act])}?ids={obj.pk}")
