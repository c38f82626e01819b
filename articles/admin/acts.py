"""The acts of the workflow on the desk: a page for one act on one story or many, and the list's actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import Action, ActionLocation
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.moments import MomentField
from articles.checklist.items import Item
from articles.checklist.publish import checklist
from articles.checklist.silencing import silenced_in
from articles.models import Article
from articles.models.correction import CorrectionKind
from articles.models.revision import Act
from articles.models.status import State
from articles.times import zone_in_words
from articles.workflow import acts
from articles.workflow.permissions import may, move_of, moves_for
from articles.workflow.states import MOVES, Note

MOST_AT_ONCE = 100
_ASKS = {
    Note.OPTIONAL: gettext_lazy("ملاحظة (إن شئت)"),
    Note.REQUIRED: gettext_lazy("ملاحظة إلى الكاتب"),
    Note.PUBLIC: gettext_lazy("سبب السحب، كما يقرؤه الناس"),
}


# Before these a story is looked over.
_CHECKED = {Act.SUBMIT, Act.APPROVE, Act.PUBLISH, Act.SCHEDULE}


class ActForm(forms.Form):
    """What an act asks: a note, and a time or a kind where it needs one."""

    at = MomentField(label=gettext_lazy("الموعد"), widget=AdminSplitDateTime)
    kind = forms.ChoiceField(
        label=gettext_lazy("نوع التصويب"),
        choices=[choice for choice in CorrectionKind.choices if choice[0] != CorrectionKind.WITHDRAWAL],
    )
    note = forms.CharField(
        label=_ASKS[Note.OPTIONAL], max_length=1000, widget=AdminTextareaWidget(attrs={"rows": 3})
    )

    def __init__(self, act: Act, article: Article, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if act == Act.SCHEDULE:
            self.fields["at"].help_text = zone_in_words()
            self.initial["at"] = _whole_minute(article.published_at or article.embargo_until)
        else:
            del self.fields["at"]
        if act == Act.CORRECT:
            self.fields["note"].label = _("التصويب كما يقرؤه الناس: ما كان خطأ، وما هو الصواب")
        else:
            del self.fields["kind"]
            move = move_of(act, article.state)
            asks = move.note if move else Note.OPTIONAL
            self.fields["note"].label = _ASKS[asks]
            self.fields["note"].required = asks != Note.OPTIONAL

    def perform(self, act: Act, article: Article, by: Any) -> None:
        """Do `act` with what was filled in. Refused or PermissionDenied as the act says."""
        given = dict(self.cleaned_data)
        if act == Act.CORRECT:
            acts.correct(article.pk, by, CorrectionKind(given["kind"]), given["note"])
        else:
            acts.BY_NAME[act](article.pk, by, **given)


def _whole_minute(at: datetime | None) -> datetime | None:
    return timezone.localtime(at).replace(second=0, microsecond=0) if at else None


def _checklist(article: Article) -> list[Item]:
    return checklist(article, silenced=silenced_in(article))


class Acts:
    """For the admin of articles: `articles/article/act/<act>/?ids=1,2,3`, and buttons that lead there."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act_view)
        own = [path("act/<str:name>/", view, name="articles_article_act")]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def act_view(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Ask what the act needs, once for all the stories, and do it to each that allows it."""
        if name not in {*acts.BY_NAME, Act.CORRECT}:
            raise Http404(name)
        act = Act(name)
        articles = self._asked_for(request.GET.get("ids", ""))
        allowed = [article for article in articles if may(request.user, act, article)]
        if not allowed:
            return self._nothing_to_do(request, act, articles)
        form = ActForm(act, allowed[0], request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            done = [article for article in allowed if self._perform(request, form, act, article)]
            if done:
                self._tell(request, act, done)
            if len(done) == len(allowed):
                return self._back(articles)
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "act": act,
            "form": form,
            "allowed": allowed,
            "left_out": [article for article in articles if article not in allowed],
            "opts": Article._meta,
            "back": self._back(articles).url,
            # Of many it would cost five queries each; what is missing is said when the act refuses.
            "checklist": _checklist(allowed[0]) if act in _CHECKED and len(articles) == 1 else None,
            "media": self.media + form.media,  # type: ignore[attr-defined]
        }
        return render(request, "admin/articles/article/act.html", context)

    def _asked_for(self, ids: str) -> list[Article]:
        pks = [int(pk) for pk in ids.split(",") if pk.isdecimal() and len(pk) < 19][:MOST_AT_ONCE]
        found = Article.objects.select_related("section", "source", "lead_photo").in_bulk(pks)
        if not found:
            raise Http404("no such article")
        return [found[pk] for pk in dict.fromkeys(pks) if pk in found]

    def _perform(self, request: HttpRequest, form: ActForm, act: Act, article: Article) -> bool:
        try:
            form.perform(act, article, request.user)
        except acts.Refused as refusal:
            messages.error(request, f"«{article}»: {refusal}")
            return False
        return True

    def _tell(self, request: HttpRequest, act: Act, done: list[Article]) -> None:
        names = "، ".join(f"«{article}»" for article in done[:5])
        more = _(" و%(count)d غيرها") % {"count": len(done) - 5} if len(done) > 5 else ""
        messages.success(request, _("%(act)s: %(names)s") % {"act": act.label, "names": names + more})

    def _nothing_to_do(self, request: HttpRequest, act: Act, articles: list[Article]) -> HttpResponseBase:
        """Nobody may, as they stand, or this person may not."""
        if not any(_goes_from(act, article.state) for article in articles):
            states = "، ".join({f"«{article.state.label}»" for article in articles})
            refusal = _("لا يصح «%(act)s» من حالة %(states)s.") % {"act": act.label, "states": states}
            messages.error(request, refusal)
            return self._back(articles)
        raise PermissionDenied

    def _back(self, articles: list[Article]) -> Any:
        if len(articles) == 1:
            return redirect("admin:articles_article_change", articles[0].pk)
        return redirect("admin:articles_article_changelist")

    # --- The list's actions --------------------------------------------------------------------------------

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Action]:
        """An action for each act that this person may do to some article; the form has buttons for them."""
        if action_location != ActionLocation.CHANGE_LIST:
            return {}
        user: Any = request.user
        actions: dict[str, Action] = super().get_actions(request, action_location)  # type: ignore[misc]
        for act in dict.fromkeys(move.act for move in MOVES if user.has_perm(f"articles.{move.permission}")):
            name, label = f"act_{act.value}", str(act.label)
            actions[name] = Action(partial(_to_act_page, act=act), name, label, label, [action_location])
        return actions

    # --- The form's buttons --------------------------------------------------------------------------------

    def acts_for(self, user: Any, article: Article) -> list[Act]:
        """What the form offers: the moves that are allowed now, each once, and a correction."""
        offered = dict.fromkeys(move.act for move in moves_for(user, article))
        return [*offered, *([Act.CORRECT] if may(user, Act.CORRECT, article) else [])]


def _goes_from(act: Act, state: State) -> bool:
    """Whether anybody could do `act` from `state`."""
    return state == State.PUBLISHED if act == Act.CORRECT else move_of(act, state) is not None


def _to_act_page(
    modeladmin: admin.ModelAdmin[Article], request: HttpRequest, queryset: QuerySet[Article], *, act: Act
) -> HttpResponse:
    pks: Iterable[int] = queryset.values_list("pk", flat=True)[: MOST_AT_ONCE + 1]
    ids = ",".join(map(str, pks))
    if ids.count(",") >= MOST_AT_ONCE:
        messages.error(request, _("اختر %d خبر على الأكثر في المرة.") % MOST_AT_ONCE)
        return redirect(request.get_full_path())
    return redirect(f"{reverse('admin:articles_article_act', args=[act.value])}?ids={ids}")
