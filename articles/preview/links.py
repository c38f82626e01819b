"""Making, opening and revoking private links to a story in any state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, PreviewLink
from articles.workflow.acts import Refused, locked
from articles.workflow.permissions import may_edit

MOST_OPEN = 20  # per article: more than anybody keeps an eye on

_signer = Signer(salt="articles.preview", sep=".")


class Lifetime(models.IntegerChoices):
    """For how many hours a link is good."""

    HOUR = 1, gettext_lazy("ساعة")
    DAY = 24, gettext_lazy("يوم")
    WEEK = 168, gettext_lazy("سبعة أيام")


class Over(Exception):
    """A link of ours that leads nowhere any longer: expired, revoked, or its article is gone."""


@transaction.atomic
def make(pk: int, by: Any, lifetime: Lifetime, note: str) -> PreviewLink:
    """A link to the article for the person named in `note`, by somebody who may edit it.

    Refused where too many are open, or for nobody; PermissionDenied for who may not edit.
    """
    article = locked(pk)
    if not may_edit(by, article):
        raise PermissionDenied(_("ليس لك أن تصنع رابط معاينة لهذا الخبر. اطلبه ممن يحرره."))
    if not note.strip():
        raise Refused(_("اكتب لمن الرابط، ليعرف زملاؤك من يقرأ الخبر قبل نشره."))
    if article.preview_links.open().count() >= MOST_OPEN:
        raise Refused(_("للخبر %d رابطًا ساريًا. أبطل ما لا يُحتاج إليه، ثم اصنع رابطًا جديدًا.") % MOST_OPEN)
    now = timezone.now()
    until = now + timedelta(hours=lifetime)
    made: PreviewLink = article.preview_links.create(note=note, made_by=by, made_at=now, expires_at=until)
    return made


def may_revoke(by: Any, link: PreviewLink) -> bool:
    """Whoever may edit the article, and whoever made the link, also when the article has moved on."""
    return link.made_by_id == by.pk or may_edit(by, link.article)


def revoke(link: PreviewLink, by: Any) -> bool:
    """Let `link` lead nowhere from now on; False when it was over already. PermissionDenied as above."""
    if not may_revoke(by, link):
        raise PermissionDenied(_("ليس لك أن تبطل هذا الرابط. اطلب ذلك ممن صنعه أو ممن يحرر الخبر."))
    return PreviewLink.objects.filter(pk=link.pk).revoke(by) > 0


def token_of(link: PreviewLink) -> str:
    """What its address has after /preview/: its number, signed."""
    return _signer.sign(str(link.pk))


def opened(token: str) -> tuple[Article, PreviewLink]:
    """The article that `token` leads to now; one query, none for a token that is not ours.

    Over when its time is over; BadSignature for what was never a token.
    """
    pk = int(_signer.unsign(token))
    parts = ("article__section__parent", "article__source", "article__lead_photo")
    link = PreviewLink.objects.filter(pk=pk).select_related(*parts).first()
    if link is None or not link.is_open_at(timezone.now()):
        raise Over
    return link.article, link
