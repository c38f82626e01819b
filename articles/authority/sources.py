"""Merging sources, as keywords are merged (acts.py): one transaction, and old addresses lead on.

It is recorded in the history of the source that stays, too. undo.py takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.authority.moves import (
    adopt,
    adopted,
    locked,
    move_all,
    point_address,
    refuse_itself,
    send_changed,
)
from articles.expiry import renew_ends
from articles.ledger.rules import Rules
from articles.models import Source, SourceAct

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
    refuse_itself(keep, gone)
    return SourcePreview(
        keep=keep,
        gone=gone,
        stories=gone.articles.count(),
        spellings=[gone.name, *gone.other_spellings()],
        addresses=[gone.slug, *gone.redirects.order_by("pk").values_list("slug", flat=True)],
        adopts=adopted(keep, gone, _ADOPTED),
        other_rules=Rules.of(keep) != Rules.of(gone),
    )


@transaction.atomic
def merge(*, keep: Source, gone: Source, by: Any) -> SourceAct:
    """Make `gone` one of the spellings of `keep`: stories, spellings and addresses go over, it is deleted.

    Its stories come under the rules of `keep`. Refused when either is gone by now, as after a second click;
    PermissionDenied for who may not.
    """
    if not may_merge(by):
        raise PermissionDenied(_("ليس لك أن تدمج مصدرين. اطلبه من رئيس التحرير."))
    refuse_itself(keep, gone)
    keep, gone = locked(Source, keep.pk, gone.pk)
    stories = list(gone.articles.order_by("pk").values_list("pk", flat=True))
    gone.articles.update(source=keep)
    moved, taken_over = move_all(keep=keep, gone=gone), adopted(keep, gone, _ADOPTED)
    adopt(keep, gone, taken_over)
    act = SourceAct.objects.create(
        by=by,
        source=keep,
        gone_id=gone.pk,
        name=gone.name,
        slug=gone.slug,
        logo=gone.logo,
        was=SourceAct.values_of(gone),
        new_name=keep.name,
        moved={"articles": stories, "adopted": taken_over, **moved},
    )
    other_end = keep.expiry_days != gone.expiry_days
    said = _("دُمج فيه المصدر «%(name)s» (أخباره: %(count)d).") % {"name": gone.name, "count": len(stories)}
    LogEntry.objects.log_actions(by.pk, [keep], CHANGE, said, single_object=True)
    gone.delete()
    point_address(act.slug, keep)
    send_changed(stories)
    if other_end:
        transaction.on_commit(lambda: renew_ends.enqueue(keep.pk))
    return act
