"""The sentences of the publish checklist."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "headline": _("اكتب عنوانًا فيه حرف أو رقم."),
    "lede": _("اكتب المقدمة: بها يظهر الخبر في القوائم والخلاصات."),
    "body": _("اكتب نص الخبر."),
    "section": _("اختر القسم."),
    "source": _("اختر المصدر، أو غرفة أخبارنا إن كان الخبر لنا."),
    "photo-alt": _("اكتب النص البديل للصورة الرئيسية: ما يراه الناظر، لمن لا يراها."),
    "photo-credit": _("اكتب حقوق الصورة الرئيسية: المصوّر أو الوكالة."),
    "source-link": _("يشترط المصدر «%(source)s» رابط الأصل: اكتبه."),
    "source-time": _(
        "يشترط المصدر «%(source)s» مهلة %(hours)s بعد نشره عنده: اكتب متى نشره، لنعرف متى يُنشر عندنا."
    ),
    "photo-rights-ended": _(
        "انتهت حقوق الصورة الرئيسية في %(at)s، فلا يراها القراء: اختر غيرها أو جدّد حقوقها."
    ),
    "photo-rights-end": _("تنتهي حقوق الصورة الرئيسية في %(at)s، ثم لا يراها القراء."),
    "text-photo-credit": _("صور في النص بلا حقوق مكتوبة، فاكتبها: المصوّر أو الوكالة. %(photos)s"),
    "text-photo-rights-ended": _("صور في النص انتهت حقوقها، فلا يراها القراء: %(photos)s"),
    "text-photo-rights-end": _("صور في النص تنتهي حقوقها قريبًا، ثم لا يراها القراء: %(photos)s"),
    "headline-length": _(
        "طول العنوان %(length)d حرفًا، وما زاد على %(most)d لا تسعه ثلاثة أسطر في قوائم الهاتف: "
        "اكتب له عنوانًا قصيرًا."
    ),
    "keywords": _("لا كلمات دلالية له: أضف ما يصل به القارئ إلى أخبار الموضوع نفسه."),
    "read-also": _("قائمة «إقرأ أيضاً» فارغة."),
    "dead-links": _("في النص روابط إلى أخبار لا يراها القراء: %(links)s"),
    "embargo": _("محظور قبل %(at)s: لا يُنشر ولا يُجدول لما قبله."),
    "source-embargo": _("يُنشر عن المصدر «%(source)s» بعد %(hours)s من نشره عنده: لا قبل %(at)s."),
    "licence": _("لم يُكتب ترخيص المصدر «%(source)s»: تحقّق من شرط النشر عنه."),
    "copy": _("خبر منشور يشبه نصه نص هذا الخبر، ومصدره %(sources)s."),
    "style": _("مواضع تخالف دليل الأسلوب: %(count)d"),
    "style-too-long": _(
        "النص أطول من أن يُفحص أسلوبه (أكثر من %(most)d حرف): قسّمه، أو أزل ما لُصق فيه من تنسيق."
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """Something to do before publication, or (not `blocking`) to think of."""

    id: str
    field: str  # of the article's form
    blocking: bool
    values: dict[str, Any] = dataclasses.field(default_factory=dict)  # that the sentence names
    links: tuple[str, ...] = ()  # addresses on this site that it speaks of

    @property
    def sentence(self) -> str:
        """What to say to the editor, in the language of the moment."""
        return str(SENTENCES[self.id]) % self.values
