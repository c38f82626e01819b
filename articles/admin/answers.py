"""Answers of the desk to its scripts: JSON, with a `message` for the editor where it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

SIGNED_OUT = gettext_lazy("انتهت جلستك.")
GONE = gettext_lazy("حُذف هذا الخبر وأنت تكتب: انسخ نصك إلى خبر جديد.")
NOT_YOURS = gettext_lazy("لم يعد لك أن تحرر هذا الخبر: تغيّرت حالته أو صلاحياتك.")


def asked_by_script(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view` for POST alone, CSRF checked, with an answer of its own to a form that is too big to be read."""

    @never_cache
    @require_POST
    @csrf_exempt
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.POST  # noqa: B018 - reading it is what may fail
        except RequestDataTooBig:
            return too_big()
        return csrf_protect(view)(request, *args, **kwargs)

    return read


def too_big() -> JsonResponse:
    """That the form holds more than can be sent."""
    return refusal(
        413, _("النص أكبر من أن يُحفظ (أكثر من 5 ميغابايت): قسّمه، أو أزل ما لُصق فيه من صور وتنسيق.")
    )


def refusal(status: int, message: Any) -> JsonResponse:
    return JsonResponse({"message": str(message)}, status=status)
