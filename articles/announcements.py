"""Which changes are announced: what appears, changes significantly, moves or leaves, and corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone

from articles.announcing.announce import announce, announce_in_time, announce_names, somebody_listens
from articles.announcing.topics import known_to_readers, pages_of
from articles.caching.changes import Standing, lists_of
from articles.caching.tags import CORRECTIONS
from articles.events import article_saved, keywords_changed
from articles.models import Article, Byline, Correction
from articles.models.correction import CorrectionKind
from articles.models.status import Status

# What is news to subscribers of a story that they have: it is another now, or in another section or source.
_NEWS = ("significant_update_at", "published_at", "slug", "section_id", "source_id")


@receiver(article_saved)
def announce_article(pk: int, before: Standing | None, after: Standing, **kwargs: Any) -> None:
    """Now where it is news, and at its minute where it has just been scheduled for one."""
    if not somebody_listens():
        return
    now = timezone.now()
    if _is_news(before, after, now):
        announce([pk], _left(before, after) | _with_corrections(pk, before, after, now))
    appears, known = _appears(after, now), before and _appears(before, now)
    if appears and appears != known:
        announce_in_time(pk, appears)


@receiver(pre_delete, sender=Article)
def announce_deleted_article(instance: Article, **kwargs: Any) -> None:
    """While it still stands somewhere."""
    if instance.is_published and somebody_listens():
        lists, _at = lists_of([instance.pk])[instance.pk]
        announce(lists=lists, pages=pages_of(known_to_readers([instance.pk])))


@receiver(keywords_changed)
def announce_keywords(pk: int, before: list[int], **kwargs: Any) -> None:
    """In the feeds of those that came or went; to the others of its lists it is no news."""
    if somebody_listens() and _is_out(pk):
        announce_names(pk, "keyword", before)


@receiver([pre_save, pre_delete], sender=Byline)
def announce_authors(instance: Byline, origin: Any = None, **kwargs: Any) -> None:
    """As with keywords."""
    if Article in (type(origin), getattr(origin, "model", None)):
        return  # deleted with its article, which is announced
    pk = instance.article_id
    if somebody_listens() and _is_out(pk):
        signed = Byline.objects.filter(article=pk).order_by().values_list("author", flat=True)
        announce_names(pk, "author", signed)


@receiver([post_save, post_delete], sender=Correction)
def announce_correction(instance: Correction, **kwargs: Any) -> None:
    """In the feed of all of them where it is told there, and with its story."""
    if somebody_listens() and (instance.kind == CorrectionKind.WITHDRAWAL or instance.article.is_published):
        announce([instance.article_id], [CORRECTIONS])


def _is_out(pk: int) -> bool:
    return Article.objects.published().filter(pk=pk).exists()


def _is_news(before: Standing | None, after: Standing, now: datetime) -> bool:
    was, now_is = bool(before and before.is_public(now)), after.is_public(now)
    if was != now_is:
        return True
    if before and before.status != after.status and after.status == Status.WITHDRAWN:
        return True  # it was over already, and feeds tell
    return now_is and any(getattr(before, name) != getattr(after, name) for name in _NEWS)


def _left(before: Standing | None, after: Standing) -> set[str]:
    """The lists that it stands in no longer."""
    if before is None:
        return set()
    pairs = ((f"{name}-{getattr(before, f'{name}_id')}", name) for name in ("section", "source"))
    return {old for old, name in pairs if getattr(before, f"{name}_id") != getattr(after, f"{name}_id")}


def _with_corrections(pk: int, before: Standing | None, after: Standing, now: datetime) -> set[str]:
    """The list of all corrections, where those of the story come into it or leave it with the story."""
    was = bool(before and before.is_public(now))
    moved = was != after.is_public(now) and Correction.objects.filter(article=pk).exists()
    return {CORRECTIONS} if moved else set()


def _appears(standing: Standing, now: datetime) -> datetime | None:
    """The moment at which it will."""
    at = standing.published_at
    return at if standing.status == Status.PUBLISHED and at and at > now else None
