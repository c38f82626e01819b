"""Taking a merge or a rename back, as far as what it changed is still there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.authority import sources
from articles.authority.moves import (
    CHUNK,
    Refused,
    give_back,
    kind_of,
    move_back,
    point_address,
    send_changed,
)
from articles.authority.wording import WORDING
from articles.expiry import renew_ends
from articles.models import Article, ArticleKeyword, Keyword, KeywordAct, Redirect, Source, SourceAct
from articles.models.authority import ActKind, RedirectKind
from articles.text.normalize import identity_key


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back: the keyword or source, and of its stories those that were still there."""

    thing: Keyword | Source
    stories: int
    lost: int  # stories whose keywords or source were edited, or that were deleted, since


def undo(*, act: KeywordAct | SourceAct, by: Any) -> Undone:
    """Take `act` back: all of it that nobody has changed since, in one transaction.

    Refused when it was undone before, when a later act on the same keyword or source must be undone first,
    when the one that stayed is gone, or when the old name or address belongs to another by now.
    PermissionDenied for who may not merge sources.
    """
    if isinstance(act, SourceAct) and not sources.may_merge(by):
        raise PermissionDenied(_("ليس لك أن تتراجع عن دمج مصدرين. اطلبه من رئيس التحرير."))
    with transaction.atomic():
        act, keep = _locked(act)
        try:
            with transaction.atomic():
                undone = _taken_back(act, keep, by)
        except IntegrityError as error:
            said = WORDING[kind_of(keep)].taken_just_now % {"name": act.name}
            raise Refused(said) from error
        act.undone_at, act.undone_by = timezone.now(), by
        act.save(update_fields=["undone_at", "undone_by"])
    return undone


def _locked(act: KeywordAct | SourceAct) -> tuple[Any, Any]:
    """`act` as it is stored and what it kept, both locked; Refused when it cannot be taken back.

    First what it kept, then the act, in the order in which a merge takes them.
    """
    kind, acts = act.SUBJECT, type(act)._default_manager
    model: Any = type(act)._meta.get_field(kind).related_model
    pk = acts.values_list(kind, flat=True).get(pk=act.pk)
    keep = model.objects.select_for_update(of=("self",)).filter(pk=pk or 0).first()
    act = acts.select_for_update(of=("self",)).get(pk=act.pk)
    if act.undone_at:
        raise Refused(_("تُراجع عن هذا من قبل."))
    if keep is None:
        raise Refused(str(WORDING[kind].kept_is_gone))
    if keep.acts.filter(pk__gt=act.pk, undone_at__isnull=True).exists():
        raise Refused(str(WORDING[kind].later))
    _refuse_other_owner(act, keep)
    return act, keep


def _refuse_other_owner(act: KeywordAct | SourceAct, keep: Keyword | Source) -> None:
    """Name the one that has the old name or address by now; the database would only say that one has."""
    model = type(keep)
    owner = model.by_spelling(act.name) or keep
    if owner.pk == keep.pk:
        owner = model._default_manager.filter(slug=act.slug).first() or keep
    if owner.pk != keep.pk:
        raise Refused(WORDING[kind_of(keep)].taken % {"name": act.name, "owner": owner})


def _taken_back(act: KeywordAct | SourceAct, keep: Any, by: Any) -> Undone:
    if isinstance(act, SourceAct):
        return _undo_merge_of_sources(act, keep, by)
    return _undo_rename(act, keep) if act.kind == ActKind.RENAME else _undo_merge_of_keywords(act, keep)


def _undo_merge_of_keywords(act: KeywordAct, keep: Keyword) -> Undone:
    gone: Keyword = _made_again(act, keep)
    links = _restore_links(act.moved, keep, gone)
    return Undone(gone, links, len(act.moved["links"]) + _dropped_of(gone, act.moved) - links)


def _undo_merge_of_sources(act: SourceAct, keep: Source, by: Any) -> Undone:
    """Its stories come under its own rules again. The history of both says that it happened."""
    gone: Source = _made_again(act, keep)
    stories = _restore_stories(act.moved["articles"], keep, gone)
    said = _("تُراجع عن دمج «%(name)s» في «%(keep)s» (أخبار عادت: %(count)d).")
    words = {"name": gone.name, "keep": keep.name, "count": stories}
    LogEntry.objects.log_actions(by.pk, [keep, gone], CHANGE, said % words)
    if keep.expiry_days != gone.expiry_days:
        transaction.on_commit(partial(renew_ends.enqueue, gone.pk))
    return Undone(gone, stories, len(act.moved["articles"]) - stories)


def _made_again(act: KeywordAct | SourceAct, keep: Any) -> Any:
    """What went, under its old id, with all that hung on it and is still there."""
    if identity_key(keep.name) == identity_key(act.name):
        raise Refused(WORDING[kind_of(keep)].is_its_name % {"name": act.name})
    keep.redirects.filter(slug=act.slug).delete()
    gone = act.made_again()
    # First its name, which save() would make anew; the database looks at the foreign key at the end.
    keep.spellings.filter(key=identity_key(act.name)).update(**{act.SUBJECT: act.gone_id})
    gone.save(force_insert=True)
    move_back(act.moved, keep=keep, gone=act.gone_id, but=identity_key(keep.name))
    give_back(keep, gone, act.moved["adopted"])
    return gone


def _restore_stories(pks: list[int], keep: Source, gone: Source) -> int:
    """Give `gone` its stories back, those that are still of `keep`; how many."""
    back: list[int] = []
    for chunk in batched(pks, CHUNK):
        rows = Article.objects.select_for_update(of=("self",)).filter(pk__in=chunk, source=keep)
        here = list(rows.order_by("pk").values_list("pk", flat=True))
        Article.objects.filter(pk__in=here).update(source=gone)
        back += here
    send_changed(back)
    return len(back)


def _restore_links(moved: dict[str, Any], keep: Keyword, gone: Keyword) -> int:
    """Give `gone` its links back, those that are still there; how many. Their ids keep their places."""
    articles: set[int] = set()
    restored = 0
    for chunk in batched(moved["links"], CHUNK):
        links = ArticleKeyword.objects.filter(pk__in=chunk, tag=keep)
        articles |= set(links.values_list("content_object", flat=True))
        restored += links.update(tag=gone)
    for chunk in batched(moved["dropped"], CHUNK):
        stays = {row[3] for row in chunk}
        here = dict(ArticleKeyword.objects.filter(pk__in=stays).values_list("pk", "published_at"))
        back = [
            ArticleKeyword(pk=pk, content_object_id=article, tag_id=tag, published_at=here[stay])
            for pk, article, tag, stay in chunk
            if stay in here
        ]
        ArticleKeyword.objects.bulk_create(back)
        restored += sum(link.tag_id == gone.pk for link in back)
        articles |= {link.content_object_id for link in back}
    send_changed(articles)
    return restored


def _dropped_of(gone: Keyword, moved: dict[str, Any]) -> int:
    return sum(row[2] == gone.pk for row in moved["dropped"])


def _undo_rename(act: KeywordAct, keyword: Keyword) -> Undone:
    new_slug = keyword.slug
    keyword.name, keyword.slug = act.name, act.slug
    keyword.save()
    if new_slug != act.slug:
        Redirect.objects.filter(kind=RedirectKind.KEYWORD, slug=act.slug).delete()
        point_address(new_slug, keyword)
    articles = list(keyword.article_links.values_list("content_object", flat=True))
    send_changed(articles)
    return Undone(keyword, len(articles), 0)
