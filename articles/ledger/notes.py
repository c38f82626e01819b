"""The rules of a source in the words in which editors read them, beside the story that they limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.ledger.rules import EXCERPT, FULL, HEADLINE, ORIGINAL, Rules
from articles.times import counted, days_in_words, hours_in_words, in_words

_WORDS = (
    gettext_lazy("كلمة واحدة"),
    gettext_lazy("كلمتين"),
    gettext_lazy("%d كلمات"),
    gettext_lazy("%d كلمة"),
)


def notes(
    rules: Rules,
    name: str,
    source_published_at: datetime | None = None,
    published_at: datetime | None = None,
) -> list[str]:
    """What `rules` of the source `name` limit, a sentence each; that nothing is limited where they do not.

    With the times of a story, when it may be published and when it ends.
    """
    times = _of_times(rules, source_published_at, published_at)
    said = [*_of_text(rules, name), *_of_addresses(rules), *times]
    return said or [_("لا قيد من «%(source)s»: يُنشر النص كاملًا.") % {"source": name}]


def brief(rules: Rules) -> list[str]:
    """The same in a few words each, for a list of sources; empty where nothing is limited."""
    words, hours = counted(rules.excerpt_words or 1, _WORDS), hours_in_words(rules.embargo_hours or 1)
    said = [
        (rules.permits == HEADLINE, _("العنوان وحده")),
        (rules.permits == EXCERPT, _("مقتطف من %(words)s") % {"words": words}),
        (rules.permits == FULL and not rules.full_text_in_feeds, _("المقدمة وحدها في الخلاصات")),
        (rules.needs_address, _("رابط الأصل شرط")),
        (rules.canonical == ORIGINAL, _("المعتمد رابط الأصل")),
        (rules.nofollow, "nofollow"),
        (rules.embargo_hours, _("مهلة %(hours)s") % {"hours": hours}),
        (rules.expiry_days, _("يُعرض %(days)s") % {"days": days_in_words(rules.expiry_days or 1)}),
    ]
    return [sentence for holds, sentence in said if holds]


def _of_text(rules: Rules, name: str) -> Iterator[str]:
    if rules.permits == HEADLINE:
        yield _("من «%(source)s» يُنشر العنوان وحده؛ النص كامل هنا للتحرير.") % {"source": name}
    elif rules.permits == EXCERPT:
        words = counted(rules.excerpt_words or 0, _WORDS)
        yield _("من «%(source)s» يُنشر مقتطف من %(words)s فقط؛ النص كامل هنا للتحرير.") % {
            "source": name,
            "words": words,
        }
    elif not rules.full_text_in_feeds:
        yield _("لا يدخل النص الكامل خلاصات RSS: فيها المقدمة وحدها.")


def _of_addresses(rules: Rules) -> Iterator[str]:
    if rules.needs_address:
        yield _("لا يُنشر خبره من دون رابط الأصل.")
    if rules.canonical == ORIGINAL:
        yield _("يُدرج الأصل في محركات البحث لا صفحتنا، إلا إن كُتب في الخبر رابط معتمد.")
    if rules.nofollow:
        yield _("رابط الأصل لا تتبعه محركات البحث.")


def _of_times(
    rules: Rules, source_published_at: datetime | None, published_at: datetime | None
) -> Iterator[str]:
    if rules.embargo_hours:
        said = _("يُنشر بعد %(hours)s من نشره عند المصدر.") % {"hours": hours_in_words(rules.embargo_hours)}
        if earliest := rules.earliest(source_published_at):
            said += " " + _("لا يُنشر قبل %(at)s.") % {"at": in_words(earliest)}
        yield said
    if rules.expiry_days:
        said = _("ينتهي عرضه بعد %(days)s من نشره عندنا.") % {"days": days_in_words(rules.expiry_days)}
        if end := rules.end(published_at):
            said += " " + _("ينتهي في %(at)s.") % {"at": in_words(end)}
        yield said
