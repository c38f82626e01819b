"""The acts of breaking news: announce, change, end; one transaction each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, BreakingNews
from articles.models.status import Status
from articles.text.normalize import identity_key
from articles.workflow.acts import Refused
from articles.workflow.permissions import may_work_in

_ENDED = gettext_lazy("انتهى هذا العاجل. أعلن غيره إن لزم.")


class Lasts(models.IntegerChoices):
    """For how many minutes readers are told. What is older than a day is no longer breaking."""

    HALF_AN_HOUR = 30, gettext_lazy("نصف ساعة")
    HOUR = 60, gettext_lazy("ساعة")
    TWO_HOURS = 120, gettext_lazy("ساعتان")
    FOUR_HOURS = 240, gettext_lazy("أربع ساعات")
    TWELVE_HOURS = 720, gettext_lazy("اثنتا عشرة ساعة")
    DAY = 1440, gettext_lazy("يوم")

    @property
    def time(self) -> timedelta:
        return timedelta(minutes=self.value)


def may_announce(user: Any, article: Article | None = None) -> bool:
    """Whether `user` may tell readers something at once: about `article`, or what is no story yet."""
    return bool(user.has_perm("articles.announce_breaking")) and (
        article is None or may_work_in(user, article.section_id)
    )


@transaction.atomic
def announce(by: Any, text: str, lasts: Lasts, article: Article | None = None) -> BreakingNews:
    """Tell readers `text` above every page, for so long from now. Refused when they are told it already."""
    _allow(by, article)
    check(text, article)
    now = timezone.now()
    breaking: BreakingNews = BreakingNews.objects.create(
        text=text, article=article, began_at=now, ends_at=now + lasts.time, made_by=by
    )
    return breaking


@transaction.atomic
def change(
    pk: int, by: Any, text: str, article: Article | None = None, lasts: Lasts | None = None
) -> BreakingNews:
    """Mend what readers are being told, or let it last so long from now (None: as long as it would)."""
    breaking = _running(pk, by)
    _allow(by, article)
    check(text, article, pk)
    breaking.text, breaking.article = text, article
    if lasts:
        breaking.ends_at = timezone.now() + lasts.time
    breaking.save()
    return breaking


@transaction.atomic
def end(pk: int, by: Any) -> BreakingNews:
    """Take it off every page now."""
    breaking = _running(pk, by)
    breaking.ends_at, breaking.ended_by = timezone.now(), by
    breaking.save(update_fields=["ends_at", "ended_by"])
    return breaking


def check(text: str, article: Article | None = None, pk: int | None = None) -> None:
    """That readers may be told `text`, in place of what the row `pk` says; Refused with the reason."""
    if not identity_key(text):
        raise Refused(_("اكتب ما جرى في سطر."))
    if len(text) > (limit := BreakingNews._meta.get_field("text").max_length or 0):
        raise Refused(_("العاجل أطول من %(limit)d حرفًا. اختصره.") % {"limit": limit})
    if article and article.status in (Status.WITHDRAWN, Status.ARCHIVED):
        raise Refused(_("الخبر مسحوب أو في الأرشيف، فلا يُعلن عاجلًا."))
    running = list(BreakingNews.objects.running())
    if pk and pk not in [one.pk for one in running]:
        raise Refused(str(_ENDED))
    if any(identity_key(one.text) == identity_key(text) for one in running if one.pk != pk):
        raise Refused(_("هذا العاجل معروض الآن. غيّره أو مدّده من صفحته."))


def _running(pk: int, by: Any) -> BreakingNews:
    """The line, held until the transaction ends; Refused when its time is over."""
    breaking: BreakingNews | None = (
        BreakingNews.objects.select_for_update(of=("self",)).select_related("article").filter(pk=pk).first()
    )
    if breaking is None or not breaking.is_running_at(timezone.now()):
        raise Refused(str(_ENDED))
    _allow(by, breaking.article)
    return breaking


def _allow(by: Any, article: Article | None) -> None:
    if not may_announce(by, article):
        raise PermissionDenied(_("ليس لك إعلان العاجل ولا إنهاؤه. اطلبه ممن يملكه."))
