"""Links that keep a copy of their article's publication time, so that listings can walk them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from articles.lines import Name
from articles.prepared import Prepared, padded


class PlacedQuerySet(models.QuerySet[Any]):
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

    @classmethod
    def names_of(cls, articles: Iterable[int]) -> dict[int, list[Name]]:
        """The names at the other end of the links of each of `articles` (ids), in their order; one query."""
        names = defaultdict(list)
        if asked := padded(list(articles)):
            named: Any = cls._meta.get_field(cls.named_link).related_model
            for article, *name in _names(cls, articles=asked):
                names[article].append(Name(named._meta.model_name, *name))
        return names

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.published_at = getattr(self, self.article_link).published_at
        super().save(*args, **kwargs)


@Prepared
def _names(links: type[Placed], articles: list[int]) -> models.QuerySet[Any]:
    named = links.named_link
    columns = (links.article_link, named, f"{named}__name", f"{named}__slug", *links.name_details)
    return links._default_manager.filter(**{f"{links.article_link}__pk__in": articles}).values_list(*columns)
