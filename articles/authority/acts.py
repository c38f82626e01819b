"""Merging and renaming keywords: each act one function, one transaction, one row in the log.

Whether somebody may is the caller's question (articles/admin/keyword.py asks it); here stands what
happens. undo.py takes an act back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.authority.moves import (
    CHUNK,
    Refused,
    adopt,
    adopted,
    locked,
    move_all,
    point_address,
    refuse_itself,
    send_changed,
)
from articles.models import ArticleKeyword, Keyword, KeywordAct, Redirect
from articles.models.authority import ActKind, RedirectKind
from articles.models.named import free_slug
from articles.text.slugs import slugify

# What the one that stays takes over where it has nothing of its own
_ADOPTED = ("introduction", "photo")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would change."""

    keep: Keyword
    gone: Keyword
    stories: int  # links that move
    stories_of_both: int  # articles that have both and keep one
    spellings: list[str]  # that lead to the kept one from now on
    addresses: list[str]  # slugs that lead to the kept one's page from now on
    adopts: list[str]  # names of the fields that the kept one takes over, being empty there


def preview_merge(*, keep: Keyword, gone: Keyword) -> Preview:
    """What merge(keep=…, gone=…) would do now; nothing is changed. Refused when it would be."""
    refuse_itself(keep, gone)
    links = gone.article_links.count()
    both = len(_links_of_both(keep, gone))
    return Preview(
        keep=keep,
        gone=gone,
        stories=links - both,
        stories_of_both=both,
        spellings=[gone.name, *gone.other_spellings()],
        addresses=[gone.slug, *gone.redirects.order_by("pk").values_list("slug", flat=True)],
        adopts=adopted(keep, gone, _ADOPTED),
    )


def merge(*, keep: Keyword, gone: Keyword, by: Any) -> KeywordAct:
    """Make `gone` one of the spellings of `keep`: stories, spellings and addresses go over, it is deleted.

    A story that has both keeps the link that stands earlier among its keywords. Refused when either is
    gone by now, as after a second click.
    """
    refuse_itself(keep, gone)
    with transaction.atomic():
        keep, gone = locked(Keyword, keep.pk, gone.pk)
        dropped = _drop_links_of_both(keep, gone)
        links = list(gone.article_links.values_list("pk", "content_object"))
        gone.article_links.update(tag=keep)
        moved, taken_over = move_all(keep=keep, gone=gone), adopted(keep, gone, _ADOPTED)
        adopt(keep, gone, taken_over)
        act = KeywordAct.objects.create(
            kind=ActKind.MERGE,
            by=by,
            keyword=keep,
            gone_id=gone.pk,
            name=gone.name,
            slug=gone.slug,
            introduction=gone.introduction,
            photo=gone.photo,
            new_name=keep.name,
            moved={
                "links": [pk for pk, _article in links],
                "dropped": dropped,
                "adopted": taken_over,
                **moved,
            },
        )
        gone.delete()
        point_address(act.slug, keep)
        send_changed({article for _pk, article in links} | {row[1] for row in dropped})
    return act


def rename(*, keyword: Keyword, name: str, by: Any, slug: str = "") -> KeywordAct:
    """Show `keyword` as `name` from now on, under the address `slug` (made from the name when empty).

    The old name stays a spelling and the old address leads to the new one. Refused when the name says
    nothing, is too long or another keyword's spelling, and when the address is or was another's.
    """
    with transaction.atomic():
        keyword = locked(Keyword, keyword.pk)[0]
        old_name, old_slug = keyword.name, keyword.slug
        keyword.name = name
        keyword.slug = slugify(slug, 110) or _slug_for(keyword)
        own_address = keyword.redirects.filter(slug=keyword.slug)
        taken = Redirect.objects.filter(kind=RedirectKind.KEYWORD, slug=keyword.slug)
        if taken.exists() and not own_address.exists():
            raise Refused(_("«%(slug)s» رابط قديم لكلمة أخرى؛ اختر غيره.") % {"slug": keyword.slug})
        try:
            keyword.full_clean()
            with transaction.atomic():
                keyword.save()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise Refused(
                _("«%(name)s» أو رابطها لكلمة أخرى. إن كانتا واحدة فادمجهما.") % {"name": name}
            ) from error
        keyword.refresh_from_db()
        act = KeywordAct.objects.create(
            kind=ActKind.RENAME,
            by=by,
            keyword=keyword,
            gone_id=keyword.pk,
            name=old_name,
            slug=old_slug,
            new_name=keyword.name,
            moved={"slug": keyword.slug},
        )
        if keyword.slug != old_slug:
            own_address.delete()
            point_address(old_slug, keyword)
        send_changed(keyword.article_links.values_list("content_object", flat=True))
    return act


def _links_of_both(keep: Keyword, gone: Keyword) -> list[tuple[int, int, int]]:
    """(article, link of `keep`, link of `gone`) for each article that has both."""
    kept = dict(
        ArticleKeyword.objects.filter(
            tag=keep, content_object__in=gone.article_links.values("content_object")
        ).values_list("content_object", "pk")
    )
    links = gone.article_links.filter(content_object__in=keep.article_links.values("content_object"))
    return [(article, kept[article], pk) for article, pk in links.values_list("content_object", "pk")]


def _drop_links_of_both(keep: Keyword, gone: Keyword) -> list[list[int]]:
    """Delete the later link where an article has both: [link, article, keyword, link that stays] of each."""
    dropped = []
    for article, kept, going in _links_of_both(keep, gone):
        earlier, later = sorted((kept, going))
        dropped.append([later, article, keep.pk if later == kept else gone.pk, earlier])
    for chunk in batched(dropped, CHUNK):
        ArticleKeyword.objects.filter(pk__in=[row[0] for row in chunk]).delete()
    return dropped


def _slug_for(keyword: Keyword) -> str:
    """A slug for its name: its own where that still fits, and never an address that leads elsewhere."""
    base = slugify(keyword.name, 90) or "x"
    mine = Keyword.objects.filter(pk=keyword.pk, slug=base).exists()
    if mine or keyword.redirects.filter(slug=base).exists():
        return base
    slug = free_slug(Keyword, keyword.name)
    taken = set(
        Redirect.objects.filter(kind=RedirectKind.KEYWORD, slug__startswith=base)
        .exclude(keyword=keyword)
        .values_list("slug", flat=True)
    )
    return slug if slug not in taken else f"{base}-{keyword.pk}"
