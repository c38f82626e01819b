"""Links that keep a copy of their article's publication time, so that listings can walk them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from articles.lines import Name


class PlacedQuerySet(models.QuerySet[Any]):
    def names_of(self, articles: Iterable[int]) -> dict[int, list[Name]]:
        """The names at the other end of the links of each of `articles` (ids), in their order; one query."""
        link, named = self.model.article_link, self.model.named_link
        kind = self.model._meta.get_field(named).related_model._meta.model_name
        rows = self.filter(**{f"{link}__in": list(articles)}).values_list(
            link, named, f"{named}__name", f"{named}__slug", *self.model.name_details
        )
        names = defaultdict(list)
        for article, *name in rows:
            names[article].append(Name(kind, *name))
        return names

    def place(self) -> None:
        """Copy the publication times anew: for rows written in bulk, and whenever in doubt."""
        link = self.model.article_link
        article = self.model._meta.get_field(link).related_model
        times = article._default_manager.filter(pk=OuterRef(link)).values("published_at")[:1]
        self.update(published_at=Subquery(times))


class Placed(models.Model):
    """A row that ties an article to a keyword or an author; the foreign keys to both are named here.

    The stories of one author are in this table, their times in another: without a copy the database would
    sort all of them for each page. Article.save() and the row's own save() keep it true.
    """

    article_link: str
    named_link: str
    name_details: tuple[str, ...] = ()  # columns that a Name has besides

    published_at = models.DateTimeField(null=True, editable=False)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.published_at = getattr(self, self.article_link).published_at
        super().save(*args, **kwargs)
