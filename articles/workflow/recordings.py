"""The recording of a story, put beside its text or taken away: a version in its history each time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles.media.audio import CheckedAudio
from articles.models import Article, Recording
from articles.models.revision import Act
from articles.workflow.acts import Refused, keep_arrival, locked, record
from articles.workflow.permissions import may_edit


def attach(pk: int, by: Any, audio: CheckedAudio) -> Recording:
    """Give the story `pk` this recording, in place of the one that it has. All or nothing.

    PermissionDenied for who may not edit it; Refused when it is gone, or the storage does not take the file.
    """
    _ask_for_permission(by, Article.objects.filter(pk=pk).first())
    try:
        name = default_storage.save(audio.name, File(audio.file))
    except OSError as error:
        raise Refused(
            _("تعذّر حفظ التسجيل: مخزن الملفات لا يستجيب. لم يُحفظ شيء؛ أعد المحاولة بعد قليل.")
        ) from error
    try:
        return _attach(pk, by, audio, name)
    except BaseException:
        default_storage.delete(name)
        raise


@transaction.atomic
def _attach(pk: int, by: Any, audio: CheckedAudio, name: str) -> Recording:
    article = locked(pk)
    _ask_for_permission(by, article)
    keep_arrival(article)
    Recording.objects.filter(article=article).delete()
    made = Recording.objects.create(
        article=article,
        file=name,
        content_type=audio.content_type,
        size=audio.size,
        seconds=audio.seconds,
        by=by,
    )
    record(article, Act.EDIT, by, _("أُضيف تسجيل صوتي"))
    return made


@transaction.atomic
def detach(pk: int, by: Any) -> bool:
    """Take away the recording of the story `pk` with its file; False when there is none (any more)."""
    article = locked(pk)
    _ask_for_permission(by, article)
    keep_arrival(article)
    gone, _rows = Recording.objects.filter(article=article).delete()
    if gone:
        record(article, Act.EDIT, by, _("أُزيل التسجيل الصوتي"))
    return bool(gone)


def _ask_for_permission(by: Any, article: Article | None) -> None:
    if article is None:
        raise Refused(_("لم يعد هذا الخبر موجودًا: لعله حُذف قبل قليل."))
    if not may_edit(by, article):
        raise PermissionDenied(_("ليس لك أن تحرر هذا الخبر وهو في حالة «%s».") % article.state.label)
