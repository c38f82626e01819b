"""House style for the desk: findings in an article's fields with their sentences, and one-click mending."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.text.html import clean_html
from articles.text.style import Finding, check, mend, mend_all

TEXTS = ("kicker", "headline", "short_headline", "lede", "body")
HTML_FIELDS = frozenset({"body"})
MOST_SHOWN = 300  # findings in one answer; a text with more is mended as a whole
# So much with a slip in every word is read in 1.5 s and mended in 2.4 s of processor time; news stories have
# about 1,800 (docs/decisions/0015-house-style.md).
MOST_CHARACTERS = 200_000

SENTENCES: dict[str, str | Promise] = {
    "comma": _("فاصلة لاتينية؛ العربية «،»."),
    "semicolon": _("فاصلة منقوطة لاتينية؛ العربية «؛»."),
    "question": _("علامة استفهام لاتينية؛ العربية «؟»."),
    "repeated-sign": _("علامة ترقيم مكررة."),
    "quotes": _("علامتا التنصيص « »، وما داخلهما “ ”."),
    "space-before": _("مسافة قبل علامة الترقيم."),
    "space-after": _("لا مسافة بعد علامة الترقيم."),
    "space-inside": _("مسافة زائدة داخل القوسين أو علامتي التنصيص."),
    "double-space": _("مسافة مكررة."),
    "tatweel": _("تطويل داخل الكلمة."),
    "digits": _("أرقام عربية وهندية في نص واحد."),
    "direction-mark": _("علامة خفية لا تُرى."),
    "persian-letter": _("حرف فارسي مكان الحرف العربي."),
    "final-letter": _("الحرف الأخير: ة أو ه، ي أو ى."),
    "hamza": _("همزة ناقصة أو زائدة."),
    "repeated-word": _("كلمة مكررة."),
}
# Where a rule has nothing to propose
QUESTIONS: dict[str, str | Promise] = {
    "quotes": _("علامة تنصيص بلا أختها."),
    "persian-letter": _("حرف فارسي في آخر الكلمة: ي أم ى؟"),
    "hamza": _("همزة ناقصة، والكلمة تحتمل وجهين."),
}


def texts_of(article: Article) -> dict[str, str]:
    """The fields of `article` that house style speaks of, with their values."""
    return {name: getattr(article, name) for name in TEXTS}


def is_too_long(fields: Mapping[str, str]) -> bool:
    """Whether `fields` have more than MOST_CHARACTERS, which nobody should wait for."""
    return sum(map(len, fields.values())) > MOST_CHARACTERS


def findings_in(fields: Mapping[str, str], silenced: Collection[str] = ()) -> Iterator[tuple[str, Finding]]:
    """The findings in `fields` (names and values) with the field of each, but those whose key is `silenced`.

    Their places in a field of HTML count in what clean_html makes of it.
    """
    for name, value in fields.items():
        is_html = name in HTML_FIELDS
        for finding in check(_source(name, value), html=is_html):
            if not silenced or finding.key not in silenced:
                yield name, finding


def described(findings: Iterable[tuple[str, Finding]]) -> list[dict[str, Any]]:
    """The first MOST_SHOWN of `findings`, each with the name of its field, as plain values.

    Each has its field, key, rule and sentence, the text that is found with some before and after, and the
    replacement: None where only a person can say.
    """
    return [
        {
            "field": name,
            "key": finding.key,
            "rule": finding.rule,
            "sentence": _sentence(finding),
            "before": finding.before,
            "found": finding.found,
            "after": finding.after,
            "replacement": finding.replacement,
        }
        for name, finding in islice(findings, MOST_SHOWN)
    ]


def mend_fields(
    fields: Mapping[str, str], *, only: Collection[str] | None = None, silenced: Collection[str] = ()
) -> dict[str, str]:
    """Those of `fields` that change when their findings are mended, HTML cleaned.

    `only` are keys of findings to mend; without it all are but those whose key is `silenced`.
    """
    mended = {}
    for name, value in fields.items():
        source, is_html = _source(name, value), name in HTML_FIELDS
        if only is None:
            new = mend_all(source, html=is_html, silenced=silenced)
        else:
            new = mend(source, [one for one in check(source, html=is_html) if one.key in only])
        if new != source:
            mended[name] = new
    return mended


def _source(name: str, value: str) -> str:
    return clean_html(value) if name in HTML_FIELDS else value


def _sentence(finding: Finding) -> str:
    said = SENTENCES[finding.rule]
    return str(said if finding.edits else QUESTIONS.get(finding.rule, said))
