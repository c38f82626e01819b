"""Links that keep a copy of their article's publication time, so that listings can walk them."""

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery


class PlacedQuerySet(models.QuerySet[Any]):
    def place(self) -> None:
        """Copy the publication times anew: for rows written in bulk, and whenever in doubt."""
        link = self.model.article_link
        article = self.model._meta.get_field(link).related_model
        times = article._default_manager.filter(pk=OuterRef(link)).values("published_at")[:1]
        self.update(published_at=Subquery(times))


class Placed(models.Model):
    """A row that ties an article to a keyword or an author. `article_link` names the key to the article.

    The stories of one author are in this table, their times in another: without a copy the database would
    sort all of them for each page. Article.save() and the row's own save() keep it true.
    """

    article_link: str

    published_at = models.DateTimeField(null=True, editable=False)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.published_at = getattr(self, self.article_link).published_at
        super().save(*args, **kwargs)
