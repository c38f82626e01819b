"""What the templates of readers' pages and feeds can call: texts, dates and addresses of an Arabic page."""

import re
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import get_language, get_language_bidi, gettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from articles.addresses import path_of
from articles.media.pictures import FULL, SQUARE
from articles.sharing import share_links
from articles.text.bidi import isolate
from articles.text.slugs import words_in
from articles.text.verse import with_verse
from articles.times import length_in_words, microseconds, minutes_in_words

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def environment(**options: Any) -> Environment:
    """Django's Jinja with our words in it; a name that a template misspells is an error, not a blank."""
    jinja = Environment(**{**options, "undefined": StrictUndefined}, trim_blocks=True, lstrip_blocks=True)
    jinja.globals |= {
        "FULL": FULL,
        "SQUARE": SQUARE,
        "_": gettext,
        "language": get_language,
        "minutes": minutes_in_words,
        "direction": lambda: "rtl" if get_language_bidi() else "ltr",
        "length_in_words": length_in_words,
        "moment": moment,
        "paper": lambda: settings.SITE_NAME,
        "path": path_of,
        "share_links": share_links,
        "static": static,
        "words_in": words_in,
    }
    jinja.filters |= {"isolated": isolated, "microseconds": microseconds, "prose": prose}
    return jinja


def isolated(text: str) -> Markup:
    """Escaped `text` in which Latin names and numbers with signs cannot turn the line around."""
    return Markup(isolate(escape(text)))


def prose(html: str) -> Markup:
    """A cleaned body as the page shows it: Latin runs isolated, tables scrolling in themselves, verse set.

    Only for what HtmlField stored: that is what went through the allow-list.
    """
    scrolling = _TABLE.sub(r'<div class="table-scroll" tabindex="0">\g<0></div>', html)
    return Markup(isolate(with_verse(scrolling)))


def moment(at: datetime | None, style: str = "full", ago: bool = False) -> Markup:
    """`at` as a <time>: «الثلاثاء 24 نوفمبر 2026، 18:30» (full), «24 نوفمبر، 18:30» (short), clock, date.

    With `ago` static/js/reading.js adds «قبل ساعتين»: a kept page does not know when it is read.
    """
    return _moment(at, style, ago, timezone.get_current_timezone(), get_language()) if at else Markup()


@lru_cache(maxsize=4096)  # a front page has sixty, the same a minute later
def _moment(at: datetime, style: str, ago: bool, zone: tzinfo, language: str) -> Markup:
    """In `language`, which is the current one."""
    local = timezone.localtime(at, zone)
    day, minute = f"{local.day} {MONTHS[local.month]}", f"{local.hour:02}:{local.minute:02}"
    if style == "clock":
        words = minute
    elif style == "short":
        words = f"{day}، {minute}"
    else:
        words = f"{WEEKDAYS[local.weekday()]} {day} {local.year}"
        if style == "date":
            return Markup(f'<time datetime="{local.date()}">{words}</time>')
        words = f"{words}، {minute}"
    mark = " data-ago" if ago else ""
    return Markup(f'<time datetime="{local.isoformat(timespec="minutes")}"{mark}>{words}</time>')
