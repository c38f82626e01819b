"""The only place where events meet their consequences."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.events import article_changed
from articles.models import Article, RelatedArticle
from articles.refresh import refresh_articles


@receiver(post_save, sender=Article)
def link_waiting_titles(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    """An article that lists elsewhere wait for has arrived (or got its headline): they link to it now."""
    if not raw:
        RelatedArticle.objects.all().resolve(instance)
        article_changed.send(Article, pk=instance.pk)


@receiver(article_changed)
def refresh_what_is_derived(pk: int, **kwargs: Any) -> None:
    """Search, similar stories and copies follow once the change is committed, as a task."""
    transaction.on_commit(lambda: refresh_articles.enqueue([pk]))
