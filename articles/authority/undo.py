"""Taking a merge or a rename back, as far as what it changed is still there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.authority.acts import CHUNK, Refused, point_address, send_changed
from articles.models import ArticleKeyword, Keyword, KeywordAct, KeywordSpelling, Redirect, Zone
from articles.models.authority import ActKind, RedirectKind
from articles.text.normalize import identity_key


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back: the keyword, and of its links and spellings those that were still there."""

    keyword: Keyword
    links: int
    links_lost: int  # of articles whose keywords were edited, or that were deleted, since


def undo(*, act: KeywordAct, by: Any) -> Undone:
    """Take `act` back: all of it that nobody has changed since, in one transaction.

    Refused when it was undone before, when a later act on the same keyword must be undone first, when the
    kept keyword is gone, or when the old name or address belongs to another by now.
    """
    with transaction.atomic():
        act = KeywordAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
        keyword = _still_there(act)
        try:
            with transaction.atomic():
                undone = _UNDO[ActKind(act.kind)](act, keyword)
        except IntegrityError as error:
            raise Refused(
                _("صار الاسم «%(name)s» أو رابطه لكلمة أخرى، فلا يعود.") % {"name": act.name}
            ) from error
        act.undone_at, act.undone_by = timezone.now(), by
        act.save(update_fields=["undone_at", "undone_by"])
    return undone


def _still_there(act: KeywordAct) -> Keyword:
    """The keyword that `act` kept, locked; Refused when the act cannot be taken back."""
    if act.undone_at:
        raise Refused(_("تُراجع عن هذا من قبل."))
    keyword = Keyword.objects.select_for_update().filter(pk=act.keyword_id or 0).first()
    if keyword is None:
        raise Refused(_("حُذفت الكلمة الباقية، فلا تراجع."))
    if KeywordAct.objects.filter(keyword=keyword, pk__gt=act.pk, undone_at__isnull=True).exists():
        raise Refused(_("جرى على هذه الكلمة فعل بعده. تراجع عن الأحدث أولًا."))
    _refuse_other_owner(act, keyword)
    return keyword


def _refuse_other_owner(act: KeywordAct, keyword: Keyword) -> None:
    """Name the keyword that has the old name or address by now; the database would only say that one has."""
    owner = Keyword.by_spelling(act.name) or keyword
    if owner.pk == keyword.pk:
        owner = Keyword.objects.filter(slug=act.slug).first() or keyword
    if owner.pk != keyword.pk:
        raise Refused(
            _("صار الاسم «%(name)s» أو رابطه للكلمة «%(owner)s»، فلا يعود.")
            % {"name": act.name, "owner": owner}
        )


def _undo_merge(act: KeywordAct, keep: Keyword) -> Undone:
    moved = act.moved
    if identity_key(keep.name) == identity_key(act.name):
        raise Refused(_("صار «%(name)s» اسم الكلمة الباقية نفسها، فلا تراجع.") % {"name": act.name})
    Redirect.objects.filter(kind=RedirectKind.KEYWORD, slug=act.slug, keyword=keep).delete()
    gone = Keyword(pk=act.gone_id, name=act.name, slug=act.slug)
    gone.introduction, gone.photo = act.introduction, act.photo
    # First its name, which save() would make anew; the database looks at the foreign key at the end.
    KeywordSpelling.objects.filter(keyword=keep, key=identity_key(act.name)).update(keyword=act.gone_id)
    gone.save(force_insert=True)
    KeywordSpelling.objects.filter(pk__in=moved["spellings"], keyword=keep).exclude(
        key=identity_key(keep.name)
    ).update(keyword=gone)
    Redirect.objects.filter(pk__in=moved["redirects"], keyword=keep).update(keyword=gone)
    # Merges from before there were zones name none.
    Zone.objects.filter(pk__in=moved.get("zones", ()), keyword=keep).update(keyword=gone)
    _give_back(moved["adopted"], keep, gone)
    links = _restore_links(moved, keep, gone)
    # Earlier acts of the keyword that came back are its own again.
    KeywordAct.objects.filter(pk__in=moved["acts"], keyword=keep).update(keyword=gone)
    return Undone(gone, links, len(moved["links"]) + _dropped_of(gone, moved) - links)


def _give_back(adopted: list[str], keep: Keyword, gone: Keyword) -> None:
    """Empty what `keep` took over, unless somebody changed it since."""
    same = [field for field in adopted if getattr(keep, field) == getattr(gone, field)]
    for field in same:
        setattr(keep, field, "" if field == "introduction" else None)
    if same:
        keep.save(update_fields=same)


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


_UNDO = {ActKind.MERGE: _undo_merge, ActKind.RENAME: _undo_rename}
