from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.preview.links import Over, opened
from articles.preview.page import keep_private, preview_page
from articles.story import Story
from articles.times import in_words


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A story in any state, as it is stored, for whoever has a link to it; never kept by any cache."""
    try:
        article, link = opened(token)
    except BadSignature as error:
        raise Http404("not a link of ours") from error
    except Over:
        return keep_private(render(request, "articles/preview_over.html", status=410))
    notice = (
        _("معاينة خاصة، لا تنشر رابطها"),
        str(article.state.label),
        _("ينتهي الرابط %(at)s") % {"at": in_words(link.expires_at)},
    )
    return preview_page(request, Story.stored(article), notice)
