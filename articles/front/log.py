"""The log of a front in words: what each act did, from the names that it kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import FrontAct
from articles.models.front import FrontActKind
from articles.times import in_words

_SAID = {
    FrontActKind.PIN: gettext_lazy("ثبّت «%(story)s» في المكان %(place)s من «%(zone)s»"),
    FrontActKind.MOVE: gettext_lazy("نقل «%(story)s» إلى المكان %(place)s من «%(zone)s»"),
    FrontActKind.PLAN: gettext_lazy("غيّر موعد «%(story)s» في المكان %(place)s من «%(zone)s»"),
    FrontActKind.UNPIN: gettext_lazy("رفع «%(story)s» من المكان %(place)s من «%(zone)s»"),
    FrontActKind.ADD_ZONE: gettext_lazy("أضاف المنطقة «%(zone)s»"),
    FrontActKind.CHANGE_ZONE: gettext_lazy("عدّل المنطقة «%(zone)s»"),
    FrontActKind.MOVE_ZONE: gettext_lazy("جعل المنطقة «%(zone)s» في المرتبة %(place)s"),
    FrontActKind.REMOVE_ZONE: gettext_lazy("حذف المنطقة «%(zone)s»"),
}


def said(act: FrontAct) -> str:
    """What `act` did, without who: «ثبّت «…» في المكان 1 من «صدارة»، من … إلى …»."""
    if act.kind == FrontActKind.UNDO:
        return _("تراجع عن: %(act)s") % {"act": _of(act.names.get("kind", ""), act.names)}
    return _of(act.kind, act.names)


def who(act: FrontAct) -> str:
    """Whose act it was."""
    return (act.by.get_full_name() or act.by.get_username()) if act.by else _("حساب محذوف")


def _of(kind: str, names: dict[str, Any]) -> str:
    if kind == FrontActKind.UNDO:
        return _("تراجع")
    words = str(_SAID[FrontActKind(kind)]) % names
    times = {
        name: in_words(datetime.fromisoformat(names[name])) for name in ("begins", "ends") if name in names
    }
    if "begins" in times:
        words += _("، من %(begins)s") % times
    if "ends" in times:
        words += _("، إلى %(ends)s") % times
    return words
