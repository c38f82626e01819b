"""Times as the desk says them: with the day in words, and always with the zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What Arabic papers call the zones of their readers; others are said by their distance from Greenwich.
_CITIES = {
    "Africa/Algiers": gettext_lazy("الجزائر"),
    "Africa/Cairo": gettext_lazy("القاهرة"),
    "Africa/Casablanca": gettext_lazy("الدار البيضاء"),
    "Africa/Khartoum": gettext_lazy("الخرطوم"),
    "Africa/Nouakchott": gettext_lazy("نواكشوط"),
    "Africa/Tripoli": gettext_lazy("طرابلس"),
    "Africa/Tunis": gettext_lazy("تونس"),
    "Asia/Aden": gettext_lazy("عدن"),
    "Asia/Amman": gettext_lazy("عمّان"),
    "Asia/Baghdad": gettext_lazy("بغداد"),
    "Asia/Bahrain": gettext_lazy("المنامة"),
    "Asia/Beirut": gettext_lazy("بيروت"),
    "Asia/Damascus": gettext_lazy("دمشق"),
    "Asia/Dubai": gettext_lazy("دبي"),
    "Asia/Gaza": gettext_lazy("غزة"),
    "Asia/Hebron": gettext_lazy("الخليل"),
    "Asia/Kuwait": gettext_lazy("الكويت"),
    "Asia/Muscat": gettext_lazy("مسقط"),
    "Asia/Qatar": gettext_lazy("الدوحة"),
    "Asia/Riyadh": gettext_lazy("الرياض"),
    "Europe/Istanbul": gettext_lazy("إسطنبول"),
    "Europe/London": gettext_lazy("لندن"),
    "Europe/Paris": gettext_lazy("باريس"),
}

# How Arabic counts: one, two, three to ten, and more
_MINUTES, _HOURS, _DAYS = (
    (gettext_lazy("دقيقة"), gettext_lazy("دقيقتين"), gettext_lazy("%d دقائق"), gettext_lazy("%d دقيقة")),
    (gettext_lazy("ساعة"), gettext_lazy("ساعتين"), gettext_lazy("%d ساعات"), gettext_lazy("%d ساعة")),
    (gettext_lazy("يوم"), gettext_lazy("يومين"), gettext_lazy("%d أيام"), gettext_lazy("%d يومًا")),
)

# The years that a newsroom can mean: a slip of the keyboard is seen, and no zone or database counts beyond.
YEARS = range(1000, 9000)


def is_meant(day: date) -> bool:
    """Whether somebody can mean that day, or that moment."""
    return day.year in YEARS


def check_meant(day: date) -> None:
    """ValidationError, for the editor, for a day or moment that nobody means."""
    if not is_meant(day):
        raise ValidationError(
            _("لا يُقصد هذا التاريخ: اكتب سنة بين %(first)d و%(last)d."),
            code="not_meant",
            params={"first": YEARS[0], "last": YEARS[-1]},
        )


def in_words(at: datetime) -> str:
    """«الأربعاء 25 نوفمبر 2026، 21:30 بتوقيت الرياض»."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'l j F Y، H:i')} {zone_in_words(local)}"


def zone_in_words(at: datetime | None = None) -> str:
    """The newsroom's zone at the moment `at` (now): «بتوقيت الرياض», or «بتوقيت غرينتش +05:30»."""
    name = timezone.get_current_timezone_name()
    if city := _CITIES.get(name):
        return _("بتوقيت %(city)s") % {"city": city}
    offset = timezone.localtime(at or timezone.now()).isoformat()[-6:]
    return _("بتوقيت غرينتش %(offset)s") % {"offset": offset}


def distance_in_words(at: datetime, now: datetime) -> str:
    """How far `at` is from `now`: «بعد ساعتين و5 دقائق», «قبل 3 أيام». At most two units, rounded down."""
    seconds = int(abs((at - now).total_seconds()))
    span = _span_in_words(seconds)
    if not span:
        return _("بعد أقل من دقيقة") if at > now else _("قبل لحظات")
    return (_("بعد %(span)s") if at > now else _("قبل %(span)s")) % {"span": span}


def length_in_words(seconds: int) -> str:
    """How long something takes, behind «في»: «دقيقتين», «ساعة و5 دقائق»; to the nearest minute."""
    return _span_in_words(round(seconds / 60) * 60) or str(_("أقل من دقيقة"))


def _span_in_words(seconds: int) -> str:
    """The largest unit with the next one's rest; "" below a minute, days alone from a week on."""
    days, hours, minutes = seconds // 86_400, seconds // 3600 % 24, seconds // 60 % 60
    units = [(days, _DAYS), (hours if days < 7 else 0, _HOURS), (minutes if not days else 0, _MINUTES)]
    words = [counted(count, of_unit) for count, of_unit in units if count]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s و%(second)s") % {"first": words[0], "second": words[1]}


def counted(count: int, words: tuple[Any, ...]) -> str:
    """`count` of something, `words` being how it is said of one, of two, of three to ten, and of more."""
    if count <= 2:
        return str(words[count - 1])
    return str(words[2 if 3 <= count % 100 <= 10 else 3]) % count


def minutes_in_words(count: int) -> str:
    """«دقيقة», «دقيقتين», «6 دقائق», «24 دقيقة»."""
    return counted(count, _MINUTES)


def hours_in_words(count: int) -> str:
    """«ساعة», «ساعتين», «6 ساعات», «24 ساعة»."""
    return counted(count, _HOURS)


def days_in_words(count: int) -> str:
    """«يوم», «يومين», «7 أيام», «30 يومًا»."""
    return counted(count, _DAYS)


def clock(at: datetime | None = None) -> str:
    """The newsroom's time of day at the moment `at` (now), with the date where it is not today's."""
    local = timezone.localtime(at)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "j F، H:i")


def microseconds(at: datetime) -> int:
    """Since 1970, and exact: two stories may follow each other within a second."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
