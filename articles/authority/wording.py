"""Why a merge, or taking one back, is refused: the same of keywords and of sources, each in its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Wording:
    itself: Any
    missing: Any
    kept_is_gone: Any
    later: Any
    is_its_name: Any  # name
    taken: Any  # name, owner
    taken_just_now: Any  # name


WORDING = {
    "keyword": Wording(
        itself=_("لا تُدمج الكلمة في نفسها."),
        missing=_("لم تعد إحدى الكلمتين موجودة: لعلها دُمجت أو حُذفت قبل قليل."),
        kept_is_gone=_("حُذفت الكلمة الباقية، فلا تراجع."),
        later=_("جرى على هذه الكلمة فعل بعده. تراجع عن الأحدث أولًا."),
        is_its_name=_("صار «%(name)s» اسم الكلمة الباقية نفسها، فلا تراجع."),
        taken=_("صار الاسم «%(name)s» أو رابطه للكلمة «%(owner)s»، فلا يعود."),
        taken_just_now=_("صار الاسم «%(name)s» أو رابطه لكلمة أخرى، فلا يعود."),
    ),
    "source": Wording(
        itself=_("لا يُدمج المصدر في نفسه."),
        missing=_("لم يعد أحد المصدرين موجودًا: لعله دُمج أو حُذف قبل قليل."),
        kept_is_gone=_("حُذف المصدر الباقي، فلا تراجع."),
        later=_("جرى على هذا المصدر دمج بعده. تراجع عن الأحدث أولًا."),
        is_its_name=_("صار «%(name)s» اسم المصدر الباقي نفسه، فلا تراجع."),
        taken=_("صار الاسم «%(name)s» أو رابطه للمصدر «%(owner)s»، فلا يعود."),
        taken_just_now=_("صار الاسم «%(name)s» أو رابطه لمصدر آخر، فلا يعود."),
    ),
}
