"""What the desk works through, for one person: the first page shows it, the list of articles filters by it.

Nothing is stored and nothing runs: each board is a query of where stories stand at this moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticlePhoto, BreakingNews, Correction, Photo, Revision
from articles.models.revision import Act
from articles.models.status import State
from articles.querysets import ArticleQuerySet
from articles.times import distance_in_words, in_words
from articles.workflow.permissions import sections_of
from articles.workflow.states import MOVES

SHOWN = 8
RECENT = timedelta(days=7)
_ENDED = 500  # photos whose stories are looked for: in an archive of years nobody replaces them all


class Board(models.TextChoices):
    BREAKING = "breaking", _("عاجل الآن")
    DRAFTS = "drafts", _("مسوداتي")
    SUBMITTED = "submitted", _("قدّمتُها للمراجعة")
    WAITING = "waiting", _("بانتظاري")
    LATE = "late", _("متأخر")
    SCHEDULED = "scheduled", _("مجدول")
    TODAY = "today", _("نُشر اليوم")
    RIGHTS = "rights", _("انتهت حقوق صوره")
    CORRECTED = "corrected", _("صُوّب حديثًا")


_EMPTY = {
    Board.BREAKING: _("لا عاجل على الصفحات الآن."),
    Board.DRAFTS: _("لا مسودة لك. ابدأ خبرًا جديدًا."),
    Board.SUBMITTED: _("لا خبر لك في المراجعة."),
    Board.WAITING: _("لا شيء ينتظرك."),
    Board.LATE: _("لا شيء تأخر عن موعده."),
    Board.SCHEDULED: _("لا شيء مجدول."),
    Board.TODAY: _("لم يُنشر شيء اليوم بعد."),
    Board.RIGHTS: _("لا خبر منشور انتهت حقوق صورة فيه."),
    Board.CORRECTED: _("لا تصويب في الأيام السبعة الأخيرة."),
}
# In which order the first page has them
_ORDER = {
    Board.DRAFTS: ("-updated_at", "-pk"),
    Board.SUBMITTED: ("-updated_at", "-pk"),
    Board.WAITING: ("status", "updated_at", "pk"),  # what is approved first, and what waits longest
    Board.LATE: ("published_at", "pk"),
    Board.SCHEDULED: ("published_at", "pk"),
    Board.TODAY: ("-published_at", "-pk"),
    Board.RIGHTS: ("-published_at", "-pk"),
}
# All that a row says of its story: bodies stay in the database
_SAID = ("headline", "status", "published_at", "expires_at", "updated_at", "section__name")
_SIGNED = ("created_by__username", "created_by__first_name", "created_by__last_name")


def boards_of(user: Any) -> list[Board]:
    """The boards that `user` has work on: nothing waits for who may approve nothing."""
    own = Board.WAITING if _decides_on(user) else Board.SUBMITTED
    shared = (Board.LATE, Board.SCHEDULED, Board.TODAY, Board.RIGHTS, Board.CORRECTED)
    return [Board.BREAKING, Board.DRAFTS, own, *shared]


def on_board(
    stories: ArticleQuerySet, board: Board, user: Any, at: datetime | None = None
) -> ArticleQuerySet:
    """Those of `stories` that are on that board of `user` at the moment `at` (now).

    Reporters have their own stories there, others those of the sections that they work in.
    """
    at = at or timezone.now()
    if board == Board.DRAFTS:
        return stories.filter(status=State.DRAFT, created_by=user)
    if board == Board.SUBMITTED:
        return stories.filter(status__in=(State.REVIEW, State.APPROVED), created_by=user)
    if board == Board.BREAKING:
        return stories.filter(pk__in=BreakingNews.objects.running(at).values("article"))
    stories = stories.filter(**_scope(user))
    match board:
        case Board.WAITING:
            return stories.filter(status__in=_decides_on(user))
        case Board.LATE:
            yet = (State.DRAFT, State.REVIEW, State.APPROVED)
            return stories.filter(status__in=yet, published_at__lte=at, first_published_at__isnull=True)
        case Board.SCHEDULED:
            return stories.in_state(State.SCHEDULED, at)
        case Board.TODAY:
            midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
            return stories.published(at).filter(published_at__gte=midnight)
        case Board.RIGHTS:
            return stories.published(at).filter(pk__in=_with_ended_photos(at))
        case Board.CORRECTED:
            recent = Correction.objects.filter(issued_at__gt=at - RECENT)
            return stories.filter(pk__in=recent.values("article"))


def _with_ended_photos(at: datetime) -> models.QuerySet[Any, Any]:
    """Of the stories that have, at their head or in their text, one of the photos whose rights ended last."""
    ended = Photo.objects.filter(rights_expire_at__lte=at).order_by("-rights_expire_at")
    last = ended.values("pk")[:_ENDED]
    led = Article.objects.filter(lead_photo__in=last).order_by().values("pk")
    return led.union(ArticlePhoto.objects.filter(photo__in=last).values("article"), all=True)


def _decides_on(user: Any) -> list[State]:
    """The states that end when `user` decides."""
    may = {State.REVIEW: "approve_article", State.APPROVED: "publish_article"}
    return [state for state, permission in may.items() if user.has_perm(f"articles.{permission}")]


def _scope(user: Any) -> dict[str, Any]:
    if not user.has_perm("articles.edit_others"):
        return {"created_by": user}
    sections = sections_of(user)
    return {} if sections is None else {"section__in": sections}


# --- The first page -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A story on a board: what about it is said beside its headline. Breaking news may have none yet."""

    url: str
    headline: str
    state: State | None
    section: str
    about: str
    exactly: str = ""  # the time in `about`, in full and with its zone
    note: str = ""  # why it was sent back, how it was corrected, or which photos


@dataclass(frozen=True, slots=True)
class Shown:
    """A board with its first rows."""

    board: Board
    rows: list[Row]
    more: bool
    empty: str  # what is said when there are no rows

    @classmethod
    def of(cls, board: Board, rows: Iterable[Row]) -> Self:
        """`rows` are one more than are shown, where there are more."""
        listed = list(rows)
        return cls(board, listed[:SHOWN], len(listed) > SHOWN, str(_EMPTY[board]))


def first_page(user: Any, at: datetime | None = None) -> list[Shown]:
    """All boards of `user` at the moment `at` (now), in one or two queries each."""
    at = at or timezone.now()
    return [Shown.of(board, _rows(board, user, at)) for board in boards_of(user)]


def _rows(board: Board, user: Any, at: datetime) -> list[Row]:
    if board == Board.BREAKING:
        return _breaking(at)
    if board == Board.CORRECTED:
        return _corrected(user, at)
    light = Article.objects.select_related("section", "created_by").only(*_SAID, *_SIGNED)
    stories = list(on_board(light, board, user, at).order_by(*_ORDER[board])[: SHOWN + 1])
    pks = [story.pk for story in stories]
    notes = _sent_back(pks) if board == Board.DRAFTS else _ended(pks, at) if board == Board.RIGHTS else {}
    return [_row(board, story, at, notes.get(story.pk, "")) for story in stories]


def _row(board: Board, story: Article, at: datetime, note: str) -> Row:
    by = _name(story.created_by)
    if board in (Board.LATE, Board.SCHEDULED, Board.TODAY, Board.RIGHTS) and story.published_at:
        when = story.published_at
    else:
        when = story.updated_at
    said = distance_in_words(when, at)
    about = said if board in (Board.DRAFTS, Board.SUBMITTED) or not by else f"{by} · {said}"
    return Row(_form(story), story.headline, story.state, story.section.name, about, in_words(when), note)


def _form(story: Article) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def _breaking(at: datetime) -> list[Row]:
    """What readers are told above every page, whoever looks: everybody must know it."""
    running = BreakingNews.objects.running(at).select_related("article__section", "made_by")
    light = running.only(
        *("text", "ends_at", "made_by__username", "made_by__first_name", "made_by__last_name"),
        *(f"article__{name}" for name in _SAID),
    )
    return [
        Row(
            reverse("admin:articles_breakingnews_change", args=[one.pk]),
            one.text,
            one.article.state if one.article else None,
            one.article.section.name if one.article else "",
            " · ".join(
                filter(None, (_name(one.made_by), _("ينتهي %s") % distance_in_words(one.ends_at, at)))
            ),
            in_words(one.ends_at),
        )
        for one in light[: SHOWN + 1]
    ]


def _name(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user else ""


def _sent_back(pks: list[int]) -> dict[int, str]:
    """What was said to the writers of those drafts that came back."""
    moves = {move.act.value for move in MOVES}
    acts = Revision.objects.filter(article__in=pks, act__in=moves).order_by("number")
    last = {pk: (act, note) for pk, act, note in acts.values_list("article", "act", "note")}
    return {pk: note for pk, (act, note) in last.items() if act in (Act.SEND_BACK, Act.REOPEN)}


def _ended(pks: list[int], at: datetime) -> dict[int, str]:
    """The photos of those stories whose rights have ended."""
    over = Photo.objects.filter(rights_expire_at__lte=at).order_by()
    led, placed = (
        over.filter(**{f"{story}__in": pks}).values_list(story, "pk", "alt")
        for story in ("led_articles", "body_places__article")
    )
    photos: dict[int, list[str]] = {}
    for story, _pk, alt in led.union(placed) if pks else ():
        photos.setdefault(story, []).append(f"«{alt}»")
    return {story: "، ".join(alts) for story, alts in photos.items()}


def _corrected(user: Any, at: datetime) -> list[Row]:
    scope = {f"article__{name}": value for name, value in _scope(user).items()}
    recent = Correction.objects.filter(issued_at__gt=at - RECENT, **scope)
    said = recent.select_related("article__section").order_by("-issued_at", "-pk")
    told = said.only("kind", "text", "issued_at", *(f"article__{name}" for name in _SAID))
    return [
        Row(
            _form(row.article),
            row.article.headline,
            row.article.state,
            row.article.section.name,
            distance_in_words(row.issued_at, at),
            in_words(row.issued_at),
            f"{row.get_kind_display()}: {row.text}",
        )
        for row in told[: SHOWN + 1]
    ]
