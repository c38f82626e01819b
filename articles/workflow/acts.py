"""Every act of the desk on an article: one function, one transaction, one version in its history.

Each asks whether the person may, whether the move is allowed from where the article stands now, changes
it, and records who did what and why. What follows (search, lists, caches) hangs on the article's events.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.caching.changes import hold
from articles.checklist.publish import blocking
from articles.models import Article, Correction, Revision
from articles.models.correction import CorrectionKind
from articles.models.revision import Act
from articles.models.status import State
from articles.times import hours_in_words, in_words
from articles.workflow import permissions
from articles.workflow.content import LISTS, Content
from articles.workflow.states import Move, Note
from articles.workflow.writing import write


class Refused(Exception):
    """The act cannot be done as things stand; the message says why, and what to do, to the editor."""


def submit(pk: int, by: Any, note: str = "") -> Article:
    """Hand a draft in for review."""
    return _move(Act.SUBMIT, pk, by, note)


def recall(pk: int, by: Any, note: str = "") -> Article:
    """Take back what one has handed in oneself."""
    return _move(Act.RECALL, pk, by, note)


def send_back(pk: int, by: Any, note: str) -> Article:
    """Give it back to its writer, who is told what is missing."""
    return _move(Act.SEND_BACK, pk, by, note)


def approve(pk: int, by: Any, note: str = "") -> Article:
    """Say that it may be published."""
    return _move(Act.APPROVE, pk, by, note)


def publish(pk: int, by: Any, note: str = "") -> Article:
    """Show it to readers now; a story that was out before keeps its time, and is updated significantly."""

    def change(article: Article) -> None:
        now, first, at = timezone.now(), article.first_published_at, article.published_at
        if first and at and max(first, at) <= now:
            article.significant_update_at = now
        else:
            article.published_at = now
        _check_complete(article)
        _check_times(article)

    return _move(Act.PUBLISH, pk, by, note, change)


def schedule(pk: int, by: Any, at: datetime, note: str = "") -> Article:
    """Let it appear at the whole minute of `at`, with no worker running. Refused for a time that is past."""
    minute = at.replace(second=0, microsecond=0)

    def change(article: Article) -> None:
        if minute <= timezone.now():
            raise Refused(
                _("مضى موعد %(at)s. انشره الآن، أو اختر موعدًا لم يأت بعد.") % {"at": in_words(minute)}
            )
        article.published_at = minute
        _check_complete(article)
        _check_times(article)

    return _move(Act.SCHEDULE, pk, by, note, change)


def unschedule(pk: int, by: Any, note: str = "") -> Article:
    """Take a story that waits for its minute out of the queue; it stays approved."""

    def change(article: Article) -> None:
        article.published_at = None

    return _move(Act.UNSCHEDULE, pk, by, note, change)


def withdraw(pk: int, by: Any, note: str) -> Article:
    """Take it off the site; whoever asks for it reads `note`. Its private links end."""

    def change(article: Article) -> None:
        article.preview_links.all().revoke(by)
        Correction.objects.create(article=article, kind=CorrectionKind.WITHDRAWAL, text=note, issued_by=by)

    return _move(Act.WITHDRAW, pk, by, note, change)


def archive(pk: int, by: Any, note: str = "") -> Article:
    """Put it away: off the site if it was there, off the desk's lists in any case. Its private links end."""
    return _move(Act.ARCHIVE, pk, by, note, lambda article: article.preview_links.all().revoke(by))


def reopen(pk: int, by: Any, note: str) -> Article:
    """Make a draft again of what was withdrawn or archived."""
    return _move(Act.REOPEN, pk, by, note)


# Each act of the table by its name. They need nothing but a note, and `schedule` a time.
BY_NAME: dict[Act, Callable[..., Article]] = {
    Act.SUBMIT: submit,
    Act.RECALL: recall,
    Act.SEND_BACK: send_back,
    Act.APPROVE: approve,
    Act.PUBLISH: publish,
    Act.SCHEDULE: schedule,
    Act.UNSCHEDULE: unschedule,
    Act.WITHDRAW: withdraw,
    Act.ARCHIVE: archive,
    Act.REOPEN: reopen,
}


@transaction.atomic
def correct(pk: int, by: Any, kind: CorrectionKind, text: str) -> Correction:
    """Tell readers of a published story what was wrong in it; it counts as a significant update."""
    article = locked(pk)
    if not permissions.may(by, Act.CORRECT, article):
        raise _refusal(by, Act.CORRECT, article)
    if not text.strip() or kind == CorrectionKind.WITHDRAWAL:
        raise Refused(_("اكتب ما كان خطأ وما هو الصواب. (السحب فعل على حدة.)"))
    correction = Correction.objects.create(article=article, kind=kind, text=text.strip(), issued_by=by)
    keep_arrival(article)
    article.significant_update_at = correction.issued_at
    record(article, Act.CORRECT, by, f"{correction.get_kind_display()}: {correction.text}")
    return correction


@transaction.atomic
def amend(pk: int, by: Any, kind: CorrectionKind, text: str) -> Correction:
    """Mend the words or the kind of a correction; its time stays, and its story is updated significantly."""
    correction: Correction = Correction.objects.select_related("article").get(pk=pk)
    article = locked(correction.article_id)
    if not (by.has_perm("articles.change_correction") and permissions.may_work_in(by, article.section_id)):
        raise PermissionDenied(_("ليس لك أن تغيّر هذا التصويب. اطلبه ممن يملكه."))
    withdraws = CorrectionKind.WITHDRAWAL in (kind, correction.kind) and kind != correction.kind
    if not text.strip() or withdraws:
        raise Refused(_("اكتب ما كان خطأ وما هو الصواب. (السحب فعل على حدة.)"))
    keep_arrival(article)
    if (kind, text.strip()) != (correction.kind, correction.text):
        correction.kind, correction.text, correction.amended_at = kind, text.strip(), timezone.now()
        correction.save(update_fields=["kind", "text", "amended_at"])
        if article.is_published:
            article.significant_update_at = correction.amended_at
    record(article, Act.CORRECT, by, f"{correction.get_kind_display()}: {correction.text}")
    return correction


def locked(pk: int) -> Article:
    """The article with its source, held until the transaction ends; Refused when it is gone."""
    rows = Article.objects.select_related("source").select_for_update(of=("self",))
    article: Article | None = rows.filter(pk=pk).first()
    if article is None:
        raise Refused(_("لم يعد هذا الخبر موجودًا: لعله حُذف قبل قليل."))
    hold(article)
    return article


def record(
    article: Article,
    act: Act,
    by: Any,
    note: str,
    content: Content | None = None,
    before: Content | None = None,
) -> Revision:
    """Store `article` as its next version, and that version in the history.

    With `content` in place of its content so far, which is `before` (an empty one for a new article).
    """
    if article.pk:
        article.version += 1
    article.updated_by = by
    known: dict[str, Any] = {}
    if content is None or before is None:
        article.save()
    else:
        write(article, content, before)
        # What was written is read again: a keyword may be known by another spelling than the typed one.
        lists = {name: getattr(content, name) for name in LISTS}
        known = {name: rows for name, rows in lists.items() if rows == getattr(before, name)}
    return Revision.objects.create(
        article=article,
        number=article.version,
        act=act,
        status=article.status,
        by=by,
        note=note,
        content=Content.of(article, **known).to_json(),
    )


def record_arrival(article: Article, content: Content) -> None:
    """Keep what came by import, or before there was a history, as the version that it is."""
    Revision.objects.create(
        article=article,
        number=article.version,
        act=Act.ARRIVE,
        status=article.status,
        by=article.updated_by,
        at=article.updated_at,
        content=content.to_json(),
    )


@transaction.atomic
def _move(
    act: Act, pk: int, by: Any, note: str, change: Callable[[Article], object] = lambda article: None
) -> Article:
    article = locked(pk)
    move = permissions.move_of(act, article.state)
    if move is None or not permissions.may(by, act, article):
        raise _refusal(by, act, article)
    note = note.strip()
    if move.note != Note.OPTIONAL and not note:
        raise Refused(_asks_why(move))
    keep_arrival(article)
    change(article)
    article.status = move.after
    record(article, act, by, note)
    return article


def keep_arrival(article: Article) -> None:
    if not article.revisions.filter(number=article.version).exists():
        record_arrival(article, Content.of(article))


def _check_complete(article: Article) -> None:
    """That nothing is missing without which readers should not see it."""
    if missing := blocking(article):
        said = " ".join(item.sentence for item in missing)
        raise Refused(_("ينقص الخبر قبل نشره: %(said)s") % {"said": said})


def _check_times(article: Article) -> None:
    """That what is to be out respects the embargo and its source, and is not over before it begins."""
    at = article.published_at
    if refusal := refused_by_source(article, at):
        raise Refused(refusal)
    if at and article.embargo_until and at < article.embargo_until:
        until = in_words(article.embargo_until)
        raise Refused(_("الخبر محظور قبل %(until)s. جدوله لذلك الموعد أو لما بعده.") % {"until": until})
    if at and article.chosen_end and article.chosen_end <= at:
        until = in_words(article.chosen_end)
        raise Refused(_("ينتهي عرض الخبر في %(until)s، قبل أن يُنشر. غيّر موعد انتهائه.") % {"until": until})


def refused_by_source(article: Article, at: datetime | None) -> str:
    """Why its source does not let `article` be out from the moment `at` on; "" where it does."""
    source, earliest = article.source, article.allowed_from
    if at and earliest and at < earliest:
        return _(
            "يُنشر عن المصدر «%(source)s» بعد %(hours)s من نشره عنده: لا قبل %(until)s. "
            "جدوله لذلك الموعد أو لما بعده."
        ) % {
            "source": source.name,
            "hours": hours_in_words(source.embargo_hours or 0),
            "until": in_words(earliest),
        }
    if (end := article.allowed_until) and end <= timezone.now():
        return _(
            "انتهت مدة عرض الخبر عن المصدر «%(source)s» في %(until)s: لا يُنشر من جديد إلا باتفاق معه."
        ) % {"source": source.name, "until": in_words(end)}
    return ""


def _asks_why(move: Move) -> str:
    if move.note == Note.PUBLIC:
        return _("اكتب سبب السحب: يقرؤه من يفتح رابط الخبر.")
    return _("اكتب السبب في سطر: يقرؤه كاتب الخبر.")


def _refusal(by: Any, act: Act, article: Article) -> Exception:
    """Why `by` may not: nobody could as it stands, or this person could not in any case."""
    if act != Act.CORRECT and permissions.move_of(act, article.state) is None:
        return Refused(
            _("لا يصح «%(act)s» والخبر في حالة «%(state)s».")
            % {"act": act.label, "state": article.state.label}
        )
    if act == Act.CORRECT and article.state != State.PUBLISHED:
        return Refused(_("التصويب لخبر يقرؤه الناس؛ صحّح النص نفسه."))
    return PermissionDenied(_("ليس لك «%(act)s» في هذا الخبر. اطلبه ممن يملكه.") % {"act": act.label})
