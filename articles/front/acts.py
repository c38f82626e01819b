"""Every act of an editor on a front. `section` says which: None for the front page.

Each is one transaction and one row in the log (acting.py), and answers that row; None when nothing changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.front.acting import acting
from articles.front.changes import fits, put_back
from articles.models import Article, FrontAct, Pin, Zone
from articles.models.front import LONGEST_ZONE, MOST_ZONES, Fill, FrontActKind, Layout
from articles.models.status import Status
from articles.times import in_words
from articles.workflow.acts import Refused

_NEVER = (Status.WITHDRAWN, Status.ARCHIVED)


def pin(
    section: int | None,
    by: Any,
    *,
    story: int,
    zone: int,
    place: int,
    begins: datetime | None = None,
    ends: datetime | None = None,
    seen: int | None = None,
) -> FrontAct | None:
    """Let a story stand at a place from `begins` (now) until `ends`, or until it is taken off.

    A story that is not out yet may be pinned: it stands there once it is. Where it stands pinned already
    in this front for the same time, it moves.
    """
    with acting(section, by, FrontActKind.PIN, seen) as doing:
        article = Article.objects.filter(pk=story).only("headline", "status").first()
        if article is None:
            raise Refused(_("لم يعد هذا الخبر موجودًا: لعله حُذف قبل قليل."))
        if article.status in _NEVER:
            raise Refused(
                _("«%(story)s» %(state)s، فلا يوضع في الصفحة. أعده إلى العمل أولًا.")
                % {"story": article, "state": article.get_status_display()}
            )
        begins_at, ends_at = _times(begins, ends, doing.at)
        at = _place(doing.zone(zone), place)
        same = Pin.objects.filter(zone__front=doing.front, article=article)
        if begins is None:
            holder = _holder(at, place, doing.at)
            if holder and (holder.article_id, holder.ends_at) == (article.pk, ends_at):
                return None
            same.running(doing.at).delete()
        elif same.filter(zone=at, place=place, begins_at=begins_at).exists():
            raise Refused(_("هذه الخطة موجودة: الخبر نفسه في المكان نفسه من الموعد نفسه."))
        Pin.objects.create(zone=at, article=article, place=place, begins_at=begins_at, ends_at=ends_at)
        doing.names = _names(article, at, place, begins_at if begins else None, ends_at)
    return doing.act


def move(
    section: int | None, by: Any, *, pin: int, zone: int, place: int, seen: int | None = None
) -> FrontAct | None:
    """Put a pin at another place, where it holds from now on; the one that held it there changes places with
    it if it is in the same zone, else it waits under it."""
    with acting(section, by, FrontActKind.MOVE, seen) as doing:
        moved = doing.pin(pin)
        at = _place(doing.zone(zone), place)
        doing.names = _names(moved.article, at, place)
        if (moved.zone_id, moved.place) != (at.pk, place):
            other = _holder(at, place, doing.at)
            if other and moved.zone_id == at.pk and moved.begins_at <= doing.at:
                other.place = moved.place
                other.save()
            moved.zone, moved.place = at, place
            if moved.begins_at <= doing.at:
                moved.begins_at = doing.at
            moved.save()
    return doing.act


def plan(
    section: int | None,
    by: Any,
    *,
    pin: int,
    zone: int,
    place: int,
    begins: datetime | None,
    ends: datetime | None,
    seen: int | None = None,
) -> FrontAct | None:
    """Give a pin another time, and another place if wanted. One that runs keeps its beginning when that is
    not in the future."""
    with acting(section, by, FrontActKind.PLAN, seen) as doing:
        planned = doing.pin(pin)
        at = _place(doing.zone(zone), place)
        runs = planned.begins_at <= doing.at
        if begins is None or (runs and begins <= doing.at):
            begins = planned.begins_at if runs else doing.at
        elif begins.replace(second=0, microsecond=0) != planned.begins_at.replace(second=0, microsecond=0):
            begins, _ends = _times(begins, None, doing.at)
        else:
            begins = planned.begins_at
        if ends != planned.ends_at:
            _begins, ends = _times(None, ends, max(begins, doing.at))
        _check_order(begins, ends)
        planned.zone, planned.place, planned.begins_at, planned.ends_at = at, place, begins, ends
        planned.save()
        doing.names = _names(planned.article, at, place, begins if begins > doing.at else None, ends)
    return doing.act


def unpin(section: int | None, by: Any, *, pin: int, seen: int | None = None) -> FrontAct | None:
    """Take a story off its place, or give a plan up."""
    with acting(section, by, FrontActKind.UNPIN, seen) as doing:
        gone = doing.pin(pin)
        doing.names = _names(gone.article, gone.zone, gone.place)
        gone.delete()
    return doing.act


def add_zone(
    section: int | None,
    by: Any,
    *,
    values: dict[str, Any],
    position: int | None = None,
    seen: int | None = None,
) -> FrontAct | None:
    """A new zone with these values (those of ZONE_VALUES), at the end or at `position`."""
    with acting(section, by, FrontActKind.ADD_ZONE, seen) as doing:
        zones = list(doing.front.zones.all())
        if len(zones) >= MOST_ZONES:
            raise Refused(_("في الصفحة %d منطقة، وهذا أكثر ما تحمله. احذف واحدة أولًا.") % MOST_ZONES)
        made = Zone(front=doing.front, **_checked(values))
        zones.insert(len(zones) if position is None else position, made)
        _order(zones)
        doing.names = {"zone": str(made)}
    return doing.act


def change_zone(
    section: int | None, by: Any, *, zone: int, values: dict[str, Any], seen: int | None = None
) -> FrontAct | None:
    """Give a zone other values. Pins at places that it has no longer stay, and are not shown."""
    with acting(section, by, FrontActKind.CHANGE_ZONE, seen) as doing:
        changed = doing.zone(zone)
        was = str(changed)
        if values.get("fill") == Fill.EACH and changed.pins.exists():
            raise Refused(_("في المنطقة أخبار مثبتة، ومنطقة بقية الأقسام لا يُثبَّت فيها. ارفعها أولًا."))
        for name, value in _checked(values).items():
            setattr(changed, name, value)
        changed.save()
        doing.names = {"zone": str(changed), "was": was}
    return doing.act


def move_zone(
    section: int | None, by: Any, *, zone: int, position: int, seen: int | None = None
) -> FrontAct | None:
    """Put a zone at another position among the zones (0 is the first)."""
    with acting(section, by, FrontActKind.MOVE_ZONE, seen) as doing:
        moved = doing.zone(zone)
        zones = [one for one in doing.front.zones.all() if one != moved]
        position = max(0, min(position, len(zones)))
        zones.insert(position, moved)
        _order(zones)
        doing.names = {"zone": str(moved), "place": position + 1}
    return doing.act


def remove_zone(section: int | None, by: Any, *, zone: int, seen: int | None = None) -> FrontAct | None:
    """Take a zone away, with its pins and plans, which undoing brings back. The front page keeps one."""
    with acting(section, by, FrontActKind.REMOVE_ZONE, seen) as doing:
        gone = doing.zone(zone)
        if section is None and doing.front.zones.count() == 1:
            raise Refused(_("لا تبقى الصفحة الأولى بلا منطقة. أضف أخرى قبل أن تحذف هذه."))
        doing.names = {"zone": str(gone)}
        gone.delete()
    return doing.act


def undo(section: int | None, by: Any, *, number: int, seen: int | None = None) -> FrontAct | None:
    """Put back what an act changed. Refused when it was undone, or when what it made was changed since."""
    with acting(section, by, FrontActKind.UNDO, seen) as doing:
        act = doing.front.acts.filter(number=number).first()
        if act is None:
            raise Refused(_("لم يعد هذا الفعل في السجل."))
        if act.undone_by_id:
            raise Refused(_("تُراجع عن هذا من قبل."))
        if not fits(act.changes, doing.rows):
            raise Refused(_("تغيّر بعد هذا الفعل ما غيّره، فلا يُتراجع عنه وحده. تراجع عن الأحدث أولًا."))
        put_back(doing.front, act.changes, doing.rows)
        doing.names = {"kind": act.kind, **act.names}
    if doing.act:
        act.undone_by = doing.act
        act.save(update_fields=["undone_by"])
    return doing.act


# --- What is checked --------------------------------------------------------------------------------------

ZONE_VALUES = ("title", "layout", "size", "fill", "section", "keyword", "source")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a zone, with only what its rule names, and one place where one story leads."""
    fill = Fill(values["fill"])
    if fill in (Fill.SECTION, Fill.KEYWORD, Fill.SOURCE) and not values.get(fill.value):
        asks = {
            Fill.SECTION: _("اختر القسم الذي تملأ أخباره المنطقة."),
            Fill.KEYWORD: _("اكتب الكلمة الدلالية التي تملأ أخبارها المنطقة."),
            Fill.SOURCE: _("اختر المصدر الذي تملأ أخباره المنطقة."),
        }
        raise Refused(asks[fill])
    size = 1 if values["layout"] == Layout.LEAD else values["size"]
    if not 1 <= size <= LONGEST_ZONE:
        raise Refused(_("للمنطقة من خبر واحد إلى %d خبرًا.") % LONGEST_ZONE)
    layout = Layout.STRIP if fill == Fill.EACH else values["layout"]
    named = {
        name: values.get(name) if name == fill.value else None for name in ("section", "keyword", "source")
    }
    return {"title": values.get("title", ""), "layout": layout, "size": size, "fill": fill, **named}


def _place(zone: Zone, place: int) -> Zone:
    """`zone`, if it has such a place."""
    if zone.fill == Fill.EACH:
        raise Refused(
            _(
                "لا يُثبَّت خبر في «%(zone)s». اضغط تحت شريط قسمه «اجعل له منطقة تُرتّبها»، "
                "أو أضف لقسمه منطقة جديدة، ثم ثبّته فيها."
            )
            % {"zone": zone}
        )
    if not 1 <= place <= zone.size:
        raise Refused(
            _("في «%(zone)s» %(size)d من الأماكن. اختر مكانًا منها، أو كبّر المنطقة.")
            % {"zone": zone, "size": zone.size}
        )
    return zone


def _holder(zone: Zone, place: int, at: datetime) -> Pin | None:
    """The pin that holds a place at the moment `at`, whether its story is out or not."""
    running: Pin | None = (
        Pin.objects.running(at).filter(zone=zone, place=place).order_by("-begins_at", "-pk").first()
    )
    return running


def _times(begins: datetime | None, ends: datetime | None, now: datetime) -> tuple[datetime, datetime | None]:
    """The whole minutes of a plan; `now` exactly where nothing is planned."""
    begins_at = begins.replace(second=0, microsecond=0) if begins else now
    ends_at = ends.replace(second=0, microsecond=0) if ends else None
    if begins and begins_at <= now:
        raise Refused(_("مضى موعد البداية %(at)s. اتركه فارغًا ليبدأ الآن.") % {"at": in_words(begins_at)})
    if ends_at and ends_at <= now:
        raise Refused(_("مضى موعد النهاية %(at)s. اختر موعدًا لم يأت بعد.") % {"at": in_words(ends_at)})
    _check_order(begins_at, ends_at)
    return begins_at, ends_at


def _check_order(begins: datetime, ends: datetime | None) -> None:
    if ends and ends <= begins:
        raise Refused(_("ينتهي التثبيت بعد أن يبدأ، لا قبله. صحّح أحد الموعدين."))


def _order(zones: list[Zone]) -> None:
    """Store `zones` in this order; those that stand right already are left alone."""
    for position, zone in enumerate(zones):
        if zone.position != position or zone.pk is None:
            zone.position = position
            zone.save()


def _names(
    article: Article, zone: Zone, place: int, begins: datetime | None = None, ends: datetime | None = None
) -> dict[str, Any]:
    times = {"begins": begins, "ends": ends}
    return {
        "story": article.headline,
        "zone": str(zone),
        "place": place,
        **{name: at.isoformat() for name, at in times.items() if at},
    }
