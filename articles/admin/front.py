"""The front page desk: what stands on a front now, and every act that changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.admin.front_forms import Asked, ZoneForm
from articles.admin.preview import framed_page
from articles.context import look_around, sections_of
from articles.front import acts
from articles.front.acting import acts_since
from articles.front.board import boards
from articles.front.log import said, who
from articles.front.page import front as front_of
from articles.front.permissions import may_arrange, may_see
from articles.front.section import section_page
from articles.intake.values import moment
from articles.models import Article, Front, FrontAct, Section
from articles.models.front import Fill, FrontActKind
from articles.preview.page import previewed
from articles.search.desk import desk_search
from articles.times import in_words, zone_in_words
from articles.workflow.acts import Refused

_FOUND = 8  # stories that a search shows
_SHOWN, _LOGGED = 8, 100  # acts beside the zones, and on the page of the log


@admin.register(Front)
class FrontAdmin(admin.ModelAdmin):
    """One page for each front: `front/` for the front page, `front/section/<pk>/` for those of sections."""

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(never_cache(view))

        preview = framed_page(self.admin_site.admin_view(require_safe(self.preview_view)))
        return [
            path("", wrap(self.desk_view), name="articles_front_changelist"),
            path("log/", wrap(self.log_view), name="articles_front_log"),
            path("preview/", preview, name="articles_front_preview"),
            path("section/<int:section>/", wrap(self.desk_view), name="articles_front_section"),
            path("section/<int:section>/log/", wrap(self.log_view), name="articles_front_section_log"),
            path("section/<int:section>/preview/", preview, name="articles_front_section_preview"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- Pages ------------------------------------------------------------------------------------------

    def desk_view(self, request: HttpRequest, section: int | None = None) -> HttpResponse:
        """The zones with what stands in them now; POST does one act and comes back."""
        subject = self._subject(request, section)
        if request.method == "POST":
            return self._act(request, subject)
        now, sections = timezone.now(), sections_of(request)
        arranges = may_arrange(request.user, section)
        front = Front.objects.filter(section=subject).first()
        shown = boards(section, now, sections)
        forms = {board.zone.pk: ZoneForm.of(board.zone, sections) for board in shown} if arranges else {}
        given: dict[str, Any] = {"fill": Fill.SECTION, "section": section, "size": 5} if section else {}
        context = {
            "title": _("صفحة قسم %(section)s") % {"section": subject} if subject else _("الصفحة الأولى"),
            "front": front,
            "boards": [(board, forms.get(board.zone.pk)) for board in shown],
            "targets": [board.zone for board in shown if not board.is_for_each],
            "new_zone": ZoneForm(sections, initial=given) if arranges else None,
            "arranges": arranges,
            "query": request.GET.get("q", "").strip()[:200],
            "found": self._found(request) if arranges else [],
            "log": _log(front, _SHOWN) if front else [],
            "now": now,
        }
        return self._render(request, "desk", subject, context)

    def log_view(self, request: HttpRequest, section: int | None = None) -> HttpResponse:
        """Who changed what and when, the last first; each act can be taken back from here."""
        subject = self._subject(request, section)
        front = Front.objects.filter(section=subject).first()
        context = {
            "title": _("سجل الصفحة"),
            "front": front,
            "log": _log(front, _LOGGED) if front else [],
            "arranges": may_arrange(request.user, section),
        }
        return self._render(request, "log", subject, context)

    def preview_view(self, request: HttpRequest, section: int | None = None) -> HttpResponse:
        """The readers' page at the moment ?at= (now), with the plans and stories as they are known now.

        So are its date and what is breaking then; what is read most is that of now, as nobody knows more.
        """
        subject = self._subject(request, section)
        at = _moment(request.GET.get("at", ""))
        look_around(request, at)
        notice = [_("معاينة الصفحة كما يُتوقع أن تكون"), in_words(at), _("بما هو مخطط ومجدول الآن")]
        if subject is None:
            context, _tags, _keys = front_of(None, at, sections_of(request))
            return previewed(request, "articles/home.html", context, notice)
        page, context, _tags = section_page(subject, None, at, sections_of(request))
        context |= {"subject": subject, "page": page}
        return previewed(request, "articles/section.html", context, notice)

    def _render(
        self, request: HttpRequest, template: str, subject: Section | None, context: dict[str, Any]
    ) -> HttpResponse:
        addresses = {name: _address(name, subject) for name in ("changelist", "log", "preview")}
        words = {
            "subject": subject,
            "addresses": addresses,
            "zone_in_words": zone_in_words(),
            "all_sections": sections_of(request),
            "opts": Front._meta,
        }
        page = {**self.admin_site.each_context(request), **words, **context}
        return render(request, f"admin/articles/front/{template}.html", page)

    def _subject(self, request: HttpRequest, section: int | None) -> Section | None:
        if not may_see(request.user):
            raise PermissionDenied
        if section is None:
            return None
        subject = Section.objects.select_related("parent", "front").filter(pk=section).first()
        if subject is None:
            raise Http404("no such section")
        return subject

    def _found(self, request: HttpRequest) -> list[Article]:
        """Stories in every state that ?q= finds, or the one with that number."""
        query = request.GET.get("q", "").strip()[:200]
        pks = desk_search(query, Article.objects.all())[:_FOUND] if query else []
        said = Article.objects.filter(pk__in=pks).select_related("section", "source")
        found = said.only(
            *("headline", "status", "published_at", "expires_at", "section__name", "source__name")
        ).in_bulk()
        return [found[pk] for pk in pks if pk in found]

    # --- Acts -------------------------------------------------------------------------------------------

    def _act(self, request: HttpRequest, subject: Section | None) -> HttpResponse:
        """Do what the form asks, and say what was done, and what others did meanwhile."""
        section = subject.pk if subject else None
        if not may_arrange(request.user, section):
            raise PermissionDenied
        asked = Asked(request.POST, sections_of(request))
        try:
            name, values = asked.read()
            done: FrontAct | None = getattr(acts, name)(section, request.user, seen=asked.seen, **values)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if done is None:
                messages.info(request, _("هكذا هو من قبل، فلم يتغير شيء."))
            else:
                messages.success(request, _done(done))
                self._tell_of_others(request, done, asked.seen)
        back = request.GET.urlencode()
        return redirect(_address("changelist", subject) + (f"?{back}" if back else ""))

    def _tell_of_others(self, request: HttpRequest, done: FrontAct, seen: int | None) -> None:
        others = acts_since(done.front, seen, request.user) if seen is not None else []
        for act in reversed(others[:5]):
            messages.warning(
                request, _("بعد أن فتحت الصفحة: %(who)s %(act)s.") % {"who": who(act), "act": said(act)}
            )


def _address(name: str, subject: Section | None) -> str:
    if subject is None:
        return reverse(f"admin:articles_front_{name}")
    return reverse(
        f"admin:articles_front_section{'' if name == 'changelist' else f'_{name}'}", args=[subject.pk]
    )


def _log(front: Front, most: int) -> list[dict[str, Any]]:
    """The last acts in words, and whether each may still be taken back."""
    rows = list(front.acts.select_related("by")[:most])
    return [
        {"act": act, "who": who(act), "said": said(act), "is_undo": act.kind == FrontActKind.UNDO}
        for act in rows
    ]


def _done(act: FrontAct) -> str:
    return _("تم: %(act)s.") % {"act": said(act)}


def _moment(text: str) -> datetime:
    """The moment that is asked for, in the newsroom's time; now for none, Http404 for what is none."""
    try:
        return moment(text) or timezone.now()
    except ValueError as error:
        raise Http404("no moment") from error
