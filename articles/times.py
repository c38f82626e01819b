"""Times as the desk says them: with the day in words, and always with the zone."""

from __future__ import annotations

from datetime import datetime

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


def clock(at: datetime | None = None) -> str:
    """The newsroom's time of day at the moment `at` (now), with the date where it is not today's."""
    local = timezone.localtime(at)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "j F، H:i")
