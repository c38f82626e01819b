"""Merging sources, as keywords are merged (acts.py): one transaction, and old addresses lead on.

It is recorded in the log of the source that stays; unlike a merge of keywords it cannot be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.authority.acts import Refused, send_changed
from articles.authority.redirects import lead
from articles.expiry import renew_ends
from articles.ledger.rules import Rules
from articles.models import Source

# What the one that stays takes over where it has nothing of its own. Its rules are its own in any case.
_ADOPTED = ("home_page", "logo", "country", "licence", "attribution", "attribution_url", "about")


@dataclass(frozen=True, slots=True)
class SourcePreview:
    """What a merge would change."""

    keep: Source
    gone: Source
    stories: int
    spellings: list[str]  # that lead to the kept one from now on
    addresses: list[str]  # slugs that lead to the kept one's page from now on
    adopts: list[str]  # names of the fields that the kept one takes over
    other_rules: bool  # the stories that move come under other rules


def may_merge(user: Any) -> bool:
    """A merge changes one source and deletes the other."""
    return user.has_perms(["articles.change_source", "articles.delete_source"])


def preview_merge(*, keep: Source, gone: Source) -> SourcePreview:
    """What merge(keep=…, gone=…) would do now; nothing is changed. Refused when it would be."""
    _refuse_itself(keep, gone)
    return SourcePreview(
        keep=keep,
        gone=gone,
        stories=gone.articles.count(),
        spellings=[gone.name, *gone.other_spellings()],
        addresses=[gone.slug, *gone.redirects.order_by("pk").values_list("slug", flat=True)],
        adopts=_adopted(keep, gone),
        other_rules=Rules.of(keep) != Rules.of(gone),
    )


@transaction.atomic
def merge(*, keep: Source, gone: Source, by: Any) -> int:
    """Make `gone` one of the spellings of `keep`, and delete it; how many stories came over.

    Its stories come under the rules of `keep`. Refused when either is gone by now, as after a second click;
    PermissionDenied for who may not.
    """
    if not may_merge(by):
        raise PermissionDenied(_("ليس لك أن تدمج مصدرين. اطلبه من رئيس التحرير."))
    _refuse_itself(keep, gone)
    keep, gone = _locked(keep.pk, gone.pk)
    stories = list(gone.articles.order_by().values_list("pk", flat=True))
    gone.articles.update(source=keep)
    gone.spellings.update(source=keep)
    gone.redirects.update(source=keep)
    for field in _adopted(keep, gone):
        setattr(keep, field, getattr(gone, field))
    keep.save()  # also where it adopts nothing: its pages show other stories now
    other_end = keep.expiry_days != gone.expiry_days
    said = _("دُمج فيه المصدر «%(name)s» (أخباره: %(count)d).") % {"name": gone.name, "count": len(stories)}
    LogEntry.objects.log_actions(by.pk, [keep], CHANGE, said, single_object=True)
    gone.delete()
    lead(gone.slug, keep)
    send_changed(stories)
    if other_end:
        transaction.on_commit(lambda: renew_ends.enqueue(keep.pk))
    return len(stories)


def _refuse_itself(keep: Source, gone: Source) -> None:
    if keep.pk == gone.pk:
        raise Refused(_("لا يُدمج المصدر في نفسه."))


def _locked(*pks: int) -> list[Source]:
    """The sources `pks` in this order, locked until the transaction ends; Refused when one is gone."""
    rows = Source.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    found = {source.pk: source for source in rows}
    if len(found) < len(pks):
        raise Refused(_("لم يعد أحد المصدرين موجودًا: لعله دُمج أو حُذف قبل قليل."))
    return [found[pk] for pk in pks]


def _adopted(keep: Source, gone: Source) -> list[str]:
    return [field for field in _ADOPTED if getattr(gone, field) and not getattr(keep, field)]
