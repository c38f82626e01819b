"""The only place where events meet their consequences."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from articles.models import Article, RelatedArticle


@receiver(post_save, sender=Article)
def link_waiting_titles(instance: Article, raw: bool = False, **kwargs: Any) -> None:
    """An article that lists elsewhere wait for has arrived (or got its headline): they link to it now."""
    if not raw:
        RelatedArticle.objects.all().resolve(instance)
