"""The only place where events meet their consequences (those for kept pages: purging.py)."""

from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from articles.authority.redirects import lead
from articles.events import article_changed, articles_changed
from articles.expiry import renew_ends
from articles.models import (
    Article,
    Author,
    KeywordSpelling,
    Page,
    Photo,
    RelatedArticle,
    Section,
    Source,
)
from articles.photos.renditions import make_renditions
from articles.photos.rights import withdraw_in_time
from articles.refresh import forget, refresh_articles, refresh_captions, refresh_keywords

# A task's articles are in memory together, bodies and all: 200 take a few megabytes.
_AT_ONCE = 200


@receiver(post_save, sender=Article)
def link_waiting_titles(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    """An article that lists elsewhere wait for has arrived (or got its headline): they link to it now."""
    if not raw:
        RelatedArticle.objects.all().resolve(instance)
        article_changed.send(Article, pk=instance.pk)


@receiver(pre_delete, sender=Article)
def forget_what_is_derived(instance: Article, **kwargs: Any) -> None:
    """What it was counted by is still there to uncount it; its copies will choose the best of them anew."""
    forget([instance.pk])
    if followers := list(instance.copies.values_list("pk", flat=True)):
        articles_changed.send(Article, pks=followers)


@receiver(article_changed)
def refresh_what_is_derived(pk: int, **kwargs: Any) -> None:
    """Search, similar stories and copies follow once the change is committed, as a task."""
    transaction.on_commit(lambda: refresh_articles.enqueue([pk]))


@receiver(articles_changed)
def refresh_what_is_derived_of_many(pks: list[int], **kwargs: Any) -> None:
    """The same in tasks of some hundred articles each."""
    for chunk in batched(pks, _AT_ONCE):
        transaction.on_commit(partial(refresh_articles.enqueue, list(chunk)))


@receiver(post_save, sender=KeywordSpelling)
def compare_new_spelling(created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new spelling may be a variant of others."""
    if created and not raw:
        transaction.on_commit(refresh_keywords.enqueue)


@receiver(post_save, sender=Source)
def renew_ends_of_stories(instance: Source, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Another time for which its stories may be shown: those that are out already follow, as a task."""
    if not (created or raw) and instance.expiry_days != instance._stored_expiry_days:
        transaction.on_commit(partial(renew_ends.enqueue, instance.pk))
    instance._stored_expiry_days = instance.expiry_days


@receiver(pre_save, sender=Section)
@receiver(pre_save, sender=Source)
@receiver(pre_save, sender=Author)
@receiver(pre_save, sender=Page)
def lead_from_old_address(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Whoever has the address that it had is led to its new one. (Keywords are renamed by an act, which can
    be undone.)"""
    if raw or not instance.pk:
        return
    before = type(instance)._default_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if before and before != instance.slug:
        lead(before, instance)


@receiver(post_save, sender=Photo)
def make_what_photo_lacks(instance: Photo, raw: bool = False, **kwargs: Any) -> None:
    """Its renditions, of a new picture or focal point; and an end for its files, when its rights have one."""
    if raw:
        return
    if instance.renditions != instance.wanted_renditions:
        transaction.on_commit(partial(make_renditions.enqueue, instance.pk))
    if instance.rights_expire_at:
        transaction.on_commit(partial(withdraw_in_time, instance))


@receiver(post_save, sender=Photo)
def refresh_search_of_captions(instance: Photo, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Stories are found by what is said of their pictures, too."""
    if not (created or raw) and instance.said != instance._stored_said:
        transaction.on_commit(partial(refresh_captions.enqueue, instance.pk))
    instance._stored_said = instance.said
