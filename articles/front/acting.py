"""What all acts on a front have in common: one transaction, the front locked, one row in its log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.front.changes import Rows, concerned, differences, rows_of
from articles.front.permissions import may_arrange
from articles.models import Front, FrontAct, Pin, Section, Zone
from articles.models.front import FrontActKind
from articles.workflow.acts import Refused

# What ended so long ago goes with the next act; the log keeps what it was.
_KEPT = timedelta(days=1)


@dataclass
class Acting:
    """An act while it goes on: `names` is for its line in the log, `act` that line once something changed."""

    front: Front
    at: datetime
    rows: Rows  # as they were before it
    names: dict[str, Any] = field(default_factory=dict)
    act: FrontAct | None = None

    def zone(self, pk: int) -> Zone:
        """A zone of this front; Refused when it is gone."""
        zones = self.front.zones.select_related("section", "keyword", "source")
        if zone := zones.filter(pk=pk).first():
            return zone
        raise Refused(_("لم تعد هذه المنطقة في الصفحة: لعلها حُذفت قبل قليل."))

    def pin(self, pk: int) -> Pin:
        """A pin of this front; Refused when it is gone."""
        pins = Pin.objects.filter(zone__front=self.front).select_related("zone", "article")
        pin: Pin | None = pins.filter(pk=pk).first()
        if pin is None:
            raise Refused(_("رُفع هذا الخبر من مكانه قبل قليل. ثبّته من جديد إن شئت."))
        return pin


@contextmanager
def acting(section: int | None, by: Any, kind: FrontActKind, seen: int | None = None) -> Iterator[Acting]:
    """A block that changes zones and pins of a front: all of it or nothing, and one row in the log.

    `seen` is the version of the front that `by` was looking at. Refused when somebody else has changed the
    same zone, pin or place since: what they did stays. PermissionDenied for who may not arrange it.
    """
    with transaction.atomic():
        if not may_arrange(by, section):
            raise PermissionDenied(_("ليس لك أن ترتّب هذه الصفحة. اطلبه من رئيس التحرير."))
        front = _locked(section)
        now = timezone.now()
        Pin.objects.filter(zone__front=front, ends_at__lt=now - _KEPT).delete()
        act = Acting(front, now, rows_of(front))
        yield act
        if changes := differences(act.rows, rows_of(front)):
            _refuse_unseen(front, by, seen, concerned(changes))
            front.version += 1
            front.save(update_fields=["version"])
            act.act = front.acts.create(
                number=front.version, kind=kind, at=now, by=by, names=act.names, changes=changes
            )


def acts_since(front: Front, seen: int, by: Any) -> list[FrontAct]:
    """What others than `by` have done since the version `seen`, the last first."""
    return list(front.acts.filter(number__gt=seen).exclude(by=by).select_related("by"))


def _locked(section: int | None) -> Front:
    if section is not None and not Section.objects.filter(pk=section).exists():
        raise Refused(_("لم يعد هذا القسم موجودًا."))
    front, _is_new = Front.objects.get_or_create(
        **({"section_id": section} if section else {"section": None})
    )
    return Front.objects.select_for_update().get(pk=front.pk)


def _refuse_unseen(front: Front, by: Any, seen: int | None, touched: set[str]) -> None:
    if seen is None:
        return
    for act in acts_since(front, seen, by):
        if touched & concerned(act.changes):
            who = act.by.get_full_name() or act.by.get_username() if act.by else _("زميل")
            raise Refused(
                _(
                    "غيّر %(who)s هذا الموضع بعد أن فتحت الصفحة، فلم يُنفَّذ فعلك. "
                    "هكذا هو الآن؛ أعد فعلك إن بقيت تريده."
                )
                % {"who": who}
            )
