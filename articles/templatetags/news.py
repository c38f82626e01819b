"""How templates write dates, names and texts in an Arabic page."""

import re
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from articles.text.bidi import isolate

register = template.Library()

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


@register.filter
def isolated(text: str) -> SafeString:
    """Escaped `text` in which Latin names and numbers with signs cannot turn the line around."""
    return mark_safe(isolate(conditional_escape(text)))


@register.filter
def prose(html: str) -> SafeString:
    """A cleaned body as the page shows it: Latin runs isolated, tables scrolling inside themselves.

    Only for what HtmlField stored: that is what went through the allow-list.
    """
    scrolling = _TABLE.sub(r'<div class="table-scroll" tabindex="0">\g<0></div>', html)
    return mark_safe(isolate(scrolling))


@register.simple_tag
def moment(at: datetime | None, style: str = "full") -> SafeString:
    """`at` as a <time>: «الثلاثاء 24 نوفمبر 2026، 18:30» (full), «24 نوفمبر، 18:30» (short) or a date."""
    if at is None:
        return SafeString("")
    local = timezone.localtime(at)
    machine = local.date().isoformat() if style == "date" else local.isoformat(timespec="minutes")
    return mark_safe(f'<time datetime="{machine}">{date_format(local, _FORMATS[style])}</time>')


_FORMATS = {"full": "l j F Y، H:i", "short": "j F، H:i", "date": "l j F Y"}


@register.simple_tag
def today() -> SafeString:
    """Today's date in the masthead."""
    return moment(timezone.now(), "date")
